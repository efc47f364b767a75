"""Takes files in: reads, prepares and stores them in batches, and tells what became of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from threading import RLock

import numpy as np

from api.outcome import Outcome, Status
from api.settings import Settings
from corpus.document import document_id
from corpus.errors import BadInput, NotFound
from ingest.fanout import Workshop
from ingest.ingestor import Failed, Prepared
from ingest.source import Source, find, read, upload
from search.arrival import Arrival
from search.catalogue.schema import Status as SourceStatus
from search.index import Index

BATCH_FILES = 32
BATCH_BYTES = 64_000_000

Tell = Callable[[Outcome, int], None]


class Intake:
    """One run at a time; searching goes on meanwhile."""

    def __init__(self, settings: Settings, index: Index, workshop: Workshop) -> None:
        self._settings = settings
        self._index = index
        self._workshop = workshop
        self._turn = RLock()

    def ingest(self, paths: Sequence[Path], prune: bool, tell: Tell) -> list[Outcome]:
        """An outcome for each file; raises StorageFailed, and what was stored before it stays."""
        files = list(find(paths))
        made: list[Outcome] = []
        with self._turn:
            for outcome in self._ingest(files):
                made.append(outcome)
                tell(outcome, len(files))
            made += self._prune(paths, files) if prune else ()
        return made

    def upload(self, name: str, data: bytes) -> Outcome:
        """Raises BadInput, and then keeps nothing of it."""
        source = upload(name, data, self._settings.max_file_bytes)
        with self._turn:
            known = self._known(source)
            if known:
                return known
            prepared = next(self._workshop.prepare([source]))
            if isinstance(prepared, Failed):
                raise prepared.error
            return self._store([prepared])[0]

    def _ingest(self, files: Iterable[Path]) -> Iterator[Outcome]:
        """Files that need no work are told at once, the others in batches as they are ready."""
        told: list[Outcome] = []
        batch: list[Prepared] = []
        for prepared in self._workshop.prepare(self._fresh(files, told)):
            if isinstance(prepared, Failed):
                told.append(self._failed(prepared))
            else:
                batch.append(prepared)
            if len(batch) == BATCH_FILES or sum(len(one.source.data) for one in batch) > BATCH_BYTES:
                told += self._store(batch)
                batch = []
            yield from told
            told.clear()
        yield from (*told, *self._store(batch))

    def _fresh(self, files: Iterable[Path], told: list[Outcome]) -> Iterator[Source]:
        """The files that have to be prepared; of the others ``told`` hears what became of them."""
        for file in files:
            try:
                source = read(file, self._settings.max_file_bytes)
            except BadInput as error:
                told.append(self._unread(file, error))
                continue
            known = self._known(source)
            if known:
                told.append(known)
            else:
                yield source

    def _known(self, source: Source) -> Outcome | None:
        """What becomes of bytes that were taken in before, under this name or another."""
        before = self._index.sources.get(source.key)
        id = document_id(source.sha256)
        try:
            document = self._index.catalogue.document(id)
        except NotFound:
            return None
        passages = self._index.catalogue.passages(id)
        status, reason = Status.UNCHANGED, ""
        if not before or before.document_id != id:
            status, reason = Status.ALSO_KNOWN, document.name
        if not before or before.sha256 != source.sha256 or before.status is SourceStatus.FAILED:
            rows = np.zeros((len(passages), self._dimensions), np.float32)  # the index has the real ones
            self._index.add([Arrival(source.key, source.name, source.data, document, passages, rows)])
        pages = len(document.pages) or None
        return Outcome(source.name, source.key, status, document.kind.value, pages, len(passages), reason, id)
