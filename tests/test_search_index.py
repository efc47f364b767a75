from __future__ import annotations

import errno
import gc
import os
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace

import numpy as np
import pytest

from corpus.errors import DataFolderInUse, ModelMismatch, NotFound, StorageFailed
from corpus.visibility import Visibility
from models.protocols import Encoded
from search.doctor import check
from search.index import Index
from search.lexical import Lexical
from search.query import Filters
from search.verify import verify
from tests.indexing import CARD, arrival, arrivals, embed, findable, opened, state


def test_what_is_added_is_findable_in_every_store_and_after_opening_again(tmp_path):
    batch = arrivals(0, 5)
    with opened(tmp_path) as index:
        index.add(batch)
        before = state(index)
        assert findable(index) == {item.document.id: (3,) * 4 for item in batch}
    with opened(tmp_path) as index:
        assert state(index) == before
        for item in batch:
            assert index.nearest(item.encoded.vectors[0], 1)[0][0] == item.passages[0].id
            assert index.originals.get(item.document.sha256) == item.data
            assert index.catalogue.document(item.document.id) == item.document
        assert check(index).healthy


def test_same_bytes_again_change_nothing_and_under_another_name_add_that_name(tmp_path):
    first = arrival("een.txt", ["Dezelfde woorden."])
    second = replace(first, key="/map/twee.txt", name="twee.txt")
    with opened(tmp_path) as index:
        index.add([first])
        before = state(index)
        index.add([first, first])
        assert state(index) == before
        index.add([second])
        (entry,) = index.catalogue.documents()
        assert entry.names == ("een.txt", "twee.txt")
        index.forget_source(first.key)
        (entry,) = index.catalogue.documents()
        assert (entry.name, entry.names) == ("twee.txt", ("twee.txt",))
        index.forget_source(second.key)
        assert not index.catalogue.documents()
        assert not findable(index)


def test_a_changed_file_replaces_its_older_version_and_may_change_back(tmp_path):
    old = arrival("verslag.txt", ["Zo was het eerst."])
    new = arrival("verslag.txt", ["Zo is het nu.", "En dit erbij."])
    with opened(tmp_path) as index:
        for item, other in ((old, new), (new, old), (old, new)):
            index.add([item])
            assert findable(index) == {item.document.id: (len(item.passages),) * 4}
            assert not index.catalogue.citations([other.passages[0].id])
            with pytest.raises(NotFound):
                index.catalogue.document(other.document.id)
            assert check(index).healthy


def test_a_version_that_another_name_still_gives_stays(tmp_path):
    old, new = arrival("a.txt", ["Eerste versie."]), arrival("a.txt", ["Tweede versie."])
    with opened(tmp_path) as index:
        index.add([old, replace(old, key="/map/b.txt", name="b.txt")])
        index.add([new])
        assert {entry.name for entry in index.catalogue.documents()} == {"a.txt", "b.txt"}


def test_removal_leaves_no_trace_of_the_words_in_any_file(tmp_path):
    old = arrival("geheim.txt", ["Onderwijszorgarrangement Zonnebloem."] * 3)
    new = arrival("geheim.txt", ["Onderwijszorgarrangement Zonnebloem vernieuwd."])
    stays = arrival("blijft.txt", ["Iets heel anders."])
    with opened(tmp_path) as index:
        index.add([old, stays])
        index.add([new])
        index.remove(new.document.id)
        assert findable(index) == {stays.document.id: (1,) * 4}
        assert check(index).healthy
        assert len(list(index.originals.hashes())) == 1
        for file in tmp_path.rglob("*"):
            assert not file.is_file() or b"Zonnebloem" not in file.read_bytes(), file
        with pytest.raises(NotFound):
            index.remove(new.document.id)
    with sqlite3.connect(tmp_path / "catalogue.sqlite3") as database:
        stones = database.execute("SELECT document_id FROM tombstones").fetchall()
    database.close()
    assert {row[0] for row in stones} == {old.document.id, new.document.id}


def test_a_file_that_fails_is_remembered_and_its_earlier_version_stays(tmp_path):
    item = arrival("a.txt", ["Goede versie."])
    with opened(tmp_path) as index:
        index.add([item])
        index.record_failure(item.key, item.name, "f" * 64, 7, "Het bestand is afgebroken.")
        index.record_failure("/map/b.pdf", "b.pdf", "e" * 64, 9, "Het bestand is leeg.")
        report = check(index)
        assert [source.name for source in report.failed] == ["a.txt", "b.pdf"]
        assert report.healthy
        assert index.catalogue.document_count() == 1
        index.add([item])
        assert [source.name for source in check(index).failed] == ["b.pdf"]


def test_a_document_without_text_is_kept_and_counted(tmp_path):
    with opened(tmp_path) as index:
        index.add([arrival("scan.pdf", [])])
        report = check(index)
        assert report.without_text == ("scan.pdf",)
        assert report.healthy
        assert index.sources.all()[0].status == "geen tekst gevonden"


def test_filters_hold_for_meaning_whether_few_or_many_are_allowed(tmp_path):
    batch = arrivals(0, 40)
    with opened(tmp_path) as index:
        index.add(batch)
        for size in (1, 3, 20, 40):
            chosen = tuple(item.document.id for item in batch[-size:])
            allowed = index.catalogue.allowed(Filters(documents=chosen), index.catalogue.census())
            hits = index.nearest(batch[0].encoded.vectors[0], 5, allowed)
            rows = np.concatenate([item.encoded.vectors for item in batch[-size:]])
            ids = [passage.id for item in batch[-size:] for passage in item.passages]
            best = np.argsort(-(rows @ batch[0].encoded.vectors[0]))[:5]
            assert [passage for passage, _ in hits] == [ids[place] for place in best]


def test_another_model_is_refused_until_the_index_is_rebuilt(tmp_path):
    other = replace(CARD, revision="2")
    with opened(tmp_path) as index:
        index.add(arrivals(0, 2))
    with pytest.raises(ModelMismatch, match="rebuild"), opened(tmp_path, other):
        pass
    with opened(tmp_path, None) as index:
        index.rebuild(embed, other)
    with opened(tmp_path, other) as index:
        assert check(index).healthy


def test_another_model_is_welcome_while_there_is_nothing_to_lose(tmp_path):
    wide = replace(CARD, dimensions=64)
    item = arrivals(0, 1)[0]
    with opened(tmp_path) as index:
        index.add([item])
        index.remove(item.document.id)
    with opened(tmp_path, wide) as index:
        twice = np.hstack([item.encoded.vectors, item.encoded.vectors]) / np.float32(2**0.5)
        index.add([replace(item, encoded=replace(item.encoded, vectors=twice))])
        assert check(index).healthy


def test_readers_find_everything_all_through_a_rebuild(tmp_path):
    batch = arrivals(0, 30)
    missed, stop = [], threading.Event()
    with opened(tmp_path) as index:
        index.add(batch)

        def read() -> None:
            while not stop.is_set():
                for item in batch[::7]:
                    if index.nearest(item.encoded.vectors[1], 1)[0][0] != item.passages[1].id:
                        missed.append(item.name)

        reader = threading.Thread(target=read)
        reader.start()
        told = []
        for _ in range(2):
            index.rebuild(embed, CARD, lambda done, total: told.append((done, total)))
        stop.set()
        reader.join()
        assert not missed
        assert told[-1] == (90, 90)
        assert check(index).healthy
        gc.collect()
        assert [path.name for path in (tmp_path / "index").iterdir()] == ["3"]


def test_a_rebuild_that_fails_leaves_the_index_as_it_was(tmp_path):
    def fail(texts):
        raise OSError(errno.ENOSPC, "No space left on device")

    with opened(tmp_path) as index:
        index.add(arrivals(0, 3))
        before = state(index)
        with pytest.raises(StorageFailed, match="vol"):
            index.rebuild(fail, CARD)
        assert state(index) == before
        index.add(arrivals(3, 4))
        assert check(index).healthy


def test_a_rebuild_takes_documents_that_were_parsed_anew(tmp_path):
    old = arrival("a.txt", ["Een lange regel.", "Nog een regel."])
    other = arrival("b.txt", ["Deze blijft."])
    whole = replace(old.passages[0], id="0" * 16, span=replace(old.passages[0].span, end=31))
    renewed = replace(
        old,
        document=replace(old.document, title="Beter gelezen"),
        passages=[replace(whole, text=old.document.text)],
        labels=[()],
        encoded=Encoded(old.encoded.vectors[:1], old.encoded.tokens[:1]),
    )
    with opened(tmp_path) as index:
        index.add([old, other])
        index.rebuild(embed, CARD, renewed=[renewed, arrival("c.txt", ["Onbekend."])])
        assert findable(index) == {old.document.id: (1,) * 4, other.document.id: (1,) * 4}
        assert index.catalogue.document(old.document.id) == renewed.document
        assert index.catalogue.citations(["0" * 16])["0" * 16].text == old.document.text
        assert check(index).healthy


def test_a_link_to_a_passage_of_before_is_checked_as_long_as_its_document_is_there(tmp_path):
    old = arrival("a.txt", ["Een lange regel.", "Nog een regel."])

    def anew(text, id_):
        passage = replace(old.passages[0], id=id_, span=replace(old.passages[0].span, end=31), text=text)
        document = replace(old.document, text=text)
        encoded = Encoded(old.encoded.vectors[:1], old.encoded.tokens[:1])
        return replace(old, document=document, passages=[passage], labels=[()], encoded=encoded)

    with opened(tmp_path) as index:
        index.add([old])
        index.rebuild(embed, CARD, renewed=[anew(old.document.text, "0" * 16)])
        again = verify(index, old.passages[1].id)
        assert (again.holds, again.citation.text) == (True, "Nog een regel.")
        index.rebuild(embed, CARD, renewed=[anew(old.document.text.upper(), "1" * 16)])
        for former in (old.passages[1].id, "0" * 16):
            assert verify(index, former).same_words is False
        newer = arrival("a.txt", ["Heel wat anders."])
        index.add([replace(newer, visibility=Visibility.VERTROUWELIJK)])
        before = verify(index, "1" * 16)
        assert (before.holds, before.replaced_by) == (True, newer.document.id)
        with pytest.raises(NotFound):
            verify(index.seen_by(Visibility.NETWERK), "1" * 16)
        # what comes back is no longer of before
        index.add([replace(old, key="/map/terug.txt")])
        assert verify(index, old.passages[1].id).replaced_by is None
        index.remove(old.document.id)
        index.remove(newer.document.id)
        with pytest.raises(NotFound):
            verify(index, "1" * 16)
        assert check(index).healthy


def test_others_write_while_a_rebuild_goes_on_and_it_takes_that_over(tmp_path):
    old, gone, shown, *_ = batch = arrivals(0, 4)
    late = arrival("laat.txt", ["Wat intussen binnenkwam."])
    renewed = [replace(one, document=replace(one.document, title="Beter gelezen")) for one in (old, shown)]
    written = []

    def write():
        index.add([late])
        index.remove(gone.document.id)
        index.show(shown.document.id, Visibility.VERTROUWELIJK)
        index.review(old.passages[0].id, [])
        written.append(True)

    def embed_and_write(texts):
        if not written:
            other = threading.Thread(target=write)
            other.start()
            other.join(20)
        return embed(texts)

    with opened(tmp_path) as index:
        index.add(batch)
        index.rebuild(embed_and_write, CARD, renewed=renewed)
        assert written
        here = {one.document.id for one in (*batch, late)} - {gone.document.id}
        assert findable(index).keys() == {one.id for one in index.catalogue.documents()} == here
        assert index.catalogue.document(old.document.id).title == "Beter gelezen"
        open_ones = index.seen_by(Visibility.NETWERK)
        assert open_ones.lexical.counts().keys() == here - {shown.document.id}
        assert check(index).healthy


def test_an_arrival_that_contradicts_itself_is_refused_before_anything_is_written(tmp_path):
    item = arrival("a.txt", ["Een regel."])
    wrong = [
        replace(item, labels=[]),
        replace(item, data=b"andere bytes"),
        replace(item, encoded=Encoded.without_tokens(np.zeros((1, 8), np.float32))),
        replace(item, encoded=replace(item.encoded, tokens=())),
        replace(item, passages=[replace(item.passages[0], text="Andere tekst")]),
        arrival("nul.txt", ["met een \0 erin"]),
    ]
    with opened(tmp_path) as index:
        for arrived in wrong:
            with pytest.raises(ValueError, match=arrived.name):
                index.add([arrived])
        assert not findable(index)


def test_a_data_folder_has_one_owner_until_that_closes_or_dies(tmp_path):
    code = (
        "import sys, time; from pathlib import Path; from search.lock import FolderLock;"
        "lock = FolderLock(Path(sys.argv[1])); print('held', flush=True); time.sleep(60)"
    )
    with opened(tmp_path), pytest.raises(DataFolderInUse, match=f"proces {os.getpid()}"), opened(tmp_path):
        pass
    owner = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert owner.stdout
    assert owner.stdout.readline()
    with pytest.raises(DataFolderInUse, match=f"proces {owner.pid}"), opened(tmp_path):
        pass
    owner.kill()
    owner.communicate()
    with opened(tmp_path) as index:
        assert not findable(index)


def test_words_of_an_older_format_are_made_anew_from_the_catalogue(tmp_path, monkeypatch):
    batch = arrivals(0, 4)
    with monkeypatch.context() as before, opened(tmp_path) as index:
        before.setattr("search.lexical.FORMAT", "v0")
        index.rebuild(embed, CARD)
        index.add(batch)
        wanted = findable(index)
    with opened(tmp_path) as index:
        assert index.lexical.is_empty()
        assert index.heal(embed)
        assert findable(index) == wanted
    with opened(tmp_path) as index:
        assert not index.heal(embed)


def test_words_follow_a_visibility_even_after_a_write_that_failed(tmp_path, monkeypatch):
    first, second = arrivals(0, 2)

    def words(index: Index) -> list[dict[str, int]]:
        return [index.seen_by(one).lexical.counts() for one in Visibility]

    with opened(tmp_path) as index:
        index.add([first, second])
        assert words(index) == [{}, *[{first.document.id: 3, second.document.id: 3}] * 2]
        index.show(first.document.id, Visibility.OPENBAAR)
        assert words(index)[0] == {first.document.id: 3}
        with monkeypatch.context() as broken:
            broken.setattr(Lexical, "commit", refuse)
            with pytest.raises(StorageFailed):
                index.show(second.document.id, Visibility.VERTROUWELIJK)
        # the catalogue keeps it back at once, the words follow with the next write or start
        seen = index.seen_by(Visibility.NETWERK)
        assert [entry.id for entry in seen.catalogue.documents()] == [first.document.id]
    with opened(tmp_path) as index:
        assert words(index) == [{first.document.id: 3}] * 2 + [{first.document.id: 3, second.document.id: 3}]
        assert check(index).healthy
        index.seen_by(Visibility.OPENBAAR).lexical.clear()
        assert check(index).words_differ == {first.document.id}
        assert index.heal(embed)
        assert check(index).healthy


def refuse(self: Lexical) -> None:
    raise StorageFailed("De schijf is vol.", "")


def test_who_waits_for_words_that_are_read_anew_hears_how_far_it_is(tmp_path, monkeypatch, caplog):
    with opened(tmp_path) as index:
        index.add(arrivals(0, 3))
        index.lexical.clear()
    monkeypatch.setattr("search.reread.TELL_EACH", 4)
    with opened(tmp_path) as index:
        assert index.heal(embed)
        assert index.lexical.count() == 9
    assert caplog.messages == [
        "De index van woorden wordt bijgewerkt: 6 van de 9 passages.",
        "De index van woorden wordt bijgewerkt: 9 van de 9 passages.",
    ]
