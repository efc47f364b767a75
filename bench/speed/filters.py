"""Filters of the kinds that people set, chosen so that they leave little or much of whatever is there."""

from __future__ import annotations

from collections.abc import Mapping

from corpus.label import LabelKind
from search.catalogue.reading import Catalogue
from search.query import Filters

NARROW, BROAD = 0.01, 0.2
DOCUMENTS = 3


def choose(catalogue: Catalogue) -> Mapping[str, Filters]:
    """By name: a label of few passages and one of many, some documents, and the newer half of them."""
    census, entries = catalogue.census(), catalogue.documents()
    facets = census.facets(census.passages)
    counts = {(kind, name): count for kind, names in facets.items() for name, count in names.items()}
    days = sorted(entry.date.day for entry in entries if entry.date)
    longest = sorted(entries, key=lambda entry: (-entry.passages, entry.id))[:DOCUMENTS]
    few, many = (_nearest(counts, share * len(census.passages)) for share in (NARROW, BROAD))
    return {
        "label van weinig passages": Filters(labels={few[0]: [few[1]]}),
        "label van veel passages": Filters(labels={many[0]: [many[1]]}),
        "drie documenten": Filters(documents=tuple(entry.id for entry in longest)),
        "de nieuwste helft": Filters(since=days[len(days) // 2] if days else None),
    }


def _nearest(counts: Mapping[tuple[LabelKind, str], int], wanted: float) -> tuple[LabelKind, str]:
    return min(counts, key=lambda label: (abs(counts[label] - wanted), label))
