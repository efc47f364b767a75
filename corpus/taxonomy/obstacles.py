"""Knelpunten: a word that hinders near a word of its kind; and the words of wishes and solutions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from corpus.taxonomy.concepts import Concept, concept, distinct
from corpus.taxonomy.patterns import Pattern, patterns
from corpus.taxonomy.reader import Items, Text, read


@dataclass(frozen=True, slots=True)
class ObstacleKind:
    """``concept.rules`` show the knelpunt by themselves; ``topics`` only near a word that hinders."""

    concept: Concept
    topics: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Obstacles:
    """The kinds, with the words that all of them share.

    ``hindrances`` say that something goes wrong, ``denials`` that it does not; ``wishes`` ask for a
    change, ``solutions`` tell what works all the same.
    """

    kinds: tuple[ObstacleKind, ...]
    hindrances: tuple[Pattern, ...]
    denials: tuple[Pattern, ...]
    wishes: tuple[Pattern, ...]
    solutions: tuple[Pattern, ...]


def obstacles(folder: Path) -> Obstacles:
    """Reads knelpunten.yaml. Raises BadTaxonomy."""
    with read(folder / "knelpunten.yaml") as top:
        return Obstacles(
            tuple(
                ObstacleKind(concept(kind), patterns(kind.required("onderwerpen", Text)))
                for kind in distinct(top.required("soorten", Items).mappings())
            ),
            patterns(top.required("hinderwoorden", Text)),
            patterns(top.required("ontkenningen", Text)),
            patterns(top.required("wensen", Text)),
            patterns(top.required("oplossingen", Text)),
        )
