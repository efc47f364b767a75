"""Saved questions, their feed, many questions at once, and the project for researchers."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from lxml import etree

from api import assemble
from api.access.principal import Principal, Role
from api.evidence.batch import read
from api.exports import atom, refi
from api.schemas import Vraag
from api.settings import load
from corpus.errors import BadInput, Forbidden, NotFound
from corpus.visibility import Visibility
from search.searcher import Searcher
from tests.test_api_http import DEMO, is_problem, serving

ADDRESS = "http://127.0.0.1:8000/"
READER = Principal("lezer", Role.LEZER, Visibility.OPENBAAR)
ATOM = "{http://www.w3.org/2005/Atom}"
QDA = "{urn:QDA-XML:project:1.0}"
# beyond the first plane, where programs count in different ways
EMOJI = (
    "Verslag 🧑‍🏫 van Twente 𝔘.\n\n"
    "De gemeente Almelo betaalt 🎒 volgens de Leerplichtwet 1969 niets. Einde 🎒."
)


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    chosen = load(
        data=tmp_path_factory.mktemp("data"), workers=1, embedder="hashed-ngrams", pipeline="dutch-rules"
    )
    with assemble.opened(chosen) as opened:
        opened.ingest([DEMO / "werksessie-schurende-wetten-twente.md"])
        opened.upload("emoji.txt", EMOJI.encode())
        yield opened


def test_only_what_came_in_since_is_news_and_the_same_text_comes_once(service):
    saved = service.saved
    made = saved.make("Btw", Vraag(vraag="Waar belemmert btw het uitlenen van personeel?"))
    assert saved.news(made.id) == []
    words = b"Het uitlenen van personeel tussen scholen wordt duurder door btw, zegt Hengelo."
    service.upload("btw.txt", words)
    (found,) = saved.news(made.id)
    assert found.citation.name == "btw.txt"
    # a renewed document with the same words in it, and the same words elsewhere
    service.upload("btw.txt", words + b"\n\nVerder was er niets te melden over de lunch op die dag.")
    service.upload("kopie.txt", b"Kopie\n\n" + words)
    assert len({one.citation.text for one in saved.feed(made.id)}) == len(saved.feed(made.id))
    assert all(
        "lunch" in one.citation.text or "Kopie" in one.citation.text for one in saved.news(made.id)[1:]
    )
    saved.seen(made.id)
    assert saved.news(made.id) == []
    assert saved.news(made.id, made.created_at) == saved.feed(made.id)


def test_news_stays_when_its_document_is_renewed_and_goes_when_it_is_removed(service):
    made = service.saved.make("Bus", Vraag(vraag="Wie betaalt de schoolbus van Deventer?"))
    told = (
        "# Verslag\n\n## Vervoer\n\nDe schoolbus van Deventer betaalt niemand.\n\n## Lunch\n\nEr was {lunch}."
    )
    for lunch in ("soep", "brood met kaas"):
        service.upload("bus.md", told.format(lunch=lunch).encode())
        (found,) = (one for one in service.saved.news(made.id) if "schoolbus" in one.citation.text)
        assert service.documents.get(found.citation.document_id).replaced_by is None
    service.remove(found.citation.document_id)
    assert not [one for one in service.saved.feed(made.id) if "schoolbus" in one.citation.text]


def test_a_reader_sees_of_the_news_only_what_they_may(service):
    made = service.saved.make("Open", Vraag(vraag="Wat kost het geheim?"), Visibility.OPENBAAR)
    reading = service.on_behalf_of(READER).saved
    service.upload("geheim.txt", b"Het geheim kost Zwolle zeven miljoen.", Visibility.NETWERK)
    service.upload("open.txt", b"Het geheim kost Deventer niets, dat is open.", Visibility.OPENBAAR)
    # whoever looks first, everybody sees their own part of it
    assert {one.citation.name for one in reading.news(made.id)} == {"open.txt"}
    assert {one.citation.name for one in service.saved.news(made.id)} == {"open.txt", "geheim.txt"}
    assert b"Zwolle" not in atom.write(made, reading.feed(made.id), ADDRESS)
    for change in (lambda: reading.make("x", Vraag(vraag="wet")), lambda: reading.seen(made.id)):
        with pytest.raises(Forbidden):
            change()
    hidden = service.saved.make("Dicht", Vraag(vraag="wet"), Visibility.NETWERK)
    with pytest.raises(NotFound, match="geen bewaarde vraag"):
        reading.get(hidden.id)


def test_the_list_counts_what_is_new_and_asks_again_only_after_a_change(service, monkeypatch):
    made = service.saved.make("Fiets", Vraag(vraag="Wie betaalt de fiets van Raalte?"), Visibility.OPENBAAR)
    reading = service.on_behalf_of(READER)
    assert service.saved.counts()[made.id] == 0
    service.upload("fiets.txt", b"De fiets van Raalte betaalt niemand.", Visibility.NETWERK)
    assert service.saved.counts()[made.id] == len(service.saved.news(made.id)) == 1
    assert reading.saved.counts()[made.id] == 0
    with monkeypatch.context() as closed:
        closed.setattr(Searcher, "search", lambda *_: pytest.fail("asked again"))
        assert service.saved.counts()[made.id] == 1
        assert reading.saved.counts()[made.id] == 0
    service.saved.seen(made.id)
    assert service.saved.counts()[made.id] == 0


def test_the_feed_is_atom_with_ids_that_stay_and_text_that_is_text(service):
    made = service.saved.make("<b>Feed</b> & meer", Vraag(vraag="Wat meldt Losser over markering?"))
    service.upload("feed.txt", b"Losser meldt over markering <script>alert(1)</script> & ]]> niets.")
    news = service.saved.feed(made.id)
    content = atom.write(made, news, ADDRESS)
    assert atom.write(made, service.saved.feed(made.id), ADDRESS) == content
    feed = ElementTree.fromstring(content)
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        assert element.find(f"{ATOM}id").text.startswith("urn:uuid:")
        assert datetime.fromisoformat(element.find(f"{ATOM}updated").text).tzinfo
        assert element.find(f"{ATOM}title").text
    texts = [one.text for one in feed.iter(f"{ATOM}content")]
    assert texts == [one.citation.text for one in news]
    assert "<script>alert(1)</script>" in texts[0]
    ids = [one.text for one in feed.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (b"vraag\nWie betaalt, en waarom?\n", ["Wie betaalt, en waarom?"]),
        (b'id;Vraag\n1;Wie?\n\n2;"Waar;\nen hoe?"\n', ["Wie?", "Waar;\nen hoe?"]),
        ('\ufeffvraag,id\r\n"Regio\'s, welke?",1\r\n'.encode(), ["Regio's, welke?"]),
        ("vraag\tid\nWat kost één kind?\t1\n".encode("cp1252"), ["Wat kost één kind?"]),
    ],
)
def test_questions_are_read_from_any_common_csv(data, texts):
    assert [one.text for one in read(data, 10)] == texts


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "leeg"),
        (b"vraag\n", "geen vragen"),
        (b"kolom;id\nWie?;1\n", "Regel 1: er is geen kolom"),
        (b"vraag;id\nWie?;1\n;2\nWat?\n", "Regel 3: de vraag is leeg. Regel 4: 1 kolommen"),
        (b'vraag\n"Wie" dan?\n', "Regel 2"),
        (b"vraag\nWie?\nWat?\nWaar?\n", "2 is het meeste"),
        (b"PK\x03\x04\x00\x00\x00\x08\x00\xff\xfe\x00\x01", "geen CSV"),
    ],
)
def test_a_wrong_csv_is_refused_with_the_lines_that_are_wrong(data, told):
    with pytest.raises(BadInput, match=told):
        read(data, 2)


def test_a_batch_answers_each_question_with_literal_sentences_and_their_source(service):
    known = "Waarvoor moet de school per kind een afspraak maken met het zorgkantoor?"
    asked = f"vraag\n{known}\nWat kost een kameel op de maan?\nde het een\n"
    with serving(service) as http:
        answer = http.post(
            "/v1/antwoorden/_batch", content=asked.encode(), headers={"Content-Type": "text/csv"}
        )
        refused = http.post(
            "/v1/antwoorden/_batch", content=b"x\n1\n", headers={"Content-Type": "text/csv; charset=utf-8"}
        )
    assert "Regel 1" in is_problem(refused, 400)["detail"]
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [row["gevonden"] for row in rows if row["regel"] in "34"] == ["nee", "nee"]
    found = [row for row in rows if row["gevonden"] == "ja"]
    assert {row["vraag"] for row in found} == {known}
    for row in found:
        text = service.documents.text(service.passages.get(row["passage"]).document_id).text
        assert text[int(row["begin"]) : int(row["eind"])] == row["citaat"].removeprefix("'")


def test_every_coding_of_the_project_selects_its_passage_to_the_letter(service):
    (coded, *_) = [one for one in service.passages.all() if one.labels and "Twente" in one.text]
    service.label(coded.id, ["advies:6"], [], "Sam de Vries")
    content = service.exports.codebook()
    with ZipFile(io.BytesIO(content)) as archive:
        project = ElementTree.fromstring(archive.read("project.qde"))
        texts = {
            name.removeprefix("sources/"): archive.read(name).decode()
            for name in archive.namelist()
            if name.startswith("sources/")
        }
    codes = {one.get("guid"): one for one in project.iter(f"{QDA}Code")}
    users = {one.get("guid"): one.get("name") for one in project.iter(f"{QDA}User")}
    assert [one.tag for one in project] == [
        f"{QDA}{name}" for name in ("Users", "CodeBook", "Sources", "Description")
    ]
    passages = {(one.sha256, one.span.start): one for one in service.passages.all() if one.labels}
    chosen = 0
    for source in project.iter(f"{QDA}TextSource"):
        text = texts[source.get("plainTextPath").removeprefix("internal://")]
        sha256 = source.find(f"{QDA}Description").text.split("SHA-256: ")[1].rstrip(")")
        for one in source.iter(f"{QDA}PlainTextSelection"):
            start, end = int(one.get("startPosition")), int(one.get("endPosition"))
            passage = passages[sha256, start]
            assert text[start:end] == passage.text
            named = {(codes[ref.get("targetGUID")].get("name")) for ref in one.iter(f"{QDA}CodeRef")}
            assert named == {service.terms.get(label.kind, label.id).name for label in passage.labels}
            chosen += 1
    assert chosen == len(passages)
    # emoji before a passage do not move it
    assert any("🎒" in text for text in texts.values())
    assert {users[one.get("creatingUser")] for one in project.iter(f"{QDA}Coding")} == {
        "Schuurpunt",
        "Sam de Vries",
    }
    guids = [one.get("guid") for one in project.iter() if one.get("guid")]
    assert len(guids) == len(set(guids))
    again = ElementTree.fromstring(ZipFile(io.BytesIO(service.exports.codebook())).read("project.qde"))
    assert [one.get("guid") for one in again.iter() if one.get("guid")] == guids
    assert datetime.fromisoformat(project.get("creationDateTime")) <= datetime.now(UTC)


def test_the_project_is_as_the_schema_of_the_standard_has_it_also_when_it_is_empty(service):
    schema = etree.XMLSchema(etree.parse(Path(__file__).parent / "data" / "refi-qda-project-1.0.xsd"))
    plain = refi.Coded(service.documents.text(service.documents.all()[0].id), datetime.now(UTC), ())
    now, unread = datetime.now(UTC), ["leeg\x07.pdf"]
    made = [refi.write(coded, service.terms, unread, now) for coded in ([], [plain])]
    for content in (service.exports.codebook(), *made):
        with ZipFile(io.BytesIO(content)) as archive:
            schema.assertValid(etree.fromstring(archive.read("project.qde")))
            sources = [archive.read(name) for name in archive.namelist() if name.startswith("sources/")]
        # another program that turns line ends into one character would lose count
        assert not [source for source in sources if b"\r" in source or source.startswith(b"\xef\xbb\xbf")]


def test_the_project_holds_only_what_one_may_see(service):
    content = service.on_behalf_of(READER).exports.codebook()
    with ZipFile(io.BytesIO(content)) as archive:
        names = {archive.read(name).decode() for name in archive.namelist() if name.startswith("sources/")}
    assert not any("Zwolle" in text or "Almelo" in text for text in names)
