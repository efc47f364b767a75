"""What people say of labels: taken in, given back as training data, and compared with the taggers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from corpus.errors import BadLabel
from corpus.label import LabelKind, Review
from corpus.taxonomy.terms import Terms
from models.agreement import Agreement, agreement
from search.catalogue.labels import Judged


@dataclass(frozen=True, slots=True)
class Example:
    """A text with the labels that hold and that do not, in the form of the taxonomy's own examples."""

    tekst: str
    wel: list[str]
    niet: list[str]
    uitspraak: str | None


def reviews(terms: Terms, hold: Sequence[str], do_not: Sequence[str], who: str) -> list[Review]:
    """Labels as they are written, as said now. Raises BadLabel for one that is unknown or said twice."""
    said = {True: [terms.parse(label) for label in hold], False: [terms.parse(label) for label in do_not]}
    if not hold and not do_not:
        raise BadLabel("Er is geen label genoemd.", "Noem ten minste één label dat klopt of niet klopt.")
    for kind, label in set(said[True]) & set(said[False]):
        raise BadLabel(f"{kind}:{label} staat bij wat klopt en bij wat niet klopt.", "Kies een van beide.")
    now = datetime.now(UTC)
    return [
        Review(kind, label, accepted, who, now) for accepted, labels in said.items() for kind, label in labels
    ]


def examples(judged: Iterable[Judged]) -> Iterator[Example]:
    """Training data; only what people said counts, but for the stance of a knelpunt that they accepted."""
    for one in judged:
        said = {f"{review.kind}:{review.id}": review.accepted for review in one.reviews}
        holds = [label for label, accepted in said.items() if accepted]
        stances = [label.stance for label in one.labels if f"{label.kind}:{label.id}" in holds]
        stance = next((stance.value for stance in stances if stance), None)
        yield Example(one.text, holds, [label for label in said if label not in holds], stance)


def compared(judged: Sequence[Judged]) -> dict[LabelKind, Agreement]:
    """How far taggers and people agree, by kind, over the labels that people judged."""
    pairs: dict[LabelKind, list[tuple[bool, bool]]] = {}
    for one in judged:
        found = {(label.kind, label.id) for label in one.labels}
        for review in one.reviews:
            pair = ((review.kind, review.id) in found, review.accepted)
            pairs.setdefault(review.kind, []).append(pair)
    return {kind: agreement(pairs[kind]) for kind in LabelKind if kind in pairs}
