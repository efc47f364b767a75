"""What is known about a passage: labels of the taxonomy, each with the evidence that it stands on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from corpus.span import Span


class LabelKind(StrEnum):
    """The groups of labels, as they are named in a filter."""

    ADVIES = "advies"
    BOUWSTEEN = "bouwsteen"
    REGIO = "regio"
    WET = "wet"
    KNELPUNT = "knelpunt"


class Ground(StrEnum):
    """What a piece of evidence is, as a reader is told."""

    WORDS = "genoemd"
    SECTION = "uit de sectie"
    DOCUMENT = "uit het document"
    MEANING = "lijkt op voorbeeld"
    PERSON = "door een mens"


class Stance(StrEnum):
    """Whether a passage reports what is, asks for what should be, or tells what works all the same."""

    FACT = "feit"
    WISH = "wens"
    SOLUTION = "oplossing"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a label was given.

    ``spans`` are ranges of the passage's text. ``source`` is the heading, the example that the passage
    resembles, or the person; ``weight`` 0–1 is how much it counts, for an example the cosine. ``when``
    only what a person said has.
    """

    ground: Ground
    spans: tuple[Span, ...] = ()
    source: str = ""
    weight: float = 1.0
    when: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """The place in an act that a passage names; ``span`` is a range of the passage's text.

    Article, lid and onderdeel are as written, in small letters ("5", "1.2", "2", "a"), or empty.
    """

    span: Span
    article: str = ""
    lid: str = ""
    onderdeel: str = ""
    jci: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence of the passage, or two that belong together, that tell a knelpunt by themselves.

    ``span`` is a range of the passage's text; ``score``, 0–1, and ``stance`` are of these words alone.
    """

    span: Span
    score: float
    stance: Stance


@dataclass(frozen=True, slots=True)
class Label:
    """One label of a passage; a passage has each (kind, id) once.

    ``id`` is that of the taxonomy ("6", "dialoog-6:1", "utrecht", "financiering"), for an act its BWB id,
    or what stands for it where it has none. ``score`` is 0–1. ``version`` is that of the taxonomy.
    ``references`` only an act has, ``stance`` and ``sayings`` only a knelpunt: the stance of its surest
    sentence, and each sentence that tells it, none overlapping another.
    """

    kind: LabelKind
    id: str
    score: float
    evidence: tuple[Evidence, ...]
    version: str
    references: tuple[Reference, ...] = ()
    stance: Stance | None = None
    sayings: tuple[Saying, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """What a person says of a label: that it holds (``accepted``), or that it does not."""

    kind: LabelKind
    id: str
    accepted: bool
    who: str
    when: datetime


def reviewed(labels: Iterable[Label], reviews: Iterable[Review]) -> tuple[Label, ...]:
    """People win: what they accepted holds with score 1, what they rejected is gone."""
    said = {(review.kind, review.id): review for review in reviews}
    found = {(label.kind, label.id): label for label in labels}
    kept = [label for key, label in found.items() if key not in said]
    kept += [_accepted(review, found.get(key)) for key, review in said.items() if review.accepted]
    return in_order(kept)


def in_order(labels: Iterable[Label]) -> tuple[Label, ...]:
    """By kind, then the surest first."""
    return tuple(sorted(labels, key=lambda label: (_KINDS.index(label.kind), -label.score, label.id)))


def _accepted(review: Review, found: Label | None) -> Label:
    said = Evidence(Ground.PERSON, source=review.who, when=review.when)
    label = found or Label(review.kind, review.id, 1.0, (), "")
    return replace(label, score=1.0, evidence=(said, *label.evidence))


_KINDS = list(LabelKind)
