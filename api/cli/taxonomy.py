"""What ``schuurpunt taxonomy`` does; it needs no data folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from api import settings
from api.cli import terminal
from corpus.errors import NotFound
from corpus.label import LabelKind
from corpus.taxonomy import Act, Concept, Pattern, Region, Taxonomy, load

HEADINGS = ("label", "naam", "regels", "voorbeelden", "bijna")

Entry = Concept | Region | Act


def check(folder: Path | None) -> int:
    """Raises BadTaxonomy for the first thing that is wrong; says what there is where nothing is."""
    found = load(folder or settings.load().taxonomy)
    counts = (
        f"{len(found.advices)} adviezen",
        f"{sum(len(group.concepts) for group in found.groups)} bouwstenen",
        f"{len(found.obstacles.kinds)} soorten knelpunten",
        f"{len(found.regions)} regio's",
        f"{len(found.municipalities)} gemeenten",
        f"{len(found.acts)} wetten",
        f"{len(found.examples)} voorbeelden",
        f"{len(found.thesaurus.concepts)} begrippen",
    )
    terminal.console().print(
        f"De taxonomie klopt, versie {found.version}: {', '.join(counts)}.", soft_wrap=True
    )
    return 0


def show(label: str | None) -> int:
    """Every label, or all about one. Raises NotFound."""
    found = load(settings.load().taxonomy)
    if label is None:
        _listed(found)
        return 0
    entry = dict(_entries(found)).get(label)
    if entry is None:
        raise NotFound(f"Er is geen label '{label}'.", "Noem alle labels met 'schuurpunt taxonomy show'.")
    out = terminal.console()
    for line in _told(label, entry, found):
        out.print(line, soft_wrap=True)
    return 0


def _listed(found: Taxonomy) -> None:
    holds = Counter(label for example in found.examples for label in example.holds)
    near = Counter(label for example in found.examples for label in example.near)
    rows = []
    for label, entry in _entries(found):
        counts = (len(entry.rules), holds[label], near[label]) if isinstance(entry, Concept) else ("", "", "")
        rows.append((label, entry.name, *map(str, counts)))
    terminal.table(terminal.console(), HEADINGS, rows)


def _entries(found: Taxonomy) -> Iterator[tuple[str, Entry]]:
    """Every label as it is written in a filter and in the examples."""
    bouwstenen = (concept for group in found.groups for concept in group.concepts)
    soorten = (kind.concept for kind in found.obstacles.kinds)
    entries: tuple[tuple[LabelKind, Iterator[Entry]], ...] = (
        (LabelKind.ADVIES, iter(found.advices)),
        (LabelKind.BOUWSTEEN, bouwstenen),
        (LabelKind.REGIO, iter(found.regions)),
        (LabelKind.WET, iter(found.acts)),
        (LabelKind.KNELPUNT, soorten),
    )
    return ((f"{kind}:{one.id}", one) for kind, many in entries for one in many)


def _told(label: str, entry: Entry, found: Taxonomy) -> Iterator[str]:
    yield f"{label}  {entry.name}"
    if isinstance(entry, Concept):
        yield f"\n{entry.definition}"
        topics = [kind.topics for kind in found.obstacles.kinds if kind.concept is entry]
        yield from _section("Regels", _written(entry.rules))
        yield from _section(
            "Onderwerpen, bij een hinderwoord", [line for many in topics for line in _written(many)]
        )
        yield from _section("Niet bij", _written(entry.vetoes))
        yield from _section("Voorbeelden", [one.text for one in found.examples if label in one.holds])
        yield from _section("Net niet", [one.text for one in found.examples if label in one.near])
    elif isinstance(entry, Region):
        yield from _section("Spellingen", entry.spellings)
        yield from _section("Plaatsen", entry.places)
    else:
        yield from _section("Ook", [*entry.names, *entry.abbreviations])


def _section(heading: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"\n{heading}"
        yield from (f"  {line}" for line in lines)


def _written(patterns: Sequence[Pattern]) -> list[str]:
    return [f"zwak: {one.text}" if one.weak else one.text for one in patterns]
