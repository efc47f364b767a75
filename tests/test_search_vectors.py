from __future__ import annotations

import multiprocessing
import os
import signal

import numpy as np
import pytest

from corpus.errors import StorageFailed
from search.vectors import Vectors

PROCESSES = multiprocessing.get_context("forkserver")


def rows(count: int, seed: int = 0) -> np.ndarray:
    found = np.random.default_rng(seed).normal(size=(count, 16)).astype(np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def ids(count: int) -> list[tuple[str, str]]:
    return [(f"d{number // 10}", f"{number:016x}") for number in range(count)]


@pytest.fixture
def vectors(tmp_path):
    opened = Vectors(tmp_path)
    yield opened
    opened.close()


def test_the_nearest_are_those_of_plain_arithmetic_with_their_cosine(vectors):
    stored, asked = rows(300), rows(1, seed=1)[0]
    vectors.add(ids(300), stored)
    best = np.argsort(-(stored @ asked))[:20]
    hits = vectors.nearest(asked, 20)
    assert [passage for passage, _ in hits] == [f"{place:016x}" for place in best]
    assert np.allclose([score for _, score in hits], (stored @ asked)[best], atol=1e-5)


@pytest.mark.parametrize("documents", [0, 1, 4, 30])
def test_an_allowed_set_gives_its_own_nearest_whatever_its_size(vectors, documents):
    stored, asked = rows(300), rows(1, seed=2)[0]
    vectors.add(ids(300), stored)
    allowed = np.arange(documents * 10, dtype=np.uint64)
    inside = [place for place in np.argsort(-(stored @ asked)) if place < documents * 10][:15]
    fetched = vectors.nearest(asked, 15, allowed)
    scored = vectors.exact(asked, 15, ids(documents * 10))
    assert (
        [name for name, _ in fetched] == [name for name, _ in scored] == [f"{place:016x}" for place in inside]
    )
    assert np.allclose([score for _, score in fetched], [score for _, score in scored], atol=1e-5)


def test_many_are_compared_at_once_as_each_would_be_by_itself(vectors):
    stored, asked = rows(300), rows(5, seed=3)
    vectors.add(ids(300), stored)
    together = vectors.exact_each(asked, 15, ids(120))
    for vector, found in zip(asked, together, strict=True):
        alone = vectors.exact(vector, 15, ids(120))
        assert [name for name, _ in found] == [name for name, _ in alone]
        assert np.allclose([score for _, score in found], [score for _, score in alone], atol=1e-6)
    assert vectors.exact_each(asked, 15, []) == [[]] * 5
    assert np.allclose(vectors.of(ids(3)[::-1]), stored[2::-1])


def test_a_small_share_is_scored_and_a_large_one_fetched(vectors):
    vectors.add(ids(300), rows(300))
    assert vectors.exact_is_cheaper(10, 10)
    assert not vectors.exact_is_cheaper(250, 10)


def test_what_is_removed_is_neither_counted_nor_found(vectors):
    vectors.add(ids(50), rows(50))
    vectors.remove({"d1", "d3", "unknown"})
    vectors.remove(set())
    assert vectors.counts() == {"d0": 10, "d2": 10, "d4": 10}
    assert len(vectors.nearest(rows(1)[0], 50)) == 30


def test_the_total_follows_what_comes_and_goes_without_going_through_all_again(vectors, monkeypatch):
    vectors.add(ids(20), rows(20))
    assert vectors.total() == 20
    with monkeypatch.context() as within:
        within.setattr(vectors, "count", lambda: pytest.fail("all are counted again"))
        vectors.add([("later", f"{number:016x}") for number in range(100, 105)], rows(5))
        assert vectors.total() == 25
    vectors.remove({"d1"})
    assert vectors.total() == vectors.count() == 15


def test_the_total_is_counted_again_after_a_write_that_failed(vectors):
    vectors.add(ids(20), rows(20))
    assert vectors.total() == 20
    with pytest.raises(StorageFailed):
        vectors.add([("odd", f"{1000:016x}")], np.ones((1, 3), np.float32))
    vectors.add([("later", f"{1001:016x}")], rows(1))
    assert vectors.total() == vectors.count() == 21


def test_an_empty_collection_has_nothing_near(vectors):
    assert vectors.nearest(rows(1)[0], 5) == []
    assert vectors.counts() == {}


def add_and_die(folder, told) -> None:
    opened = Vectors(folder)
    for number in range(1000):
        opened.add([(f"d{number}", f"p{number}-{part}") for part in range(7)], rows(7, number))
        told.send(number)


def test_whatever_was_added_before_a_kill_is_counted_and_found(tmp_path):
    ours, theirs = PROCESSES.Pipe()
    child = PROCESSES.Process(target=add_and_die, args=(tmp_path, theirs))
    child.start()
    while ours.recv() < 20:
        pass
    os.kill(child.pid, signal.SIGKILL)
    child.join()
    last = 20
    while ours.poll():
        last = ours.recv()
    opened = Vectors(tmp_path)
    counts = opened.counts()
    assert {f"d{number}" for number in range(last + 1)} <= counts.keys()
    assert set(counts.values()) == {7}
    assert len(opened.nearest(rows(1)[0], 10_000)) == sum(counts.values())
    opened.close()
    ours.close()
    theirs.close()


def test_what_is_remembered_is_forgotten_when_it_changes(vectors):
    stored, asked = rows(30), rows(1, seed=3)[0]
    vectors.add(ids(30), stored)
    assert len(vectors.exact(asked, 30, ids(30))) == 30
    vectors.add(ids(10), rows(10, seed=4))
    vectors.remove({"d1"})
    now = dict(vectors.exact(asked, 30, ids(30)))
    assert len(now) == 20
    assert now[ids(1)[0][1]] == pytest.approx(float(rows(10, seed=4)[0] @ asked), abs=1e-5)
