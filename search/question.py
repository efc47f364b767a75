"""A question as it was understood: what is searched for, and what was made of the words as typed.

Everything that was added to the words has a ``key``, by which whoever asks can take it back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from corpus.document import Kind
from corpus.label import LabelKind
from corpus.span import Span
from models.analysis import Word

DOCUMENT_KIND = "documentsoort"
PERIOD = "periode"


@dataclass(frozen=True, slots=True)
class Spelling:
    """A word that no passage has, and the word of the index that was searched for instead."""

    asked: str
    used: str

    @property
    def key(self) -> str:
        """For ``spelling:thuisziters``."""
        return f"spelling:{self.asked.lower()}"


@dataclass(frozen=True, slots=True)
class Named:
    """A label, a kind of document or a period that the question names with the words in ``spans``.

    ``sort`` is one of LabelKind, DOCUMENT_KIND or PERIOD. ``narrows``: only documents of that period are
    asked for; all else only lifts the passages that it fits. ``since`` and ``until`` include their own day.
    ``spans`` are ranges of ``Question.searched``. ``itself``: by its own name; a region may be named by a
    place in it.
    """

    sort: str
    id: str
    spans: tuple[Span, ...]
    since: date | None = None
    until: date | None = None
    narrows: bool = False
    itself: bool = True

    @property
    def key(self) -> str:
        """For ``regio:zuid-limburg``."""
        return f"{self.sort}:{self.id}"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A term of the thesaurus; ``words`` are all of it, stop words included."""

    text: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Expansion:
    """A concept that the question mentions, and other words: ``synonyms`` mean the same, ``narrower`` terms
    a part of it, ``related`` ones lie close. ``span`` is a range of ``Question.searched``.

    Only synonyms are searched for, since the others bring up more of what is not asked; all of them help to
    tell whether a sentence answers.
    """

    concept: str
    name: str
    span: Span
    synonyms: tuple[Phrase, ...]
    narrower: tuple[Phrase, ...] = ()
    related: tuple[Phrase, ...] = ()

    @property
    def key(self) -> str:
        """For ``uitbreiding:schuren``."""
        return f"uitbreiding:{self.concept}"


@dataclass(frozen=True, slots=True)
class Question:
    """``text`` as asked, ``searched`` with near words in place of misspelled ones.

    ``words`` are those of ``searched`` that carry content. ``language`` is an ISO 639-1 code; where the
    model of meaning does not read it (``readable``), only words that Dutch shares find anything.
    """

    text: str
    searched: str
    words: tuple[Word, ...]
    language: str
    readable: bool = True
    spellings: tuple[Spelling, ...] = ()
    named: tuple[Named, ...] = ()
    expansions: tuple[Expansion, ...] = ()

    @property
    def labels(self) -> Mapping[LabelKind, frozenset[str]]:
        """The ids of the labels that are named, by kind."""
        return {
            kind: frozenset(ids)
            for kind in LabelKind
            if (ids := [one.id for one in self.named if one.sort == kind])
        }

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of documents that are named."""
        return frozenset(Kind(one.id) for one in self.named if one.sort == DOCUMENT_KIND)

    @property
    def periods(self) -> tuple[Named, ...]:
        """The periods that are named."""
        return tuple(one for one in self.named if one.sort == PERIOD)
