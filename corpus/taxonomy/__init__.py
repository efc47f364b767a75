"""The taxonomy as data that a policy advisor can read and change: the YAML files beside this one.

``load`` reads all of them, and finds what is wrong before anything is tagged.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.label import LabelKind
from corpus.laws import Act
from corpus.taxonomy.acts import acts
from corpus.taxonomy.concepts import Concept, Group, advices, groups
from corpus.taxonomy.examples import Example, examples
from corpus.taxonomy.obstacles import ObstacleKind, Obstacles, obstacles
from corpus.taxonomy.patterns import Pattern
from corpus.taxonomy.reader import read
from corpus.taxonomy.regions import Municipality, Region, Surroundings, municipalities, regions
from corpus.taxonomy.thesaurus import Thesaurus, ThesaurusConcept
from corpus.taxonomy.thesaurus_files import files, thesaurus

__all__ = [
    "SHIPPED",
    "Act",
    "Concept",
    "Example",
    "Group",
    "Municipality",
    "ObstacleKind",
    "Obstacles",
    "Pattern",
    "Region",
    "Surroundings",
    "Taxonomy",
    "Thesaurus",
    "ThesaurusConcept",
    "load",
]

SHIPPED = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """``version`` is what the advisor wrote, and a hash of every file: another text is another version."""

    version: str
    advices: tuple[Concept, ...]
    groups: tuple[Group, ...]
    obstacles: Obstacles
    regions: tuple[Region, ...]
    surroundings: Surroundings
    municipalities: tuple[Municipality, ...]
    acts: tuple[Act, ...]
    examples: tuple[Example, ...]
    definitions: tuple[Example, ...]
    thesaurus: Thesaurus


def load(folder: Path | None = None) -> Taxonomy:
    """The taxonomy of a folder, or the one that ships. Raises BadTaxonomy with file, line and field.

    A folder without a thesaurus has the one that ships: that is about the language, not the programme.
    """
    folder = folder or SHIPPED
    return _load(folder, _version(folder))


@lru_cache(maxsize=2)
def _load(folder: Path, version: str) -> Taxonomy:
    """Read once as long as no file changes."""
    adviezen, bouwstenen, knelpunten = advices(folder), groups(folder), obstacles(folder)
    regios, surroundings = regions(folder)
    known = {
        **{f"{LabelKind.ADVIES}:{one.id}": one for one in adviezen},
        **{f"{LabelKind.BOUWSTEEN}:{one.id}": one for group in bouwstenen for one in group.concepts},
        **{f"{LabelKind.KNELPUNT}:{kind.concept.id}": kind.concept for kind in knelpunten.kinds},
    }
    return Taxonomy(
        version=version,
        advices=adviezen,
        groups=bouwstenen,
        obstacles=knelpunten,
        regions=regios,
        surroundings=surroundings,
        municipalities=municipalities(folder),
        acts=acts(folder),
        examples=examples(folder, known.keys()),
        definitions=tuple(_definitions(known)),
        thesaurus=thesaurus(files(folder) or files(SHIPPED)),
    )


def _definitions(concepts: Mapping[str, Concept]) -> Iterator[Example]:
    """What a concept is called and how it is defined are examples of it as well."""
    for label, concept in concepts.items():
        for text in (concept.name, concept.definition):
            yield Example(" ".join(text.split()), (label,), (), None)


def _version(folder: Path) -> str:
    with read(folder / "taxonomie.yaml") as top:
        written = top.required("versie", str)
    digest = hashlib.sha256()
    own = sorted([*folder.glob("*.yaml"), *folder.glob("voorbeelden/*.jsonl")])
    for path in (*own, *(files(folder) or files(SHIPPED))):
        digest.update(f"{path.name}\0".encode() + path.read_bytes() + b"\0")
    return f"{written}+{digest.hexdigest()[:8]}"
