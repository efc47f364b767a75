"""The thesaurus: which other words mean the same as a word, and which concepts are wider or close to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class ThesaurusConcept:
    """``synonyms`` and ``abbreviations`` mean the same as ``preferred``; ``hidden`` are never shown.

    ``lookalikes`` seem forms of a term and are none: "duurt" is no form of "duur".
    ``broader`` and ``related`` are ids. A term belongs to one concept only.
    """

    id: str
    preferred: str
    synonyms: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    lookalikes: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    @property
    def shown(self) -> tuple[str, ...]:
        """What it is called, the preferred term first."""
        return (self.preferred, *self.synonyms, *self.abbreviations)

    @property
    def terms(self) -> tuple[str, ...]:
        """All that it is found by: what is shown, and the hidden ones."""
        return (*self.shown, *self.hidden)


class Thesaurus:
    """Concepts by id, what is in them in the order of the alphabet; ``related`` holds both ways.

    Takes concepts in which ``consistency.problems`` finds nothing.
    """

    def __init__(self, concepts: Iterable[ThesaurusConcept] = ()) -> None:
        given = sorted(concepts, key=lambda one: one.id)
        related: dict[str, set[str]] = {one.id: set(one.related) for one in given}
        narrower: dict[str, list[str]] = {one.id: [] for one in given}
        for one in given:
            for other in one.related:
                related[other].add(one.id)
            for other in one.broader:
                narrower[other].append(one.id)
        self.concepts = tuple(_ordered(one, related[one.id]) for one in given)
        self._by_id = {one.id: one for one in self.concepts}
        self._by_term = {key(term): one for one in self.concepts for term in one.terms}
        self._narrower = {id_: tuple(ids) for id_, ids in narrower.items()}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Thesaurus) and self.concepts == other.concepts

    def __hash__(self) -> int:
        return hash(self.concepts)

    def get(self, concept: str) -> ThesaurusConcept:
        """The concept with that id. Raises KeyError."""
        return self._by_id[concept]

    def find(self, term: str) -> ThesaurusConcept | None:
        """The concept of a term as it is written, whatever its capitals."""
        return self._by_term.get(key(term))

    def narrower(self, concept: str) -> tuple[str, ...]:
        """The ids that name this id as broader. Raises KeyError."""
        return self._narrower[concept]


def key(term: str) -> str:
    """Terms with the same key are the same term."""
    return " ".join(term.casefold().split())


def _ordered(concept: ThesaurusConcept, related: Iterable[str]) -> ThesaurusConcept:
    return replace(
        concept,
        synonyms=tuple(sorted(concept.synonyms)),
        abbreviations=tuple(sorted(concept.abbreviations)),
        hidden=tuple(sorted(concept.hidden)),
        lookalikes=tuple(sorted(concept.lookalikes)),
        broader=tuple(sorted(concept.broader)),
        related=tuple(sorted(related)),
    )
