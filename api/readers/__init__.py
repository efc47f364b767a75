"""Processes that answer questions, since Python gives one process no more than one processor.

The service owns the data folder and alone writes; these open its stores to read. What they cannot do, as
while they start, the service does itself.
"""

from __future__ import annotations

import logging
import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from threading import Lock
from typing import TypeVar

from api.readers import process
from api.readers.vectors import Lender
from api.settings import Settings
from corpus.errors import BadQuestion
from corpus.visibility import Visibility
from search.answer.answer import Answer, GroupKind
from search.nearest import Nearest
from search.query import Query, Results

LOG = logging.getLogger(__name__)
Found = TypeVar("Found", Results, Answer)
# told of each step of a question that is over, with its seconds
Took = Callable[[str, float], None]


class Away(Exception):
    """No process can answer now."""


class Readers:
    """As many as the settings say, while they are ``running``. Safe to share between threads.

    ``vectors`` gives those that are in use now.
    """

    def __init__(self, settings: Settings, vectors: Callable[[], Nearest]) -> None:
        self._settings = settings.model_copy(
            update={"threads": max(1, settings.threads // max(1, settings.readers))}
        )
        self._vectors = vectors
        self._took: Took = lambda name, seconds: None
        self._turn = Lock()
        self._lender: Lender | None = None
        self._pool: ProcessPoolExecutor | None = None
        self._begun: list[Future[None]] = []

    @contextmanager
    def running(self, took: Took) -> Iterator[None]:
        """Until the block ends; questions that are asked then are answered first."""
        self._took = took
        if self._settings.readers:
            self._lender = Lender(self._vectors)
            self.renew()
        try:
            yield
        finally:
            self._end()

    def _end(self) -> None:
        with self._turn:
            pool, lender, self._pool, self._lender = self._pool, self._lender, None, None
        if pool is not None:
            pool.shutdown(cancel_futures=True)
        if lender is not None:
            lender.close()

    def search(self, clearance: Visibility, query: Query) -> Results:
        """As who has that clearance, without ``ranked``. Raises Away, and what ``Searcher.search`` raises."""
        return self._ask(process.Search(clearance, self._vectors().writes, query))

    def answer(self, clearance: Visibility, query: Query, group_by: GroupKind | None) -> Answer:
        """As who has that clearance. Raises Away, and what ``Answerer.answer`` raises."""
        return self._ask(process.Question(clearance, self._vectors().writes, query, group_by))

    @property
    def ready(self) -> bool:
        """Whether one of them can be asked."""
        return any(one.done() and not one.cancelled() and not one.exception() for one in self._begun)

    def renew(self) -> None:
        """Begins anew with other processes, as the engines or the taxonomy are others now; those that answer
        a question finish it.
        """
        with self._turn:
            if self._lender is None:
                return
            if self._pool is not None:
                self._pool.shutdown(wait=False, cancel_futures=True)
            # apart from the one that serves, which has threads and open stores
            context = multiprocessing.get_context("spawn")
            given = (self._settings, self._lender.address, self._lender.key)
            self._pool = ProcessPoolExecutor(self._settings.readers, context, process.begin, given)
            self._begun = [self._pool.submit(process.ready) for _ in range(self._settings.readers)]

    def _ask(self, asked: process.Asked[Found]) -> Found:
        pool = self._pool
        if pool is None or not self.ready:
            raise Away
        try:
            found, steps = pool.submit(process.answer, asked).result().opened
        except BadQuestion:
            raise
        except Exception as error:
            # never what it says, which may repeat a question
            LOG.warning("a reader failed: %s", type(error).__name__)
            self._renew_after(error, pool)
            raise Away from error
        for name, seconds in steps:
            self._took(name, seconds)
        return found

    def _renew_after(self, error: Exception, pool: ProcessPoolExecutor) -> None:
        """Where a process died, the whole pool is gone; another thread may have seen it first."""
        if isinstance(error, BrokenProcessPool) and self._pool is pool:
            with suppress(OSError):
                self.renew()
