from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import DocumentDate, Kind, document_id, text_key
from corpus.errors import DataFolderNewer, NotFound
from corpus.label import Evidence, Ground, Label, LabelKind
from corpus.span import Span
from corpus.visibility import Visibility
from search.catalogue import opening
from search.catalogue.ledger import Ledger
from search.catalogue.opening import MIGRATIONS, open_engine
from search.catalogue.reading import Catalogue
from search.catalogue.schema import REVISION, metadata
from search.hits import ids
from search.query import Filters
from tests.indexing import arrival, arrivals, opened

# Letters beyond the first plane, accents that stand apart, joined emoji, right to left.
HARD = "a\u0301\u0308é𝔘🧑\u200d🏫ﷺ שלום\ufeff\u200b\r"
lines = st.lists(
    st.text(
        st.sampled_from(HARD) | st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1
    ),
    min_size=1,
    max_size=6,
)


@pytest.fixture(scope="module")
def shared_catalogue():
    with TemporaryDirectory() as folder:
        engine = open_engine(Path(folder) / "c.sqlite3")
        yield Ledger(engine), Catalogue(engine)
        engine.dispose()


@given(lines=lines)
@settings(max_examples=60, deadline=None)
def test_documents_passages_and_citations_come_back_as_they_went_in(shared_catalogue, lines):
    ledger, catalogue = shared_catalogue
    item = arrival("x.txt", lines)
    if ledger.unknown([item]):
        ledger.arrive([item], shown := {item.document.id: Visibility.NETWERK})
        ledger.accept([item], shown)
    assert catalogue.document(item.document.id) == item.document
    assert catalogue.passages(item.document.id) == item.passages
    cited = catalogue.citations([passage.id for passage in item.passages])
    for passage in item.passages:
        citation = cited[passage.id]
        assert citation.text == passage.text == passage.span.cut(item.document.text)
        assert (citation.span, citation.sha256) == (passage.span, item.document.sha256)
        assert citation.document_id == document_id(item.document.sha256) == item.document.id
    assert not catalogue.wrong_spans()


def test_what_has_only_arrived_is_invisible_and_can_be_undone(tmp_path):
    engine = open_engine(tmp_path / "c.sqlite3")
    ledger, catalogue = Ledger(engine), Catalogue(engine)
    item = arrival("x.txt", ["Een regel."])
    ledger.arrive([item], {item.document.id: Visibility.OPENBAAR})
    assert not catalogue.documents()
    assert not catalogue.citations([item.passages[0].id])
    assert catalogue.passage_count() == catalogue.document_count() == 0
    for unknown in (catalogue.document, catalogue.passages, catalogue.document_of):
        with pytest.raises(NotFound):
            unknown(item.document.id)
    ledger.settle(ledger.unsettled())
    assert not ledger.unsettled()
    assert not ledger.hashes()
    engine.dispose()


def test_filters_leave_the_documents_they_describe(tmp_path):
    march = DocumentDate(date(2021, 3, 5), "dag", "5 maart 2021")
    year = DocumentDate(date(2022, 1, 1), "jaar", "2022")
    with opened(tmp_path) as index:
        items = {
            "maart": arrival("m.txt", ["Maart."], date=march, kind=Kind.INTERVIEW),
            "jaar": arrival("j.txt", ["Jaar."], date=year),
            "geen": arrival("g.txt", ["Geen."], kind=Kind.INTERVIEW),
            "leeg": arrival("l.txt", [], date=march),
        }
        index.add(list(items.values()))
        names = {passage.id: name for name, item in items.items() for passage in item.passages}
        census = index.catalogue.census()

        def left(**filters: object) -> set[str]:
            allowed = index.catalogue.allowed(Filters(**filters), census)  # type: ignore[arg-type]
            return {names[passage] for passage in ids(allowed)}

        assert left() == {"maart", "jaar", "geen"}
        assert left(kinds=(Kind.INTERVIEW,)) == {"maart", "geen"}
        assert left(since=date(2021, 3, 5), until=date(2021, 3, 5)) == {"maart"}
        assert left(since=date(2021, 3, 5) + timedelta(1)) == {"jaar"}
        assert left(documents=(items["geen"].document.id, "0" * 16)) == {"geen"}
        assert left(kinds=(Kind.FACTSHEET,)) == set()


def test_neighbours_stand_around_a_passage_in_order(tmp_path):
    item = arrival("x.txt", [f"Regel {number}." for number in range(6)])
    with opened(tmp_path) as index:
        index.add([item])
        ids = [passage.id for passage in item.passages]
        assert index.catalogue.neighbours(ids[3], 1) == item.passages[2:5]
        assert index.catalogue.neighbours(ids[0], 2) == item.passages[:3]
        with pytest.raises(NotFound):
            index.catalogue.neighbours("0" * 16, 1)


def test_an_id_may_be_shortened_as_long_as_it_stays_unique(tmp_path):
    batch = arrivals(0, 20)
    with opened(tmp_path) as index:
        index.add(batch)
        whole = batch[0].document.id
        assert index.catalogue.document_of(whole[:8]) == whole
        assert index.catalogue.passage_of(batch[0].passages[0].id[:9]) == batch[0].passages[0].id
        for wrong in ("zz", "", "%"):
            with pytest.raises(NotFound):
                index.catalogue.document_of(wrong)


def test_tables_and_migrations_say_the_same_and_the_newest_is_known(tmp_path):
    engine = open_engine(tmp_path / "c.sqlite3")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()
    assert ScriptDirectory(MIGRATIONS).get_heads() == [REVISION]


def test_what_was_stored_outlives_tables_that_are_made_anew(tmp_path, monkeypatch):
    file = tmp_path / "c.sqlite3"
    label = Label(LabelKind.WET, "jeugdwet", 1.0, (Evidence(Ground.WORDS, (Span(0, 3),)),), "1")
    item = arrival("x.txt", ["Een regel.", "Nog een."], labels=[(label,), ()])
    with monkeypatch.context() as before:
        before.setattr(opening, "REVISION", "0003")
        engine = open_engine(file)
        ledger, shown = Ledger(engine), {item.document.id: Visibility.NETWERK}
        ledger.arrive([item], shown)
        ledger.accept([item], shown)
        said = (text_key("Nog een."), "regio", "twente", True, "Sam", "2026-01-02 03:04:05")
        with engine.begin() as connection:
            connection.exec_driver_sql("INSERT INTO reviews VALUES (?, ?, ?, ?, ?, ?)", said)
        engine.dispose()
    engine = open_engine(file)
    stored = Catalogue(engine, Visibility.NETWERK).citations([one.id for one in item.passages])
    assert [[one.id for one in stored[part.id].labels] for part in item.passages] == [
        ["jeugdwet"],
        ["twente"],
    ]
    assert Catalogue(engine).documents()[0].names == ("x.txt",)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    engine.dispose()


def test_opening_again_takes_no_time_and_no_alembic(tmp_path):
    file = tmp_path / "c.sqlite3"
    open_engine(file).dispose()
    started = time.perf_counter()
    open_engine(file).dispose()
    assert time.perf_counter() - started < 0.3
    code = (
        "import sys; from pathlib import Path; from search.catalogue.opening import open_engine;"
        "open_engine(Path(sys.argv[1])); print('alembic' in sys.modules)"
    )
    assert subprocess.check_output([sys.executable, "-c", code, str(file)], text=True).strip() == "False"


def test_a_database_of_a_newer_version_is_left_alone(tmp_path):
    file = tmp_path / "c.sqlite3"
    open_engine(file).dispose()
    with sqlite3.connect(file) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    with pytest.raises(DataFolderNewer, match="nieuwere versie"):
        open_engine(file)


def test_ranges_are_stored_as_plain_json_that_other_tools_can_read(tmp_path):
    item = arrival("x.txt", ["Een regel."])
    with opened(tmp_path) as index:
        index.add([item])
    with sqlite3.connect(tmp_path / "catalogue.sqlite3") as database:
        row = database.execute("SELECT pages, sections, blocks FROM documents").fetchone()
    database.close()
    assert [json.loads(cell) for cell in row] == [
        [[1, 0, 10]],
        [["Inleiding", 1, 0, 10]],
        [["alinea", 0, 10]],
    ]
