"""What an answer is: groups of literal sentences, their sources, and what was searched."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.label import LabelKind
from corpus.span import Span
from search.query import Citation, Query
from search.question import Question


class GroupKind(StrEnum):
    """What sentences are put together by."""

    REGIO = "regio"
    WET = "wet"
    ADVIES = "advies"
    DOCUMENT = "document"

    @property
    def label(self) -> LabelKind | None:
        """The kind of label that groups are named after; documents are no label."""
        return None if self is GroupKind.DOCUMENT else LabelKind(self.value)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document that answer: ``text == document.text[span.start:span.end]``, to the letter.

    ``lead_in`` is what stands above it (the sentence before a list, the header of a table) and no part of
    the quote. ``source`` is the place in ``Answer.sources``, from 1. ``score`` is 0–1.
    """

    text: str
    span: Span
    pages: tuple[int, int] | None
    lead_in: str
    source: int
    score: float


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one region, act, advies or document, the strongest first; never empty.

    ``id`` is that of the label or the document.
    """

    kind: GroupKind
    id: str
    name: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was searched, after filters: counts, files that could not be read, and the ids of regions that
    occur in it but are in none of the groups (only where the answer is by region).
    """

    documents: int
    passages: int
    unreadable: tuple[str, ...] = ()
    regions_without: tuple[str, ...] = ()


class Writer(StrEnum):
    """Who wrote a summary."""

    EXTRACT = "uittreksel"
    MODEL = "taalmodel"


@dataclass(frozen=True, slots=True)
class Summary:
    """An answer in short; ``[2]`` in ``text`` refers to the second of ``Answer.sources``.

    ``dropped`` counts sentences of the language model that its passages did not bear out; ``failure``
    (Dutch) says why an extract stands here although a language model was asked.
    """

    text: str
    by: Writer = Writer.EXTRACT
    dropped: int = 0
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """``groups`` is empty where nothing was found; ``related`` are then the passages that come nearest.

    ``sureness`` 0–1 is how likely it is that the documents answer; ``dropped`` counts sentences that were
    not literally in their source and are therefore not shown.
    """

    query: Query
    question: Question
    groups: tuple[Group, ...]
    sources: tuple[Citation, ...]
    related: tuple[Citation, ...]
    coverage: Coverage
    sureness: float
    dropped: int = 0
    summary: Summary = Summary("")

    @property
    def found(self) -> bool:
        """Whether the documents answer."""
        return bool(self.groups)
