"""The write path, top-down: from the bytes of one file to passages with vectors. It stores nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.document import Document, Passage, text_in_context
from corpus.errors import BadInput
from corpus.label import Label
from ingest import language
from ingest.clean import clean
from ingest.outline import outline
from ingest.parse import parse
from ingest.parse.parsed import Parsed
from ingest.sandbox import Limits, guarded
from ingest.source import Source
from ingest.split import SplitOptions, split
from ingest.tag import tag
from ingest.tag.tagger import Tagger
from models.protocols import Embedder, Encoded, Sentences


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document ready to be indexed; ``labels`` and ``encoded`` are of each passage."""

    source: Source
    document: Document
    passages: tuple[Passage, ...]
    labels: tuple[tuple[Label, ...], ...]
    encoded: Encoded


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that could not be taken in, and why."""

    source: Source
    error: BadInput


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """What decides how a file is read and cut."""

    limits: Limits = field(default_factory=Limits)
    max_unpacked_mb: int = 500
    split: SplitOptions = field(default_factory=SplitOptions)


class Ingestor:
    """Holds what is loaded once and used for every file."""

    def __init__(
        self,
        sentences: Sentences,
        taggers: Sequence[Tagger],
        embedder: Embedder,
        options: IngestOptions,
    ) -> None:
        self.sentences = sentences
        self.taggers = taggers
        self.embedder = embedder
        self.options = options
        # before the forks of `guarded`, each of which would load them again
        language.load()

    def prepare(self, source: Source) -> Prepared:
        """Raises BadInput; a file without any text gives a document without passages."""
        document, passages = guarded(self.options.limits, source.name, lambda: self._read(source))
        labels = self.tag(document, passages)
        texts = [text_in_context(document.title, passage) for passage in passages]
        return Prepared(source, document, tuple(passages), tuple(labels), self.embedder.passages(texts))

    def tag(self, document: Document, passages: Sequence[Passage]) -> list[tuple[Label, ...]]:
        """The labels of each passage."""
        return tag(document, passages, self.taggers)

    def see(self, source: Source) -> Parsed:
        """What the parser saw, cleaned; raises BadInput."""
        return guarded(self.options.limits, source.name, lambda: self._parse(source))

    def _read(self, source: Source) -> tuple[Document, list[Passage]]:
        parsed = self._parse(source)
        document = outline(parsed, name=source.name, sha256=source.sha256, given=source.given)
        return document, split(document, self.sentences, self.options.split)

    def _parse(self, source: Source) -> Parsed:
        return clean(parse(source.name, source.data, max_unpacked_mb=self.options.max_unpacked_mb))
