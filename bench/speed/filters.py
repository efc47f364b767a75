"""Filters of the kinds that people set, chosen so that they leave little or much of whatever is there."""

from __future__ import annotations

from collections.abc import Mapping

from search.catalogue.reading import Catalogue
from search.query import Filters

NARROW = 0.01
DOCUMENTS = 3


def choose(catalogue: Catalogue) -> Mapping[str, Filters]:
    """By name: a label of few passages, all labels of the commonest kind, some documents, the newer half."""
    census, entries = catalogue.census(), catalogue.documents()
    facets = census.facets(census.passages)
    counts = {(kind, name): count for kind, names in facets.items() for name, count in names.items()}
    days = sorted(entry.date.day for entry in entries if entry.date)
    longest = sorted(entries, key=lambda entry: (-entry.passages, entry.id))[:DOCUMENTS]
    few = min(counts, key=lambda label: (abs(counts[label] - NARROW * len(census.passages)), label))
    many = max(facets, key=lambda kind: sum(facets[kind].values()))
    return {
        "één label": Filters(labels={few[0]: [few[1]]}),
        "alle labels van een soort": Filters(labels={many: list(facets[many])}),
        "drie documenten": Filters(documents=tuple(entry.id for entry in longest)),
        "de nieuwste helft": Filters(since=days[len(days) // 2] if days else None),
    }
