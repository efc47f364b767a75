"""Our own example sentences: which labels hold for each, and for which it is a near miss."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path

from corpus.label import Stance
from corpus.taxonomy.reader import Items, Mapping, Text, read_rows


@dataclass(frozen=True, slots=True)
class Example:
    """``holds`` and ``near`` are kind and id: ``advies:6``, ``bouwsteen:dialoog-6:1``."""

    text: str
    holds: tuple[str, ...]
    near: tuple[str, ...]
    stance: Stance | None


def examples(folder: Path, known: Set[str]) -> tuple[Example, ...]:
    """Reads every voorbeelden/*.jsonl; ``known`` are the labels that exist. Raises BadTaxonomy."""
    found: list[Example] = []
    for path in sorted((folder / "voorbeelden").glob("*.jsonl")):
        with read_rows(path) as rows:
            found.extend(_example(row, known) for row in rows)
    return tuple(found)


def _example(row: Mapping, known: Set[str]) -> Example:
    holds, near = (_labels(row.required(name, Items), known) for name in ("wel", "niet"))
    for label in row.required("niet", Items).texts():
        if label.value in holds:
            raise label.wrong(f"'{label.value}' staat ook bij 'wel'")
    return Example(row.required("tekst", str), holds, near, _stance(row.optional("uitspraak", Text)))


def _labels(items: Items, known: Set[str]) -> tuple[str, ...]:
    for label in items.texts():
        if label.value not in known:
            raise label.wrong(f"het label '{label.value}' bestaat niet")
    return items.values()


def _stance(text: Text | None) -> Stance | None:
    if text is None:
        return None
    if text.value not in set(Stance):
        raise text.wrong(f"hier hoort null, {', '.join(Stance)}")
    return Stance(text.value)
