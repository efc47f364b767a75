"""Whatever fails, and wherever: nothing is half visible, and doing it again gives the same end."""

from __future__ import annotations

import errno
import multiprocessing
import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.errors import StorageFailed
from search.catalogue.ledger import Ledger
from search.doctor import check
from search.index import Index
from search.lexical import Lexical
from search.originals import Originals
from search.tokens import TokenStore
from search.vectors import Vectors
from tests.indexing import arrival, arrivals, findable, opened, state

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.test_search_faults"])

STAYS, OLD, GOES = (
    arrival("blijft.txt", ["Dit blijft staan."]),
    arrival("verslag.txt", ["Zo was het eerst.", "En dit ook."]),
    arrival("weg.txt", ["Dit gaat weg."]),
)
NEW, EXTRA = arrival("verslag.txt", ["Zo is het nu."]), arrival("erbij.txt", ["Dit komt erbij.", "Echt."])


@dataclass(frozen=True)
class Step:
    """A method that an operation calls; after ``decided`` the operation is finished, not undone."""

    operation: str
    owner: type
    method: str
    decided: bool = False

    def __str__(self) -> str:
        return f"{self.operation}-{self.owner.__name__}.{self.method}"


STEPS = [
    Step("add", Ledger, "arrive"),
    Step("add", Originals, "put"),
    Step("add", Lexical, "add"),
    Step("add", Vectors, "add"),
    Step("add", TokenStore, "add"),
    Step("add", Lexical, "commit"),
    Step("add", Ledger, "accept"),
    Step("add", Lexical, "remove", decided=True),
    Step("add", Vectors, "remove", decided=True),
    Step("add", Ledger, "settle", decided=True),
    Step("remove", Ledger, "leave"),
    Step("remove", Lexical, "remove", decided=True),
    Step("remove", Vectors, "remove", decided=True),
    Step("remove", TokenStore, "remove", decided=True),
    Step("remove", Lexical, "commit", decided=True),
    Step("remove", Originals, "remove", decided=True),
    Step("remove", Ledger, "settle", decided=True),
]
every_step = pytest.mark.parametrize("step", STEPS, ids=str)


def do(index: Index, operation: str) -> None:
    if operation == "add":
        index.add([NEW, EXTRA])
    elif any(entry.id == GOES.document.id for entry in index.catalogue.documents()):
        index.remove(GOES.document.id)


@contextmanager
def fault_at(owner: type, method: str, fault: Callable[[], None], *, after: bool = False) -> Iterator[None]:
    """The first call of a method ends in a fault, before or after its work."""
    real, faults = getattr(owner, method), [fault]

    def faulty(*args, **named):
        if faults and not after:
            faults.pop()()
        result = real(*args, **named)
        if faults:
            faults.pop()()
        return result

    setattr(owner, method, faulty)
    try:
        yield
    finally:
        setattr(owner, method, real)


def disk_full() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def die() -> None:
    os._exit(9)


def work_and_die(folder: Path, step: Step) -> None:
    with fault_at(step.owner, step.method, die, after=True), opened(folder) as index:
        do(index, step.operation)


def work_on(folder: Path, documents: int) -> None:
    batch = arrivals(0, documents)
    with opened(folder) as index:
        for first in range(0, documents, 4):
            index.add(batch[first : first + 4])
        for item in batch[::5]:
            index.remove(item.document.id)


def assert_whole(index: Index) -> None:
    assert all(len(set(counts)) == 1 for counts in findable(index).values())
    assert check(index).healthy


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory) -> dict[str, tuple[object, ...]]:
    ends = {}
    for operation in ("add", "remove"):
        with opened(tmp_path_factory.mktemp("undisturbed")) as index:
            index.add([STAYS, OLD, GOES])
            do(index, operation)
            ends[operation] = state(index)
    return ends


@every_step
def test_a_full_disk_leaves_nothing_half_and_the_process_goes_on(tmp_path, undisturbed, step):
    with opened(tmp_path) as index:
        index.add([STAYS, OLD, GOES])
        before = state(index)
        refused = pytest.raises(StorageFailed, match="schijf is vol")
        with fault_at(step.owner, step.method, disk_full), nullcontext() if step.decided else refused:
            do(index, step.operation)
        assert_whole(index)
        assert state(index) == (undisturbed[step.operation] if step.decided else before)
        do(index, step.operation)
        assert_whole(index)
        assert state(index) == undisturbed[step.operation]


@every_step
def test_a_process_that_dies_is_settled_by_the_next(tmp_path, undisturbed, step):
    with opened(tmp_path) as index:
        index.add([STAYS, OLD, GOES])
    child = PROCESSES.Process(target=work_and_die, args=(tmp_path, step))
    child.start()
    child.join()
    assert child.exitcode == 9
    with opened(tmp_path) as index:
        assert_whole(index)
        do(index, step.operation)
        assert_whole(index)
        assert state(index) == undisturbed[step.operation]


def test_a_disk_that_stays_full_is_settled_when_it_has_room_again(tmp_path):
    with opened(tmp_path) as index:
        index.add([STAYS, OLD])
        before = state(index)
        with (
            fault_at(Ledger, "accept", disk_full),
            fault_at(Ledger, "settle", disk_full),
            pytest.raises(StorageFailed),
        ):
            index.add([NEW])
        assert not index.catalogue.citations([NEW.passages[0].id])
        assert check(index).unsettled == {NEW.document.id}
        index.add([])
        assert state(index) == before
        assert_whole(index)


def test_kill_at_any_moment_ends_as_if_undisturbed(tmp_path):
    with opened(tmp_path / "undisturbed"):
        pass
    work_on(tmp_path / "undisturbed", 40)
    chance = random.Random(5)
    for _ in range(4):
        child = PROCESSES.Process(target=work_on, args=(tmp_path / "killed", 40))
        child.start()
        time.sleep(chance.uniform(0.05, 1.2))
        child.kill()
        child.join()
        with opened(tmp_path / "killed") as index:
            assert_whole(index)
    work_on(tmp_path / "killed", 40)
    with opened(tmp_path / "undisturbed") as one, opened(tmp_path / "killed") as other:
        assert state(other) == state(one)
