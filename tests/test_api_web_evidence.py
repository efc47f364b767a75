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
    assert "Status: onderzocht" in moved.text_content()
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
    cited = service.documents.passages(service.documents.all()[0].id)[0]
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


def test_a_cell_of_the_matrix_opens_the_quotes_that_it_counts(client, service):
    page = read(client, "/matrix?rijen=soort&kolommen=regio")
    for link in page.xpath("//tbody//td/a"):
        counted = sum(int(one) for one in words(link).split("+"))
        opened = read(client, link.get("href"))
        assert len(opened.xpath('//section[@id="cel"]//li[h3]')) == counted
    assert client.get("/matrix?rij=bestaat&kolom=niet").status_code == 404
    assert client.get("/matrix/csv").headers["content-type"].startswith("text/csv")


def test_a_dossier_is_filled_from_search_put_in_order_and_taken_along(client, service):
    found = read(client, "/?vraag=Waar+liep+Twente+tegenaan")
    add = found.xpath('//li[@class="result"]//a[contains(@href, "/dossiers/toevoegen")]/@href')
    made = send(client, add[0], "/dossiers/toevoegen", naam=EVIL, notitie=EVIL)
    assert words(made.xpath("//h1")[0]) == EVIL
    assert made.xpath('//a[starts-with(@href, "/?vraag=")]')
    id_ = service.dossiers.named(EVIL).id
    address = f"/dossiers/{id_}"
    again = send(client, add[0], "/dossiers/toevoegen", 409, dossier=id_)
    assert "al in dit dossier" in again.text_content()
    one = service.register.all()[0]
    knelpunt = f"/dossiers/toevoegen?knelpunt={one.record.id}"
    send(client, knelpunt, "/dossiers/toevoegen", dossier=id_)
    first, second = [part.item.id for part in service.dossiers.parts(id_)]
    send(client, address, f"{address}/onderdelen/{second}/plaats", plaats=1)
    assert [part.item.id for part in service.dossiers.parts(id_)] == [second, first]
    noted = send(client, address, f"{address}/onderdelen/{second}/notitie", notitie=f"Eerst dit. {EVIL}")
    assert f"Eerst dit. {EVIL}" in noted.text_content()
    for form in read(client, address).xpath('//select[@name="vorm"]/option/@value'):
        file = client.get(f"{address}/export?vorm={form}&groepeer=wet")
        assert file.status_code == 200
        assert file.content
        assert 'filename="script' in file.headers["content-disposition"]
    before = [part.item.id for part in service.dossiers.parts(id_)]
    emptier = send(client, address, f"{address}/onderdelen/{first}/verwijderen")
    (back,) = emptier.xpath('//form[.//button="Zet het terug"]')
    token = back.xpath('.//input[@name="csrf"]/@value')[0]
    client.post(back.get("action"), data={"csrf": token})
    assert [part.item.id for part in service.dossiers.parts(id_)] == before
    again = client.post(back.get("action"), data={"csrf": token})
    assert again.status_code == 404
    send(client, address, f"{address}/onderdelen/{first}/verwijderen")
    changed = send(client, address, f"{address}/wijzigen", naam="Anders", zichtbaarheid="openbaar")
    assert words(changed.xpath("//h1")[0]) == "Anders"
    assert "1 tot 300" in send(client, "/dossiers", "/dossiers", 400, naam=" ").text_content()
    send(client, f"{address}/verwijderen", f"{address}/verwijderen")
    assert client.get(address).status_code == 404


def test_a_dossier_warns_when_a_source_is_gone(client, service):
    service.upload("tijdelijk.md", b"# Tijdelijk\n\nDe gemeente Almelo meldt dat vervoer schuurt met de wet.")
    entry = next(one for one in service.documents.all() if one.name == "tijdelijk.md")
    dossier = service.dossiers.make("Tijdelijk")
    service.dossiers.add(dossier.id, service.documents.passages(entry.id)[0].id)
    service.remove(entry.id)
    page = read(client, f"/dossiers/{dossier.id}")
    assert "Let op: een bron is veranderd" in page.text_content()
    assert "Almelo" not in page.text_content()


def test_a_question_is_kept_and_tells_what_is_new(client, service):
    found = read(client, "/?vraag=Waar+liep+Losser+tegenaan&soort=overig&jaar=2031")
    (keep,) = found.xpath('//a[starts-with(@href, "/vragen/nieuw")]/@href')
    made = send(client, keep, "/vragen/nieuw", naam=EVIL)
    assert words(made.xpath("//h1")[0]) == EVIL
    assert made.xpath('//p[@class="lead"]/a/@href')[0] == found.xpath("string(//input[@name='terug']/@value)")
    assert "Er is niets nieuws" in made.text_content()
    (question,) = service.saved.all()
    listed = read(client, "/vragen").text_content()
    assert EVIL in listed
    assert "niets" in listed
    send(client, f"/vragen/{question.id}", f"/vragen/{question.id}/verwijderen")
    assert client.get(f"/vragen/{question.id}").status_code == 404


def test_regions_and_the_overview_show_what_there_is(client, service):
    regions = read(client, "/regios").xpath("//tbody//th/a/@href")
    told = [read(client, address).text_content() for address in regions]
    assert any("Bronnen, in de tijd" in text for text in told)
    assert any("Nog niets gevonden" in text for text in told)
    assert client.get("/regios/nergens").status_code == 404
    page = read(client, "/overzicht")
    pictures, tables = page.xpath('//svg[@role="img"]'), page.xpath("//section//table")
    assert len(pictures) == len(tables) == 3
    for picture, table in zip(pictures, tables, strict=True):
        assert len(picture.xpath("./text")) == len(table.xpath(".//tbody/tr"))


def test_only_a_manager_manages_and_a_key_is_shown_once(client, service):
    read(client, "/beheer/wijzigingen")
    checked = send(client, "/beheer", "/beheer/controle")
    assert "Grondige controle" in checked.text_content()
    assert "geen naam" in send(client, "/beheer", "/beheer/sleutels", 400, naam=" ").text_content()
    made = send(client, "/beheer", "/beheer/sleutels", naam=EVIL, rol="redacteur", inzage="netwerk")
    (token,) = made.xpath('//pre[@id="nieuwe-sleutel"]/text()')
    # from now on one has to sign in
    signed = send(client, "/aanmelden", "/aanmelden", sleutel=token, terug="/")
    assert not signed.xpath('//nav//a[@href="/beheer"]')
    assert client.get("/beheer").status_code == 403
    one = service.register.all()[0].record.id
    assert read(client, f"/knelpunten/{one}").xpath('//form[contains(@action, "/wijzigen")]')
    assert not read(client, f"/knelpunten/{one}").xpath('//a[contains(@href, "/verwijderen")]')
