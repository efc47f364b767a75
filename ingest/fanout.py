"""Prepares many files at once, over processes that each load the models once."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Self

from corpus.errors import BadInput, ParseLimit
from ingest.ingestor import Failed, IngestOptions, Ingestor, Prepared
from ingest.parse.parsed import Parsed
from ingest.source import Source
from models.protocols import Embedder, Sentences

Models = tuple[Sentences, Embedder]


class Workshop:
    """A pool of processes that starts at the first file and ends with the ``with`` block.

    ``models`` is called once in each process, so it must be a function that can be pickled; what it
    imports can be named in ``preload``, to be imported once for all of them.
    """

    def __init__(
        self, models: Callable[[], Models], options: IngestOptions, workers: int, preload: Sequence[str] = ()
    ) -> None:
        self._preload = ["ingest.ingestor", *preload]
        self._recipe = (models, options)
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the processes; files that wait are dropped."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def prepare(self, sources: Iterable[Source]) -> Iterator[Prepared | Failed]:
        """In the order of the sources, of which only a few are held at a time."""
        waiting: deque[tuple[Source, Future[Prepared]]] = deque()
        for source in sources:
            waiting.append((source, self._start().submit(_prepare, source)))
            if len(waiting) > 2 * self._workers:
                yield self._finish(*waiting.popleft())
        while waiting:
            yield self._finish(*waiting.popleft())

    def see(self, source: Source) -> Parsed:
        """What the parser saw; raises BadInput."""
        return self._start().submit(_see, source).result()

    def _finish(self, source: Source, future: Future[Prepared]) -> Prepared | Failed:
        try:
            return future.result()
        except BadInput as error:
            return Failed(source, error)
        except BrokenProcessPool:
            self.close()
            return Failed(
                source, ParseLimit(f"{source.name} lezen brak af.", "Bied het bestand opnieuw aan.")
            )

    def _start(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # a fork of a clean server: the calling process has threads and open stores
            context = multiprocessing.get_context("forkserver")
            context.set_forkserver_preload(self._preload)
            self._pool = ProcessPoolExecutor(self._workers, context, _load, self._recipe)
        return self._pool


_ingestor: Ingestor


def _load(models: Callable[[], Models], options: IngestOptions) -> None:
    global _ingestor  # noqa: PLW0603 - a worker process holds one, loaded once
    # Ctrl-C is for the process that owns the pool, which then ends it
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sentences, embedder = models()
    _ingestor = Ingestor(sentences, embedder, options)


def _prepare(source: Source) -> Prepared:
    return _ingestor.prepare(source)


def _see(source: Source) -> Parsed:
    return _ingestor.see(source)
