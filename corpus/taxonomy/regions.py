"""The inspiratieregio's with their spellings and places, all municipalities, and the words around a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from corpus.taxonomy.concepts import distinct
from corpus.taxonomy.reader import Items, Mapping, read

CODE = re.compile(r"GM\d{4}")


@dataclass(frozen=True, slots=True)
class Region:
    """``spellings`` (the name among them) mean the region itself, ``places`` lie in it."""

    id: str
    name: str
    spellings: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Municipality:
    """``code`` is that of Statistics Netherlands: GM0344."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Words before or after a name that decide what it means.

    ``regional`` words before it make it surely the region, ``place`` words a place and no ordinary word
    (needed for the names in ``ambiguous``). With ``before`` or ``after`` beside it, it is an institution;
    one of ``provinces`` beside another is a province; with ``meetings`` before it, it is only the place
    where people met; after ``persons`` it is a surname. Below the ``headings`` a name means nothing.
    """

    ambiguous: tuple[str, ...]
    regional: tuple[str, ...]
    place: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    provinces: tuple[str, ...]
    meetings: tuple[str, ...]
    persons: tuple[str, ...]
    headings: tuple[str, ...]


def regions(folder: Path) -> tuple[tuple[Region, ...], Surroundings]:
    """Reads regios.yaml. Raises BadTaxonomy."""
    with read(folder / "regios.yaml") as top:
        found = tuple(_region(entry) for entry in distinct(top.required("regios", Items).mappings()))
        return found, _surroundings(top.required("omgeving", Mapping))


def municipalities(folder: Path) -> tuple[Municipality, ...]:
    """Reads gemeenten.yaml. Raises BadTaxonomy."""
    with read(folder / "gemeenten.yaml") as top:
        found = []
        for code, name in top.required("gemeenten", Mapping).texts().items():
            if not CODE.fullmatch(code):
                raise name.wrong("een gemeentecode is GM met vier cijfers")
            found.append(Municipality(code, name.value))
        return tuple(found)


def _region(entry: Mapping) -> Region:
    name = entry.required("naam", str)
    return Region(
        entry.required("id", str), name, (name, *_words(entry, "spellingen")), _words(entry, "plaatsen")
    )


def _surroundings(fields: Mapping) -> Surroundings:
    return Surroundings(
        ambiguous=_words(fields, "ook_een_woord"),
        regional=_words(fields, "wijst_op_regio"),
        place=_words(fields, "wijst_op_plaats"),
        before=_words(fields, "instelling_voor"),
        after=_words(fields, "instelling_na"),
        provinces=_words(fields, "provincies"),
        meetings=_words(fields, "bijeenkomst"),
        persons=_words(fields, "persoon"),
        headings=_words(fields, "koppen_zonder_regio"),
    )


def _words(fields: Mapping, name: str) -> tuple[str, ...]:
    return fields.required(name, Items).values()
