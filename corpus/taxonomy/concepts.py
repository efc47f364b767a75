"""The adviezen and the bouwstenen: what each means, and which words show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus.taxonomy.patterns import Pattern, patterns
from corpus.taxonomy.reader import Items, Mapping, Text, read


@dataclass(frozen=True, slots=True)
class Concept:
    """``id`` is unique within its file; ``short`` fits a chip. A veto takes back what the rules found."""

    id: str
    name: str
    short: str
    definition: str
    rules: tuple[Pattern, ...]
    vetoes: tuple[Pattern, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Bouwstenen of one source; the id of each starts with that of the group: ``dialoog-6:1``."""

    id: str
    name: str
    source: str
    concepts: tuple[Concept, ...]


def advices(folder: Path) -> tuple[Concept, ...]:
    """Reads adviezen.yaml. Raises BadTaxonomy."""
    with read(folder / "adviezen.yaml") as top:
        return _concepts(top.required("adviezen", Items))


def groups(folder: Path) -> tuple[Group, ...]:
    """Reads bouwstenen.yaml. Raises BadTaxonomy."""
    with read(folder / "bouwstenen.yaml") as top:
        return tuple(
            Group(
                group.required("id", str),
                group.required("naam", str),
                group.required("bron", str),
                _concepts(group.required("bouwstenen", Items), f"{group.required('id', str)}:"),
            )
            for group in distinct(top.required("groepen", Items).mappings())
        )


def concept(fields: Mapping, prefix: str = "") -> Concept:
    """Reads what every concept has."""
    return Concept(
        prefix + fields.required("id", str),
        fields.required("naam", str),
        fields.required("kort", str),
        fields.required("definitie", str).strip(),
        patterns(fields.required("regels", Text)),
        patterns(fields.optional("niet_bij", Text)),
    )


def distinct(entries: Iterable[Mapping], field: str = "id") -> list[Mapping]:
    """The entries, when no two share the value of that field. Raises BadTaxonomy."""
    seen: dict[str, int] = {}
    found = list(entries)
    for entry in found:
        value = entry.required(field, Text)
        first = seen.setdefault(value.value, value.line)
        if first != value.line:
            raise value.wrong(f"'{value.value}' staat ook op regel {first}")
    return found


def _concepts(items: Items, prefix: str = "") -> tuple[Concept, ...]:
    return tuple(concept(entry, prefix) for entry in distinct(items.mappings()))
