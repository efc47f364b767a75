"""What may be asked of the index, and what it answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from corpus.document import DocumentDate, Kind
from corpus.label import Label, LabelKind
from corpus.span import Span
from corpus.visibility import Visibility
from search.question import Question

# how many passages have each label, by kind and id, the most frequent first
Facets = Mapping[LabelKind, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Filters:
    """Narrows a search before anything is ranked; an empty tuple or None leaves it as wide as it was.

    ``since`` and ``until`` include their own day; a document without a date then drops out. ``labels``
    names by kind the ids of which a passage must have one; every kind that is named must hold.
    """

    documents: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    since: date | None = None
    until: date | None = None
    labels: Mapping[LabelKind, Collection[str]] = field(default_factory=dict)
    visibilities: tuple[Visibility, ...] = ()


@dataclass(frozen=True, slots=True)
class Weighing:
    """How much words and meaning count: 1 is what they count by themselves, 0 nothing; not both are 0."""

    words: float = 1.0
    meaning: float = 1.0


@dataclass(frozen=True, slots=True)
class Query:
    """A question in plain words; ``page`` counts from 1, ``limit`` is the results on a page.

    ``literal`` takes the words as they are typed: none is respelled, none added. ``without`` holds the
    keys of what understanding must not make of them (``regio:zuid-limburg``; see ``search.question``).
    ``weighing`` None leaves that to the settings; ``explain`` tells of each result why it stands there.
    """

    text: str
    limit: int = 10
    page: int = 1
    filters: Filters = field(default_factory=Filters)
    literal: bool = False
    without: frozenset[str] = frozenset()
    weighing: Weighing | None = None
    explain: bool = False


@dataclass(frozen=True, slots=True)
class Twin:
    """Another passage that says nearly the same, and was left out for that."""

    id: str
    document_id: str
    title: str
    section: tuple[str, ...]
    pages: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a result stands where it stands.

    ``words`` are those of the question that it has, ``synonyms`` the terms of the thesaurus. ``by_words``
    is the score by words against the best, ``by_meaning`` the cosine; 0 where that did not name it.
    ``shares`` adds up to the score in the second stage, by feature (see ``search.rank``); it is empty for
    what only the first stage ranked.
    """

    words: tuple[str, ...]
    synonyms: tuple[str, ...]
    by_words: float
    by_meaning: float
    shares: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage with all that is needed to find it again in its source, and to check it."""

    id: str
    text: str
    context: str
    span: Span
    section: tuple[str, ...]
    pages: tuple[int, int] | None
    language: str
    document_id: str
    title: str
    name: str
    kind: Kind
    date: DocumentDate | None
    sha256: str
    labels: tuple[Label, ...] = ()
    score: float = 0.0
    highlights: tuple[Span, ...] = ()
    also_in: tuple[Twin, ...] = ()
    explanation: Explanation | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage with its new score, 0–1, and what of that comes from each feature."""

    citation: Citation
    score: float
    shares: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Results:
    """One page of citations, best first; ``total``, ``facets`` and ``documents`` (by id) count all the
    passages that matched.

    ``highlights`` of a citation are ranges within its ``text``; a passage that stands in ``also_in`` of
    another is counted, but has no place of its own. ``ranked`` is what the second stage ranked, for an answer
    to the same question.
    """

    query: Query
    understanding: Question
    total: int
    citations: tuple[Citation, ...]
    facets: Facets = field(default_factory=dict)
    documents: Mapping[str, int] = field(default_factory=dict)
    ranked: Sequence[Ranked] = field(default=(), compare=False, repr=False)
