"""Takes files in: reads, prepares and stores them in batches, and tells what became of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from threading import RLock

import numpy as np

from api.outcome import Outcome, Status
from api.sender import Sender
from api.settings import Settings
from corpus.errors import BadInput
from corpus.label import Label
from ingest.fanout import Workshop
from ingest.ingestor import Failed, Prepared
from ingest.source import Source, find, read, upload
from models.protocols import Encoded
from search.arrival import Arrival
from search.catalogue.entries import Entry
from search.catalogue.schema import Status as Readable
from search.catalogue.sources import Source as Known
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

    def ingest(self, paths: Sequence[Path], prune: bool, tell: Tell, sender: Sender) -> list[Outcome]:
        """An outcome for each file; raises StorageFailed, and what was stored before it stays."""
        files = list(find(paths))
        made: list[Outcome] = []
        with self._turn:
            for outcome in self._ingest(files, sender):
                made.append(outcome)
                tell(outcome, len(files))
            made += self._prune(paths, files, sender) if prune else ()
        return made

    def upload(self, name: str, data: bytes, sender: Sender) -> Outcome:
        """Raises BadInput and Forbidden, and then keeps nothing of it."""
        sent = upload(name, data, self._settings.max_file_bytes)
        with self._turn:
            source = sender.own(sent, self._index.sources)
            known = self._known(source, sender)
            if known:
                return known
            sender.check_new(self._before(source, sender))
            prepared = next(self._workshop.prepare([source]))
            if isinstance(prepared, Failed):
                raise prepared.error
            return self._store([prepared], sender)[0]

    def reread(self, made: list[Outcome], tell: Tell) -> Iterator[Arrival]:
        """Every kept file as the parser reads it now; a document that fails is told and left out."""
        entries = self._index.catalogue.documents()
        for prepared in self._workshop.prepare(map(self._original, entries)):
            made.append(_renewed(prepared))
            tell(made[-1], len(entries))
            if isinstance(prepared, Prepared):
                yield _arrival(prepared)

    def _original(self, entry: Entry) -> Source:
        data = self._index.originals.get(entry.sha256)
        return Source(entry.id, entry.name, data, entry.sha256, given=entry.id)

    def _ingest(self, files: Iterable[Path], sender: Sender) -> Iterator[Outcome]:
        """Files that need no work are told at once, the others in batches as they are ready."""
        told: list[Outcome] = []
        batch: list[Prepared] = []
        for prepared in self._workshop.prepare(self._fresh(files, told, sender)):
            if isinstance(prepared, Failed):
                told.append(self._failed(prepared))
            else:
                batch.append(prepared)
            if len(batch) == BATCH_FILES or sum(len(one.source.data) for one in batch) > BATCH_BYTES:
                told += self._store(batch, sender)
                batch = []
            yield from told
            told.clear()
        yield from (*told, *self._store(batch, sender))

    def _fresh(self, files: Iterable[Path], told: list[Outcome], sender: Sender) -> Iterator[Source]:
        """The files that have to be prepared; of the others ``told`` hears what became of them."""
        for file in files:
            try:
                found = read(file, self._settings.max_file_bytes)
            except BadInput as error:
                told.append(self._unread(file, error))
                continue
            source = sender.identified(found, self._index.sources)
            known = self._known(source, sender)
            if known:
                told.append(known)
            else:
                yield source

    def _known(self, source: Source, sender: Sender) -> Outcome | None:
        """What becomes of bytes that were taken in before, under this name or another, and that they see."""
        entry = sender.entry(source.document_id)
        before = self._index.sources.get(source.key)
        if entry is None:
            return self._outdated(source, before, sender)
        same = before and (before.document_id, before.status) == (entry.id, entry.status)
        if not same or sender.narrows(entry) or sender.replaces not in {None, entry.id}:
            self._index.add([self._again(source, sender)], sender.by)
            entry = self._index.catalogue.entry(entry.id)
        if before and before.document_id == entry.id:
            return _outcome(source, Status.UNCHANGED, entry)
        return _outcome(source, Status.ALSO_KNOWN, entry, entry.name)

    def _outdated(self, source: Source, before: Known | None, sender: Sender) -> Outcome | None:
        """Bytes that were there before somebody sent a newer version of them, which they do not undo."""
        if before is None or (before.sha256, before.status) != (source.sha256, Readable.READY):
            return None
        entry = sender.entry(before.document_id)
        return _outcome(source, Status.UNCHANGED, entry) if entry else None

    def _again(self, source: Source, sender: Sender) -> Arrival:
        """A document that is there already; its labels and vectors are not looked at."""
        document = self._index.catalogue.document(source.document_id)
        passages = self._index.catalogue.passages(document.id)
        dimensions = self._index.card.dimensions if self._index.card else 0
        encoded = Encoded.without_tokens(np.zeros((len(passages), dimensions), np.float32))
        labels: list[tuple[Label, ...]] = [()] * len(passages)
        return Arrival(
            source.key,
            source.name,
            source.data,
            document,
            passages,
            labels,
            encoded,
            sender.told,
            sender.replaces,
        )

    def _before(self, source: Source, sender: Sender) -> Entry | None:
        """The document that the same place gave before."""
        if sender.replaces:
            return sender.entry(sender.replaces)
        seen = self._index.sources.get(source.key)
        return sender.entry(seen.document_id) if seen else None

    def _store(self, batch: Sequence[Prepared], sender: Sender) -> list[Outcome]:
        """Stores a batch in one step, and tells of each whether it is new."""
        before = [self._before(one.source, sender) for one in batch]
        self._index.add([_arrival(one, sender) for one in batch], sender.by, sender.otherwise)
        outcomes = []
        stored: set[str] = set()
        for one, earlier in zip(batch, before, strict=True):
            entry = self._index.catalogue.entry(one.document.id)
            status = Status.REPLACED if earlier else Status.NEW
            if entry.id in stored:
                status = Status.ALSO_KNOWN
            elif not entry.passages:
                status = Status.NO_TEXT
            stored.add(entry.id)
            outcomes.append(_outcome(one.source, status, entry, entry.name * (status is Status.ALSO_KNOWN)))
        return outcomes

    def _failed(self, failed: Failed) -> Outcome:
        source, reason = failed.source, str(failed.error)
        self._index.record_failure(source.key, source.name, source.sha256, len(source.data), reason)
        return Outcome(source.name, source.key, Status.FAILED, reason=reason)

    def _unread(self, file: Path, error: BadInput) -> Outcome:
        """A file that is there but could not be read is remembered; a typing error is not."""
        if file.exists():
            self._index.record_failure(str(file), file.name, "", file.stat().st_size, str(error))
        return Outcome(file.name, str(file), Status.FAILED, reason=str(error))

    def _prune(self, paths: Iterable[Path], files: Iterable[Path], sender: Sender) -> Iterator[Outcome]:
        """Forgets what came from these folders and is no longer there."""
        folders = [path.expanduser().resolve() for path in paths if path.expanduser().is_dir()]
        there = set(files)
        for source in self._index.sources.all():
            path = Path(source.key)
            below = any(path.is_relative_to(folder) for folder in folders)
            # a folder that could not be read now says nothing about what is in it
            if below and there.isdisjoint({path, *path.parents}):
                self._index.forget_source(source.key, sender.by)
                yield Outcome(source.name, source.key, Status.REMOVED)


def _renewed(prepared: Prepared | Failed) -> Outcome:
    source = prepared.source
    if isinstance(prepared, Failed):
        return Outcome(source.name, source.key, Status.FAILED, reason=str(prepared.error))
    document, passages = prepared.document, len(prepared.passages)
    status = Status.REPLACED if passages else Status.NO_TEXT
    pages = len(document.pages) or None
    return Outcome(source.name, source.key, status, document.kind.value, pages, passages, "", document.id)


def _arrival(one: Prepared, sender: Sender | None = None) -> Arrival:
    source, document = one.source, one.document
    said = (sender.told, sender.replaces) if sender else ()
    return Arrival(
        source.key, source.name, source.data, document, one.passages, one.labels, one.encoded, *said
    )


def _outcome(source: Source, status: Status, entry: Entry, reason: str = "") -> Outcome:
    kind, pages, passages = entry.kind.value, entry.pages, entry.passages
    return Outcome(source.name, source.key, status, kind, pages, passages, reason, entry.id, entry)
