"""Citations for other programs: what those programs read is what the passage says."""

import json
from dataclasses import replace
from datetime import date

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from markdown_it import MarkdownIt

from api import assemble
from api.citations import bibtex, csl, footnote, markdown, ris
from api.citations.reference import Reference
from api.settings import load
from corpus.document import DocumentDate, Kind
from tests.test_api_http import DEMO, is_problem, serving

HARD = Reference(
    key="0123456789abcdef",
    quote='# 50% & {meer}\n1. kosten_baten ~ *ster* <b>\n- $5 \\ "ja" ^ [x](y)\nER  - geen einde',
    title="Regels & {wetten}: 100% _anders_",
    kind=Kind.SESSIEVERSLAG,
    date=DocumentDate(date(2022, 10, 1), "maand", "oktober 2022"),
    language="nl",
    section=("Zorg", "Wie betaalt?"),
    pages=(3, 4),
    file="Verslag #1.pdf",
    sha256="a" * 64,
    url="http://127.0.0.1:8000/v1/citaten/0123456789abcdef",
)
FLAT = " ".join(HARD.quote.split())
PLAIN = replace(HARD, date=None, pages=None, section=())


def test_csl_json_holds_the_quote_and_a_date_as_precise_as_it_is():
    (item,) = json.loads(csl.write(HARD))
    assert (item["abstract"], item["title"], item["URL"]) == (HARD.quote, HARD.title, HARD.url)
    assert (item["issued"], item["page"], item["type"]) == ({"date-parts": [[2022, 10]]}, "3-4", "report")
    (item,) = json.loads(csl.write(PLAIN))
    assert not {"issued", "page", "section"} & item.keys()


def test_ris_is_read_back_by_its_own_library():
    (entry,) = rispy.loads(ris.write(HARD))
    assert (entry["title"], entry["abstract"], entry["id"]) == (HARD.title, FLAT, HARD.key)
    assert (entry["year"], entry["date"]) == ("2022", "2022/10//")
    assert (entry["start_page"], entry["end_page"], entry["urls"]) == ("3", "4", [HARD.url])
    assert len(rispy.loads(ris.write(PLAIN))) == 1


def test_bibtex_is_read_back_by_its_own_library():
    library = bibtexparser.parse_string(bibtex.write(HARD), append_middleware=[LatexDecodingMiddleware()])
    assert not library.failed_blocks
    (entry,) = library.entries
    fields = {name: field.value for name, field in entry.fields_dict.items()}
    # the library gives another circumflex for LaTeX's own
    assert (fields["abstract"].replace("ˆ", "^"), fields["pages"], fields["url"]) == (FLAT, "3–4", HARD.url)
    assert (fields["year"], fields["month"]) == ("2022", "10")
    assert fields["title"].strip("{}") in HARD.title
    assert HARD.sha256 in fields["note"]


def test_markdown_shows_the_words_and_nothing_that_they_could_mean():
    shown = MarkdownIt().parse(markdown.write(HARD))
    kinds = {token.type for token in shown}
    assert kinds == {"blockquote_open", "paragraph_open", "inline", "paragraph_close", "blockquote_close"}
    quote, source = (
        "".join(part.content or "\n" * (part.type == "softbreak") for part in token.children)
        for token in shown
        if token.type == "inline"
    )
    assert quote == HARD.quote
    assert (
        source == f"— {HARD.title}, sessieverslag, oktober 2022, Zorg > Wie betaalt?, p. 3–4, Verslag #1.pdf"
    )


def test_a_footnote_is_one_dutch_line():
    assert footnote.write(HARD) == (
        "‘Regels & {wetten}: 100% _anders_’ (sessieverslag), oktober 2022, onder ‘Wie betaalt?’, p. 3–4, "
        f"Verslag #1.pdf. Na te gaan op {HARD.url}\n"
    )
    assert footnote.write(PLAIN).startswith(
        "‘Regels & {wetten}: 100% _anders_’ (sessieverslag), Verslag #1.pdf."
    )


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with assemble.opened(load(data=tmp_path_factory.mktemp("data"), workers=1)) as service:
        service.ingest([DEMO / "werksessie-schurende-wetten-twente.md"])
        with serving(service) as http:
            http.service = service
            yield http


def test_a_client_chooses_the_form_by_what_it_accepts(client):
    (one, *_) = client.post("/v1/passages/_zoek", json={"vraag": "schurende wetten"}).json()["resultaten"]
    link = f"{client.base_url}/v1/citaten/{one['id']}"
    for address in (f"/v1/passages/{one['id']}", f"/v1/citaten/{one['id']}"):
        tags = set()
        for form in (csl, ris, bibtex, markdown, footnote):
            told = client.get(address, headers={"Accept": f"{form.MEDIA_TYPE}, application/json;q=0.5"})
            assert told.headers["content-type"].partition(";")[0] == form.MEDIA_TYPE
            assert told.headers["vary"] == "Accept"
            assert link in told.text
            tags.add(told.headers["etag"])
        assert len(tags) == 5
        assert client.get(address).json()["id"] == one["id"]
        is_problem(client.get(address, headers={"Accept": "application/pdf"}), 406)
    assert client.get(link).json()["klopt"]

    client.service.documents.original(one["document"]["id"]).write_bytes(b"iets anders")
    assert client.get(link).json()["klopt"] is False
    is_problem(client.get(link, headers={"Accept": "text/plain"}), 409)
