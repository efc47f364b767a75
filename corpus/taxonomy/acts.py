"""Reads ``wetten.yaml``: the acts and regulations that are recognised in a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path

from corpus.laws import Act
from corpus.taxonomy.reader import Items, Mapping, read

FILE = "wetten.yaml"


def acts(folder: Path) -> tuple[Act, ...]:
    """The acts in the order of the file. Raises BadTaxonomy, also for an id or a name that stands twice."""
    with read(folder / FILE) as top:
        entries = top.required("wetten", Items).mappings()
        found = tuple(_act(entry) for entry in entries)
        _check_ids(entries, found)
        _check_names(entries, found)
    return found


def _act(entry: Mapping) -> Act:
    return Act(
        id=entry.required("id", str),
        name=entry.required("naam", str),
        title=entry.optional("titel", str) or "",
        names=_values(entry, "ook"),
        abbreviations=_values(entry, "afkortingen"),
        since=entry.optional("in_werking", date) or date.min,
        until=entry.optional("vervallen", date) or date.max,
        successor=entry.optional("opvolger", str) or "",
        amends=_values(entry, "wijzigt"),
        gazette=entry.optional("staatsblad", str) or "",
        article_prefix=entry.optional("artikelen_met", str) or "",
        not_before=_values(entry, "niet_voor"),
        only_near=_values(entry, "alleen_bij"),
        checked=entry.required("gecontroleerd", bool),
    )


def _values(entry: Mapping, field: str) -> tuple[str, ...]:
    items = entry.optional(field, Items)
    return items.values() if items else ()


def _check_ids(entries: Sequence[Mapping], found: Sequence[Act]) -> None:
    known = {act.id for act in found}
    for number, (entry, act) in enumerate(zip(entries, found, strict=True)):
        if act.id in {other.id for other in found[:number]}:
            raise entry.wrong(f"id '{act.id}' staat er twee keer", f"{entry.field}.id")
        for field, ids in (("opvolger", (act.successor,)), ("wijzigt", act.amends)):
            unknown = next((one for one in ids if one and one not in known), None)
            if unknown:
                raise entry.wrong(f"id '{unknown}' staat niet in dit bestand", f"{entry.field}.{field}")


def _check_names(entries: Sequence[Mapping], found: Sequence[Act]) -> None:
    """Two acts share a name only when the one ended before the other began, or holds near certain words."""
    shared: dict[str, list[tuple[Mapping, Act]]] = {}
    for entry, act in zip(entries, found, strict=True):
        for name in _names(act):
            shared.setdefault(name, []).append((entry, act))
    for name, bearers in shared.items():
        for (_, one), (entry, other) in combinations(bearers, 2):
            together = one.since < other.until and other.since < one.until
            if together and one.only_near == other.only_near:
                raise entry.wrong(f"de naam '{name}' is al van {one.id}, in dezelfde tijd")


def _names(act: Act) -> Iterator[str]:
    yield from {name.casefold() for name in (act.name, *act.names)}
    yield from set(act.abbreviations)
