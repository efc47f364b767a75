"""Labels in the catalogue: stored whole, filtered and counted exactly, renewed in one step, people first."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import threading
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, date, datetime
from random import Random

import numpy as np
import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from corpus.document import DocumentDate, Kind, text_key
from corpus.errors import NotFound
from corpus.label import Ground, LabelKind, Review
from search.catalogue.opening import MIGRATIONS
from search.catalogue.place import FILE
from search.doctor import check
from search.query import Filters, Query
from search.retrieve import RetrieveOptions
from search.searcher import Searcher, SearchOptions
from search.understand import Understand
from tests.indexing import CARD, Plain, arrival, embed, opened, state
from tests.labelled import WORDS, WordTagger

WHEN = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
PROCESSES = multiprocessing.get_context("forkserver")
MIDWAY = date(2021, 1, 1)
ADDED = Review(LabelKind.ADVIES, "4", True, "Sam", WHEN)
REJECTED = Review(LabelKind.REGIO, "twente", False, "Sam", WHEN)
LINE = "Twente vraagt budget en geld voor ouders, ondanks de leerplicht."
FILLING = "school kind gemeente samen zorg jeugd afspraak regel plan overleg".split()
TAGGER = WordTagger()


class Embedder:
    """Directions that mean nothing, so that any passage may be near."""

    card = CARD

    def passages(self, texts):
        return embed(texts)

    def queries(self, texts):
        return embed(texts).vectors

    def question_tokens(self, text):
        return None


def labelled(name, lines, tagger=TAGGER, **more):
    return arrival(name, lines, labels=[tagger.labels(line) for line in lines], **more)


def some_documents(count):
    """Random words with every mixture of labels."""
    chance = Random(7)
    for number in range(count):
        words = [
            chance.sample(FILLING, 4) + chance.sample(list(WORDS), part % 4)
            for part in range(chance.randint(1, 9))
        ]
        lines = [f"Nummer {number} {part}: {' '.join(own)}" for part, own in enumerate(words)]
        day = DocumentDate(date(2020 + number % 3, 1, 1), "jaar", "")
        yield labelled(f"{number}.txt", lines, date=day, kind=list(Kind)[number % 3])


def retagged(tagger):
    def tag(documents):
        for document, passages in documents:
            yield passages, tagger(document, passages)

    return tag


def labels_of(index):
    """Every label that holds, by passage text."""
    entries = index.catalogue.documents()
    ids = [passage.id for entry in entries for passage in index.catalogue.passages(entry.id)]
    return {one.text: one.labels for one in index.catalogue.citations(ids).values()}


def test_labels_come_back_as_they_went_in(tmp_path):
    with opened(tmp_path) as index:
        index.add([labelled("a.txt", [LINE, "Niets van dat alles."])])
        assert labels_of(index) == {LINE: TAGGER.labels(LINE), "Niets van dat alles.": ()}
        assert {label.kind for label in TAGGER.labels(LINE)} == set(LabelKind) - {LabelKind.BOUWSTEEN}


@pytest.fixture(scope="module")
def searching(tmp_path_factory):
    """A searcher, and every passage that it can find with its document."""
    items = list(some_documents(60))
    with opened(tmp_path_factory.mktemp("zoeken")) as index:
        index.add(items)
        index.review(items[0].passages[0].id, [ADDED])
        searcher = Searcher(
            index, Understand(Plain()), Embedder(), SearchOptions(RetrieveOptions(least_meaning=2))
        )
        cited = [
            one for item in items for one in index.catalogue.citations([p.id for p in item.passages]).values()
        ]
        yield searcher, cited


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(labels={LabelKind.REGIO: ("twente",)}),
        Filters(labels={LabelKind.REGIO: ("twente", "utrecht")}),
        Filters(labels={LabelKind.REGIO: ("twente", "utrecht"), LabelKind.ADVIES: ("6",)}),
        Filters(labels={LabelKind.ADVIES: ("4",)}),
        Filters(labels={LabelKind.ADVIES: ("1",)}),
        Filters(labels={LabelKind.KNELPUNT: ("financiering",)}, kinds=(Kind.INTERVIEW,), since=MIDWAY),
    ],
)  # fmt: skip
def test_filters_total_and_facets_equal_a_count_by_hand(searching, filters):
    searcher, cited = searching
    left = [one for one in cited if "school" in one.text and holds(one, filters)]
    pages = [searcher.search(Query("school", 50, page, filters)) for page in range(1, 9)]
    found = [one.id for page in pages for one in page.citations]
    assert sorted(found) == sorted(one.id for one in left)
    wanted = {
        kind: Counter(label.id for one in left for label in one.labels if label.kind is kind)
        for kind in LabelKind
    }
    for page in pages:
        assert page.total == len(left)
        assert page.facets == wanted
        for counts in page.facets.values():
            assert list(counts.values()) == sorted(counts.values(), reverse=True)


def holds(one, filters):
    has = {kind: {label.id for label in one.labels if label.kind is kind} for kind in LabelKind}
    of_document = one.kind in (filters.kinds or Kind) and one.date.day >= (filters.since or date.min)
    return of_document and all(has[kind] & set(wanted) for kind, wanted in filters.labels.items())


@pytest.mark.parametrize("words", ["budget", "twente", "utrecht geld"])
def test_meaning_names_only_what_the_filters_leave_however_few(tmp_path, words):
    items = list(some_documents(40))
    wanted = {WORDS[word] for word in words.split()}
    filters = Filters(labels={kind: (label,) for kind, label in wanted})
    with opened(tmp_path) as index:
        index.add(items)
        allowed = index.catalogue.allowed(filters, index.catalogue.census())
        rows = [
            (passage.id, vector)
            for item in items
            for passage, labels, vector in zip(item.passages, item.labels, item.encoded.vectors, strict=True)
            if wanted <= {(label.kind, label.id) for label in labels}
        ]
        for asked in items[0].encoded.vectors[:2]:
            cosines = np.array([vector for _, vector in rows]) @ asked
            best = [rows[place][0] for place in np.argsort(-cosines)[:20]]
            assert [passage for passage, _ in index.nearest(asked, 20, allowed)] == best


def test_what_people_say_wins_and_says_who_and_when(tmp_path):
    item = labelled("a.txt", [LINE])
    with opened(tmp_path) as index:
        index.add([item])
        index.review(item.passages[0].id, [ADDED, REJECTED, Review(LabelKind.ADVIES, "6", True, "Ali", WHEN)])
        found = {(label.kind, label.id): label for label in labels_of(index)[LINE]}
        assert (LabelKind.REGIO, "twente") not in found
        added, kept = found[LabelKind.ADVIES, "4"], found[LabelKind.ADVIES, "6"]
        assert (added.score, [(one.ground, one.source, one.when) for one in added.evidence]) == (
            1.0,
            [(Ground.PERSON, "Sam", WHEN)],
        )
        assert (kept.score, [one.source for one in kept.evidence]) == (1.0, ["Ali", "het woord"])
        index.review(item.passages[0].id, [Review(LabelKind.REGIO, "twente", True, "Ali", WHEN)])
        assert (LabelKind.REGIO, "twente") in {(label.kind, label.id) for label in labels_of(index)[LINE]}
        with pytest.raises(NotFound):
            index.review("0" * 16, [ADDED])


def test_what_people_said_survives_retag_removal_and_another_file_with_the_same_text(tmp_path):
    item = labelled("a.txt", [LINE])
    with opened(tmp_path) as index:
        index.add([item])
        index.review(item.passages[0].id, [ADDED, REJECTED])
        before = {(label.kind, label.id) for label in labels_of(index)[LINE]}
        for change in (
            lambda: index.relabel(retagged(WordTagger("2"))),
            lambda: index.remove(item.document.id),
            lambda: index.add([labelled("b.txt", ["Vooraf.", LINE.replace(" budget", "  budget")])]),
        ):
            change()
            texts = {" ".join(text.split()): found for text, found in labels_of(index).items()}
            assert {(label.kind, label.id) for label in texts.get(LINE, ())} == (before if texts else set())
        (judged,) = index.catalogue.judged()
        assert text_key(judged.text) == text_key(LINE)
        assert set(judged.reviews) == {ADDED, REJECTED}
        assert judged.labels == WordTagger().labels(judged.text)


def test_readers_see_the_old_labels_or_the_new_and_never_both(tmp_path):
    items = list(some_documents(30))
    filters = Filters(labels={LabelKind.ADVIES: ("6",)})
    with opened(tmp_path) as index:
        index.add(items)
        searcher = Searcher(index, Understand(Plain()), Embedder())
        stop, seen = threading.Event(), []

        def read():
            while not stop.is_set():
                results = searcher.search(Query("school", 100, filters=filters))
                versions = {label.version for one in results.citations for label in one.labels}
                listed = sum(any(label.id == "6" for label in one.labels) for one in results.citations)
                seen.append(
                    (versions, listed == results.total == results.facets[LabelKind.ADVIES].get("6", 0))
                )

        reader = threading.Thread(target=read)
        reader.start()
        told = []
        for version in "23456":
            index.relabel(retagged(WordTagger(version)), lambda done, total: told.append((done, total)))
        stop.set()
        reader.join()
        assert len(seen) > 1
        assert {len(versions) for versions, _ in seen} == {1}
        assert all(agree for _, agree in seen)
        assert told[-1] == (index.catalogue.passage_count(),) * 2
        assert {label.version for labels in labels_of(index).values() for label in labels} == {"6"}


def test_a_retag_that_breaks_half_way_changes_nothing(tmp_path):
    items = list(some_documents(10))

    def breaks(documents):
        yield next(retagged(WordTagger("2"))(documents))
        raise RuntimeError("midden in het labelen")

    with opened(tmp_path) as index:
        index.add(items)
        before = state(index)
        with pytest.raises(RuntimeError):
            index.relabel(breaks)
        assert state(index) == before
        index.add([labelled("erna.txt", [LINE])])
        assert check(index).healthy
    with opened(tmp_path) as index:
        index.remove(arrival("erna.txt", [LINE]).document.id)
        assert state(index) == before


def relabel_and_die(folder):
    def dies(documents):
        yield next(retagged(WordTagger("2"))(documents))
        os._exit(9)

    with opened(folder) as index:
        index.relabel(dies)


def test_a_retag_that_is_killed_half_way_changes_nothing(tmp_path):
    with opened(tmp_path) as index:
        index.add(list(some_documents(5)))
        before = state(index)
    child = PROCESSES.Process(target=relabel_and_die, args=(tmp_path,))
    child.start()
    child.join()
    assert child.exitcode == 9
    with opened(tmp_path) as index:
        assert state(index) == before
        assert check(index).healthy


@contextmanager
def first_version(folder):
    """A database as version 0001 of the tables left it."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = create_engine(f"sqlite:///{folder / FILE}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    with sqlite3.connect(folder / FILE) as database:
        yield database
    database.close()


def test_a_data_folder_from_before_labels_keeps_all_and_gets_them_at_the_first_retag(tmp_path):
    items = [labelled("a.txt", [LINE, "Niets. 🏫 é", LINE]), arrival("leeg.txt", [])]
    with opened(tmp_path / "now") as index:
        index.add([arrival("a.txt", [LINE, "Niets. 🏫 é", LINE]), items[1]])
        wanted = state(index)
    (tmp_path / "now").rename(tmp_path / "old")
    now = tmp_path / "old" / "now.sqlite3"
    (tmp_path / "old" / FILE).rename(now)
    with first_version(tmp_path / "old") as old:
        old.execute("ATTACH ? AS now", (str(now),))
        for table in ("documents", "passages", "sources", "meta"):
            columns = ", ".join(f'"{row[1]}"' for row in old.execute(f"PRAGMA main.table_info({table})"))
            old.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM now.{table}")
    with opened(tmp_path / "old") as index:
        assert state(index) == wanted
        assert check(index).healthy
        index.review(items[0].passages[0].id, [ADDED])
        index.relabel(retagged(TAGGER))
        found = labels_of(index)
        assert found["Niets. 🏫 é"] == ()
        assert {label.id for label in found[LINE]} == {label.id for label in TAGGER.labels(LINE)} | {"4"}
