"""Dossiers: who may do what, what became of their quotes, and what each export holds to the letter."""

import csv
import io
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from zipfile import ZipFile

import docx
import pytest
import rispy
from docx.oxml.ns import qn
from lxml import etree
from markdown_it import MarkdownIt

from api import assemble
from api.access.principal import Principal, Role
from api.evidence.register import Chosen
from api.exports.forms import EXPORTS, Vorm
from api.exports.report import Arrangement
from api.schemas import Vraag
from api.settings import load
from corpus.errors import BadInput, Conflict, Forbidden, NotFound
from corpus.visibility import Visibility
from search.catalogue.anchors import Standing
from search.catalogue.audit import Sought
from search.query import Query

ADDRESS = "http://127.0.0.1:8000/"
# what other programs could take for more than text
EVIL = '=HYPERLINK("http://x") <script>alert(1)</script> **vet** {PAGE} \x07 "; DROP\n@SUM(1)\n| a | b |'
# what turns the words behind it round: a name that ends in fdp.exe looks like one that ends in exe.pdf
TURNED = "rapport \u202efdp.exe\u2066 \x00\x1b"
VERSION = """# Verslag van Twente

Datum: 3 maart 2022

## Geld

De gemeente Almelo betaalt de zorg in onderwijstijd niet, want de Leerplichtwet 1969 noemt dat geen onderwijs.

## Anders

{other}
"""
READER = Principal("lezer", Role.LEZER, Visibility.NETWERK)
EDITOR = Principal("redactie", Role.REDACTEUR, Visibility.NETWERK)
OPEN = Principal("buiten", Role.REDACTEUR, Visibility.OPENBAAR)


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    chosen = load(
        data=tmp_path_factory.mktemp("data"), workers=1, embedder="hashed-ngrams", pipeline="dutch-rules"
    )
    with assemble.opened(chosen) as opened:
        yield opened


def passage(service, name, words):
    """Takes in a document of one section, and gives the passage with the words."""
    service.upload(name, words.encode())
    found = service.search(Query(" ".join(words.split()[:12]), limit=20)).citations
    return next(one for one in found if one.name == name)


def quoting(service, name, other="De scholen willen een vast bedrag per leerling."):
    service.upload(name, VERSION.format(other=other).encode())
    found = service.search(Query("Wie betaalt de zorg in onderwijstijd? Almelo", limit=50)).citations
    return next(one for one in found if one.name == name and "Almelo" in one.text)


def test_a_dossier_keeps_its_order_and_its_notes(service):
    kept = service.on_behalf_of(EDITOR).dossiers
    made = kept.make("Volgorde", "Waarom dit zo staat.")
    ids = [passage(service, f"v{turn}.txt", f"Regio nummer {turn} meldt zaak {turn}.").id for turn in "123"]
    items = [kept.add(made.id, one).id for one in ids]
    for place, wanted in ((1, "312"), (3, "123"), (99, "123"), (2, "132")):
        kept.move(made.id, items[2], place)
        shown = [part.item.id for part in kept.parts(made.id)]
        assert shown == [items[int(turn) - 1] for turn in wanted]
    kept.note(made.id, items[0], "Let hierop.")
    assert kept.part(made.id, items[0]).item.note == "Let hierop."
    kept.drop(made.id, items[0])
    assert [part.item.id for part in kept.parts(made.id)] == [items[2], items[1]]
    with pytest.raises(Conflict, match="staat al"):
        kept.add(made.id, ids[1])
    assert kept.named("Volgorde") == kept.named(made.id[:6]) == kept.get(made.id)
    rules, total = service._whole.audit.rules(Sought(object_id=made.id), 50)
    assert total == 1 + 3 + 4 + 1 + 1
    assert {rule.who for rule in rules} == {"redactie"}


def test_what_was_taken_out_last_is_put_back_where_it_stood_with_its_note(service):
    kept = service.on_behalf_of(EDITOR).dossiers
    made = kept.make("Terug")
    ids = [passage(service, f"t{turn}.txt", f"Plaats nummer {turn} meldt geval {turn}.").id for turn in "123"]
    items = [kept.add(made.id, one, f"Noot {one}").id for one in ids]
    whole = kept.parts(made.id)
    for item in items:
        kept.drop(made.id, item)
        assert item not in {part.item.id for part in kept.parts(made.id)}
        with pytest.raises(NotFound):
            kept.note(made.id, item, "Weg.")
        kept.restore(made.id, item)
        assert kept.parts(made.id) == whole
    kept.drop(made.id, items[0])
    kept.drop(made.id, items[1])
    with pytest.raises(NotFound, match="niet meer terug"):
        kept.restore(made.id, items[0])
    again = kept.add(made.id, ids[1])
    with pytest.raises(Conflict, match="staat al"):
        kept.restore(made.id, items[1])
    assert [part.item.id for part in kept.parts(made.id)] == [items[2], again.id]
    with pytest.raises(Forbidden):
        service.on_behalf_of(READER).dossiers.restore(made.id, items[1])


def test_what_others_may_not_know_of_stands_in_nobodys_way_back(service):
    made = service.dossiers.make("Samen terug", visibility=Visibility.OPENBAAR)
    service.upload("mag.txt", b"De gemeente Ommen meldt iets dat ieder mag weten.", Visibility.OPENBAAR)
    service.upload("dicht.txt", b"De gemeente Ommen meldt iets dat geheim blijft.", Visibility.VERTROUWELIJK)
    found = {one.name: one.id for one in service.search(Query("gemeente Ommen meldt iets")).citations}
    shown, hidden = (service.dossiers.add(made.id, found[name]).id for name in ("mag.txt", "dicht.txt"))
    others = service.on_behalf_of(OPEN).dossiers
    others.drop(made.id, shown)
    service.dossiers.drop(made.id, hidden)
    with pytest.raises(NotFound):
        others.restore(made.id, hidden)
    others.restore(made.id, shown)
    service.dossiers.restore(made.id, hidden)
    assert [part.item.id for part in service.dossiers.parts(made.id)] == [shown, hidden]


def test_who_adds_or_changes_at_the_same_time_undoes_nothing_of_the_other(service):
    made = service.dossiers.make("Samen", "Zo begon het.")
    found = passage(service, "samen.txt", "De gemeente Putten meldt dat twee mensen dit tegelijk bewaren.")
    work = [partial(service.dossiers.add, made.id, found.id) for _ in range(4)]
    work += [
        partial(service.dossiers.change, made.id, name="Anders"),
        partial(service.dossiers.change, made.id, description="Zo ging het verder."),
    ]
    with ThreadPoolExecutor(len(work)) as pool:
        errors = [one.exception() for one in [pool.submit(each) for each in work]]
    assert [type(error) for error in errors].count(Conflict) == 3
    assert len(service.dossiers.parts(made.id)) == 1
    after = service.dossiers.get(made.id)
    assert (after.name, after.description) == ("Anders", "Zo ging het verder.")


def test_the_audit_keeps_no_name_that_somebody_gave(service):
    made = service.dossiers.make("Over Sanne")
    asked = service.saved.make("Waar is Sanne?", Vraag(vraag="Waar is Sanne?"))
    for kept, thing in ((service.dossiers, made), (service.saved, asked)):
        kept.change(thing.id)
        kept.change(thing.id, name="Nog eens Sanne", visibility=Visibility.OPENBAAR)
        kept.remove(thing.id)
        rules, total = service._whole.audit.rules(Sought(object_id=thing.id), 50)
        assert total == 3
        assert "Sanne" not in repr(rules)
        changed = rules[1]
        assert (changed.before["zichtbaarheid"], changed.after["zichtbaarheid"]) == ("netwerk", "openbaar")


def test_readers_read_and_only_its_maker_or_a_beheerder_removes(service):
    made = service.on_behalf_of(EDITOR).dossiers.make("Rechten")
    reading = service.on_behalf_of(READER).dossiers
    assert reading.get(made.id).name == "Rechten"
    for change in (
        lambda: reading.make("Nee"),
        lambda: reading.change(made.id, "Nee"),
        lambda: reading.remove(made.id),
        lambda: service.on_behalf_of(Principal("x", Role.REDACTEUR, Visibility.NETWERK)).dossiers.remove(
            made.id
        ),
        lambda: service.on_behalf_of(OPEN).dossiers.make("Nee", visibility=Visibility.NETWERK),
    ):
        with pytest.raises(Forbidden):
            change()
    for name in ("", " \n", "n" * 301):
        with pytest.raises(BadInput):
            service.dossiers.make(name)
    service.dossiers.remove(made.id)
    with pytest.raises(NotFound):
        reading.get(made.id)


def test_what_one_may_not_see_is_not_in_the_dossier_nor_in_its_exports(service):
    secret = passage(service, "geheim.txt", "Het vertrouwelijke voorstel van Zwolle kost zeven miljoen.")
    known = passage(service, "bekend.txt", "Het bekende voorstel van Deventer kost niets.")
    made = service.dossiers.make("Gedeeld", visibility=Visibility.OPENBAAR)
    service.set_visibility(secret.document_id, Visibility.VERTROUWELIJK)
    hidden = service.dossiers.add(made.id, secret.id, "Notitie over Zwolle.")
    service.dossiers.add(made.id, known.id)
    seen = service.on_behalf_of(READER)
    for _ in range(2):
        (part,) = seen.dossiers.parts(made.id)
        assert part.item.anchor.passage_id == known.id
        with pytest.raises(NotFound, match=f"geen onderdeel met id '{hidden.id}'"):
            seen.dossiers.part(made.id, hidden.id)
        report = seen.exports.report(made.id, Arrangement.VOLGORDE, ADDRESS)
        for form in EXPORTS.values():
            assert b"Zwolle" not in unpacked(form.write(report))
        # nor once it is gone
        if any(one.id == secret.document_id for one in service.documents.all()):
            service.remove(secret.document_id)
    assert [part.found.standing for part in service.dossiers.parts(made.id)] == ["verwijderd", "geldig"]
    closed = service.dossiers.make("Dicht", visibility=Visibility.VERTROUWELIJK)
    with pytest.raises(NotFound):
        seen.dossiers.get(closed.id)
    assert closed not in seen.dossiers.all()


def test_what_one_may_not_see_takes_no_room_in_a_dossier(service, monkeypatch):
    monkeypatch.setattr("api.evidence.dossiers.MAX_ITEMS", 1)
    made = service.dossiers.make("Vol", visibility=Visibility.NETWERK)
    secret, known, more = (
        passage(service, f"vol {name}.txt", f"Het {name} voorstel van Elburg past nog in de map.")
        for name in ("eerste", "tweede", "derde")
    )
    service.set_visibility(secret.document_id, Visibility.VERTROUWELIJK)
    service.dossiers.add(made.id, secret.id)
    seen = service.on_behalf_of(EDITOR).dossiers
    seen.add(made.id, known.id)
    with pytest.raises(Conflict, match="plaats voor 1 onderdelen"):
        seen.add(made.id, more.id)


def test_a_quote_tells_what_became_of_its_source(service):
    first = quoting(service, "bron.md")
    made = service.dossiers.make("Bronnen")
    service.dossiers.add(made.id, first.id)

    def state():
        (part,) = service.dossiers.parts(made.id)
        return part.found

    assert (state().standing, state().now) == (Standing.GELDIG, first.id)
    second = quoting(service, "bron.md", "De scholen willen nu iets heel anders.")
    assert second.document_id != first.document_id
    found = state()
    assert (found.standing, found.now) == (Standing.VERNIEUWD, second.id)
    # the words of the version that was quoted, and its hash
    assert (found.citation.text, found.citation.sha256) == (first.text, first.sha256)
    service.upload("bron.md", b"# Verslag van Twente\n\nEr is niets meer te melden over Almelo.\n")
    found = state()
    assert (found.standing, found.now, found.citation.text) == (Standing.VERVALLEN, None, first.text)
    service.remove(next(one.id for one in service.documents.all() if one.name == "bron.md"))
    assert (state().standing, state().citation) == (Standing.VERWIJDERD, None)
    report = service.exports.report(made.id, Arrangement.VOLGORDE, ADDRESS)
    assert report.sources[0].sha256 == first.sha256
    for form in EXPORTS.values():
        content = unpacked(form.write(report))
        assert b"onderwijstijd" not in content
        assert b"verwijderd" in content.lower()
        assert first.sha256.encode() in content


@pytest.fixture(scope="module")
def report(service):
    hard = passage(service, "=kwaad <b>.txt", f"Voorbeeld uit Enschede. {EVIL.replace(chr(7), '')} Einde.")
    quote = quoting(service, "geld.md")
    service.upload("leeg.txt", b"Niets.")
    made = service.dossiers.make(EVIL.replace("\n", " "), EVIL)
    service.dossiers.add(made.id, hard.id, EVIL)
    service.dossiers.add(made.id, quote.id)
    found = service.register.add({"title": EVIL[:60], "kind": "wetgeving"}, [])
    service.dossiers.add_knelpunt(made.id, found.record.id, EVIL)
    return service.exports.report(made.id, Arrangement.WET, ADDRESS)


def unpacked(content):
    """All parts of a file that is a ZIP; else the file."""
    if not content.startswith(b"PK"):
        return content
    with ZipFile(io.BytesIO(content)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


def words(report):
    return [line.words for _, line in report.lines if line.words]


def test_word_has_the_quotes_to_the_letter_each_with_a_footnote_that_names_its_source(report):
    content = EXPORTS[Vorm.DOCX].write(report)
    document = docx.Document(io.BytesIO(content))
    quotes = [one for one in document.paragraphs if one.style.name == "Quote"]
    assert [one.text for one in quotes] == words(report)
    with ZipFile(io.BytesIO(content)) as archive:
        notes = etree.fromstring(archive.read("word/footnotes.xml"))
    by_id = {note.get(qn("w:id")): "".join(note.itertext()) for note in notes}
    for quote, (_, line) in zip(quotes, report.lines, strict=True):
        (mark,) = quote._p.iter(qn("w:footnoteReference"))
        assert line.reference.title in by_id[mark.get(qn("w:id"))]
        assert line.reference.url in by_id[mark.get(qn("w:id"))]
    styles = {one.style.name for one in document.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "Quote", "toc 1"} <= styles
    # a long quote goes on over the page, a short one stays whole
    assert [one.paragraph_format.keep_together for one in quotes] == [len(one.text) <= 600 for one in quotes]
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 2"]
    assert [one.split(".")[0] for one in headings[:-1]] == [str(entry.number) for entry in report.entries]
    # fields are ours alone: page numbers, and those in the contents
    fields = [one.text.split()[0] for one in document.element.body.iter(qn("w:instrText"))]
    assert set(fields) == {"PAGEREF"}
    assert document.core_properties.language == "nl-NL"
    told = "\n".join(one.text for one in document.paragraphs)
    assert "aanvaard" in told
    for source in report.sources:
        assert source.sha256 in told


def test_markdown_shows_every_word_and_nothing_that_it_could_mean(report):
    tokens = MarkdownIt("commonmark").enable("table").parse(EXPORTS[Vorm.MARKDOWN].write(report).decode())
    assert not {"html_block", "fence", "code_block", "table_open"} & {one.type for one in tokens}
    inline = [child for one in tokens if one.type == "inline" for child in one.children]
    assert not {"html_inline", "code_inline", "image"} & {one.type for one in inline}
    shown = "".join(one.content or "\n" * (one.type == "softbreak") for one in inline)
    for quote in words(report):
        assert "".join(quote.split()) in "".join(shown.split())
    links = [one.attrs["href"] for one in inline if one.type == "link_open"]
    assert all(link.startswith(ADDRESS) for link in links)


def test_a_spreadsheet_reads_text_and_computes_nothing(report):
    content = EXPORTS[Vorm.CSV].write(report)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [row["citaat"] for row in rows if row["citaat"]] == words(report)
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert {row["regel"] for row in rows} == {"dossier", "citaat"}
    assert all(row["gemaakt_op"] for row in rows)


def test_programs_read_back_what_was_quoted(report):
    told = json.loads(EXPORTS[Vorm.JSON].write(report))
    quotes = [one for part in told["hoofdstukken"] for item in part["onderdelen"] for one in item["citaten"]]
    assert [one["tekst"] for one in quotes] == words(report)
    assert told["dossier"]["omschrijving"] == report.dossier.description
    records = rispy.loads(EXPORTS[Vorm.RIS].write(report).decode())[1:]
    items = json.loads(EXPORTS[Vorm.CSL].write(report))
    assert items[0]["title"] == report.dossier.name
    # as one refers: to a document once, each quote as a note of it
    assert [one["id"] for one in records] == [one["id"] for one in items[1:]]
    assert len({one["id"] for one in records}) == len(records) == len(report.sources)
    for source, record, item in zip(report.sources, records, items[1:], strict=True):
        (file, *notes), (named, *told) = record["notes"], item["note"].split("\n‘")
        quotes = [line for _, line in report.lines if line.sha256 == source.sha256]
        assert "SHA-256" in file
        assert named == file
        for line, note, same in zip(quotes, notes, told, strict=True):
            assert " ".join(line.words.split()) in note
            assert line.reference.url in note
            assert line.words in same


def test_names_and_notes_turn_nothing_round_and_break_no_file(service):
    one = passage(service, f"{TURNED[:-2]}.txt", f"De notitie uit Hengelo noemt {TURNED[:-2]} als voorbeeld.")
    made = service.dossiers.make(TURNED, f"{EVIL} {TURNED}")
    service.dossiers.add(made.id, one.id, TURNED)
    known = service.register.add({"title": TURNED, "kind": "wetgeving", "asked": TURNED}, [Chosen(one.id)])
    service.dossiers.add_knelpunt(made.id, known.record.id, TURNED)
    report = service.exports.report(made.id, Arrangement.WET, ADDRESS)
    for form in (Vorm.MARKDOWN, Vorm.CSV, Vorm.RIS):
        told = EXPORTS[form].write(report).decode()
        assert not set(told) & set("\u202e\u2066\x07\x00\x1b")
        assert "fdp.exe" in told
    with ZipFile(io.BytesIO(EXPORTS[Vorm.DOCX].write(report))) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.endswith(".xml")]
    for part in parts:
        told = "".join(etree.fromstring(part).itertext())
        assert not set(told) & set("\u202e\u2066\x07\x00\x1b")
    assert json.loads(EXPORTS[Vorm.JSON].write(report))["dossier"]["naam"] == report.dossier.name


def test_who_asks_in_the_sentence_that_rubs_is_quoted_once(service):
    rubs, asks = "De wet knelt en moet ruimer.", "Wij pleiten voor een pot van school en gemeente."
    one = passage(service, "pleidooi.txt", f"In Twente: {rubs} {asks}")
    chosen = [Chosen(one.id, rubs), Chosen(one.id, "moet ruimer", asks=True), Chosen(one.id, asks, asks=True)]
    known = service.register.add({"title": "Ruimte", "kind": "wetgeving"}, chosen)
    made = service.dossiers.make("Gevraagd")
    service.dossiers.add_knelpunt(made.id, known.record.id)
    report = service.exports.report(made.id, Arrangement.REGIO, ADDRESS)
    assert [(line.words, line.asks) for _, line in report.lines] == [(rubs, False), (asks, True)]
    document = docx.Document(io.BytesIO(EXPORTS[Vorm.DOCX].write(report)))
    told = [one.text for one in document.paragraphs]
    assert told.index(rubs) < told.index("Wat wordt gevraagd:") < told.index(asks)
    assert "1 aanvaard knelpunt" in told
    assert "**Wat wordt gevraagd:**" in EXPORTS[Vorm.MARKDOWN].write(report).decode()


def test_chapters_follow_the_laws_and_keep_every_entry_once(service, report):
    dossier = report.dossier.id
    for arrangement in Arrangement:
        made = service.exports.report(dossier, arrangement, ADDRESS)
        assert [entry.number for entry in made.entries] == [1, 2, 3]
        assert sorted(words(made)) == sorted(words(report))
    laws = [chapter.title for chapter in service.exports.report(dossier, Arrangement.WET, ADDRESS).chapters]
    assert laws[-1] == "Zonder genoemde wet"
    assert len(laws) == 2
    assert report.made_at <= datetime.now(UTC)
