"""Prepares many files at once, over processes that each load the models once."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import FrameType, TracebackType
from typing import Self, TypeVar

from corpus.document import Document, Passage
from corpus.errors import BadInput, ParseLimit
from corpus.label import Label
from ingest.ingestor import Failed, IngestOptions, Ingestor, Prepared
from ingest.parse.parsed import Parsed
from ingest.source import Source
from ingest.tag.tagger import Tagger
from models.protocols import Embedder, Sentences

Models = tuple[Sentences, Sequence[Tagger], Embedder]
Taken = tuple[Document, Sequence[Passage]]
Tagged = tuple[Sequence[Passage], list[tuple[Label, ...]]]
NICE = 10
Given = TypeVar("Given")
Made = TypeVar("Made")


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

    def abandon(self) -> None:
        """Ends the processes at once; what they read fails, and ``close`` has nothing to wait for."""
        for process in multiprocessing.active_children():
            process.terminate()

    def prepare(self, sources: Iterable[Source]) -> Iterator[Prepared | Failed]:
        """In the order of the sources, of which only a few are held at a time."""
        for source, future in self._spread(_prepare, sources):
            yield self._finish(source, future)

    def tag(self, documents: Iterable[Taken]) -> Iterator[Tagged]:
        """Labels for the passages of each document, in the order of the documents. Raises ParseLimit."""
        try:
            for (_, passages), future in self._spread(_tag, documents):
                yield passages, future.result()
        except BrokenProcessPool:
            self.close()
            raise ParseLimit(
                "Het labelen brak af; de labels van voorheen staan er nog.",
                "Probeer het opnieuw; met SCHUURPUNT_WORKERS=1 kost het minder geheugen.",
            ) from None

    def see(self, source: Source) -> Parsed:
        """What the parser saw; raises BadInput."""
        return self._start().submit(_see, source).result()

    def _spread(
        self, do: Callable[[Given], Made], items: Iterable[Given]
    ) -> Iterator[tuple[Given, Future[Made]]]:
        waiting: deque[tuple[Given, Future[Made]]] = deque()
        for item in items:
            waiting.append((item, self._start().submit(do, item)))
            if len(waiting) > 2 * self._workers:
                yield waiting.popleft()
        while waiting:
            yield waiting.popleft()

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
    # who asks a question goes before who sends a file
    os.nice(NICE)
    # Ctrl-C is for the process that owns the pool, which then ends it
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end)
    sentences, taggers, embedder = models()
    _ingestor = Ingestor(sentences, taggers, embedder, options)


def _end(_signal: int, _frame: FrameType | None) -> None:
    """With the process that reads a file, which holds on to what tells that this one ended."""
    for child in multiprocessing.active_children():
        child.kill()
    os._exit(1)


def _prepare(source: Source) -> Prepared:
    return _ingestor.prepare(source)


def _tag(taken: Taken) -> list[tuple[Label, ...]]:
    return _ingestor.tag(*taken)


def _see(source: Source) -> Parsed:
    return _ingestor.see(source)
