"""What runs in a process that answers questions beside the one that owns the data folder."""

from __future__ import annotations

import os
import signal
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import parent_process
from threading import Thread
from typing import Generic, TypeVar

from api import learned, readiness
from api.answering import answering
from api.readers.parcel import Parcel
from api.readers.vectors import Borrowed
from api.settings import Settings
from corpus.visibility import Visibility
from models.analysis import Analysis
from search.answer.answer import Answer, GroupKind
from search.answer.answerer import Answerer
from search.beside import Beside
from search.catalogue.place import card_of
from search.lexical import Lexical
from search.query import Query, Results

# the name of each step, and the seconds that it took
Steps = list[tuple[str, float]]
Found = TypeVar("Found")


@dataclass(frozen=True)
class Asked(ABC, Generic[Found]):
    """What somebody with that clearance asks, after so many ``writes`` of vectors."""

    clearance: Visibility
    writes: int
    query: Query

    @abstractmethod
    def of(self, answerer: Answerer) -> Found:
        """Raises BadQuestion."""


@dataclass(frozen=True)
class Search(Asked[Results]):
    """See ``Searcher.search``; without what was ranked beyond the page, which takes longer to send than to
    find again.
    """

    def of(self, answerer: Answerer) -> Results:
        """Raises BadQuestion."""
        return replace(answerer.searcher.search(self.query), ranked=())


@dataclass(frozen=True)
class Question(Asked[Answer]):
    """See ``Answerer.answer``."""

    group_by: GroupKind | None

    def of(self, answerer: Answerer) -> Answer:
        """Raises BadQuestion."""
        return answerer.answer(self.query, self.group_by)


class _Reader:
    """One question at a time."""

    def __init__(self, settings: Settings, address: str, key: bytes) -> None:
        folder = settings.data.expanduser().resolve()
        analysis, embedder = Analysis(), learned.embedder(settings, card_of(folder))
        self._vectors = Borrowed(address, key)
        self._index = Beside(folder, lambda one: Lexical(one, analysis), self._vectors)
        self._steps: Steps = []
        self._answerer = answering(settings, self._index, analysis, embedder, self._step).answerer
        self._embedder = embedder

    def prepare(self) -> None:
        """Loads the models, and learns what questions ask most, so that none has to wait for it."""
        self._embedder.queries(["begin"])
        self._answerer.reader.embedder.passages(["begin"])
        for _ in self._answerer.searcher.learn():
            pass

    def answer(self, asked: Asked[Found]) -> tuple[Found, Steps]:
        """Raises BadQuestion and StorageFailed."""
        self._steps = []
        self._vectors.follow(asked.writes)
        self._index.catch_up(asked.clearance)
        return asked.of(self._answerer.seen_by(asked.clearance)), self._steps

    @contextmanager
    def _step(self, name: str) -> Iterator[None]:
        begin = time.perf_counter()
        try:
            yield
        finally:
            self._steps.append((name, time.perf_counter() - begin))


_reader: _Reader


def begin(settings: Settings, address: str, key: bytes) -> None:
    """Called once in each process, before the first question."""
    global _reader  # noqa: PLW0603 - the process has one
    # as long as it learns it answers nobody, and ends at once
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    Thread(target=_end_with_owner, daemon=True).start()
    readiness.share_memory()
    _reader = _Reader(settings, address, key)
    _reader.prepare()
    readiness.stay()
    # whoever stops the service stops its owner, which lets questions end, and then this
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, signal.SIG_IGN)


def ready() -> None:
    """To be asked for, so that the process begins."""


def answer(asked: Asked[Found]) -> Parcel[tuple[Found, Steps]]:
    """Raises BadQuestion and StorageFailed."""
    return Parcel.of(_reader.answer(asked))


def _end_with_owner() -> None:
    """A process of a pool waits for ever for work of an owner that was killed."""
    owner = parent_process()
    if owner is not None:
        owner.join()
    os._exit(1)
