"""The pages of what people make of passages, on a real server, as a browser without scripts reads them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from lxml import html

from api import assemble
from api.settings import load
from models.load import WEIGHTLESS
from tests.test_api_http import DEMO, serving

PIPELINE, EMBEDDER = WEIGHTLESS
EVIL = '<script>alert(1)</script> & "q"'
VERDICTS = {"voorstel", "aanvaard"}


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    settings = load(
        data=tmp_path_factory.mktemp("web"), workers=1, embedder=EMBEDDER, pipeline=PIPELINE,
        requests_per_minute=0, burst=0,
    )  # fmt: skip
    with assemble.opened(settings) as service:
        service.ingest([DEMO / "werksessie-schurende-wetten-twente.md"])
        yield service


@pytest.fixture(scope="module")
def client(service):
    with serving(service) as http:
        http.headers["Accept"] = "text/html"
        yield http


def read(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, response.text
    return is_well_built(response)


def is_well_built(response):
    page = html.fromstring(response.text)
    assert len(response.content) < 150_000
    assert len(page.xpath("//h1")) == 1
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1|//h2|//h3|//h4")]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for field in page.xpath('//input[not(@type="hidden")]|//select|//textarea'):
        labelled = field.xpath("ancestor::label") or page.xpath("//label[@for=$id]", id=field.get("id"))
        assert labelled, html.tostring(field)
    assert page.xpath('count(//form[@method="post"])') == page.xpath('count(//form//input[@name="csrf"])')
    assert not page.xpath('//@style|//style|//script[not(@src)]|//@*[starts-with(name(), "on")]')
    assert all(one.startswith("/") for one in page.xpath("//@src|//form/@action|//@formaction|//link/@href"))
    return page


def words(element):
    return " ".join(element.text_content().split())


def send(client, page, action, expected=200, **fields):
    """Sends the form of a page that has this action, with its own hidden fields."""
    form = read(client, page).xpath("//form[@action=$action or .//*[@formaction=$action]]", action=action)[0]
    hidden = {one.get("name"): one.get("value") for one in form.xpath('.//input[@type="hidden"]')}
    response = client.post(action, data={**hidden, **fields}, follow_redirects=True)
    assert response.status_code == expected, response.text
    return is_well_built(response)


def proposal(service):
    return next(one for one in service.register.all() if one.record.verdict == "voorstel")


def test_a_proposal_is_told_apart_until_a_person_accepts_it(client, service):
    one = proposal(service)
    address = f"/knelpunten/{one.record.id}"
    shown = read(client, "/knelpunten?oordeel=voorstel")
    assert words(shown.xpath("//article")[0]).count("Voorstel, niet beoordeeld") == 1
    assert one.quotes[0].text in read(client, address).text_content()
    page = send(client, address, f"{address}/aanvaarden", toelichting=EVIL)
    assert "telt vanaf nu als bewijs" in page.text_content()
    assert EVIL in page.text_content()
    moved = send(client, address, f"{address}/status", status="onderzocht")
    assert "Onderzocht" in moved.text_content()
    assert one.record.id in {
        link.rsplit("/")[-1] for link in read(client, "/knelpunten?oordeel=aanvaard").xpath("//h3/a/@href")
    }


def test_a_change_of_what_was_changed_meanwhile_is_refused_with_the_page(client, service):
    one = proposal(service)
    address = f"/knelpunten/{one.record.id}"
    token = read(client, address).xpath('//input[@name="csrf"]/@value')[0]
    old = {"csrf": token, "gelezen": "2020-01-01T00:00:00+00:00", "reden": "Geen knelpunt."}
    refused = client.post(f"{address}/verwerpen", data=old)
    assert refused.status_code == 409
    assert "intussen gewijzigd" in is_well_built(refused).text_content()
    assert client.post(f"{address}/verwerpen", data={**old, "csrf": "x"}).status_code == 403
    assert "reden" in send(client, address, f"{address}/verwerpen", 400, reden=" ").text_content()
    assert "Verworpen" in send(client, address, f"{address}/verwerpen", reden="Nee.").text_content()


def test_a_person_writes_a_knelpunt_down_with_the_words_of_a_passage(client, service):
    cited = service.reading(service.documents()[0].id)[0]
    address = f"/knelpunten/nieuw?passage={cited.id}"
    assert (
        "niet letterlijk" in send(client, address, "/knelpunten/nieuw", 400, woorden="x" * 50).text_content()
    )
    page = send(client, address, "/knelpunten/nieuw", woorden="", titel=EVIL, wet="Jeugdwet")
    assert words(page.xpath("//h1")[0]) == EVIL
    id_ = next(one.record.id for one in service.register.all() if one.title == EVIL)
    edited = send(
        client, f"/knelpunten/{id_}", f"/knelpunten/{id_}/wijzigen", titel="Vervoer", notities=EVIL,
        zichtbaarheid="netwerk",
    )  # fmt: skip
    assert EVIL in edited.text_content()
    other = proposal(service)
    merged = send(client, f"/knelpunten/{id_}", f"/knelpunten/{id_}/samenvoegen", met=other.record.id)
    assert merged.xpath('count(//input[@name="citaten"])') >= 2
    quotes = service.register.get(id_).quotes
    split = send(client, f"/knelpunten/{id_}", f"/knelpunten/{id_}/splitsen", citaten=quotes[-1].quote.id)
    assert "nieuwe knelpunt" in split.text_content()
    gone = read(client, f"/knelpunten/{other.record.id}")
    assert "opgegaan in" in gone.text_content()
    send(client, f"/knelpunten/{id_}/verwijderen", f"/knelpunten/{id_}/verwijderen")
    assert client.get(f"/knelpunten/{id_}").status_code == 404
