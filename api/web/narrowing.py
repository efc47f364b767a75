"""What results can be narrowed to: labels, kinds of documents and years, each with its count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from api.web.asked import Asked
from api.web.wording import KINDS
from corpus.label import LabelKind
from corpus.taxonomy.terms import Terms
from search.catalogue.entries import Entry
from search.query import Results

NAMES = {
    LabelKind.REGIO: "Regio",
    LabelKind.WET: "Wet",
    LabelKind.KNELPUNT: "Knelpunt",
    LabelKind.ADVIES: "Advies",
    LabelKind.BOUWSTEEN: "Bouwsteen",
}
# of a group that many are seen at once, the others on demand
AT_ONCE = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """``address`` switches it: it narrows where it is not chosen, and widens where it is. ``whole`` is the
    name in full, where it is shown in short.
    """

    name: str
    count: int
    chosen: bool
    address: str
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Choices of one kind, those that were chosen first, then the most frequent."""

    name: str
    choices: tuple[Choice, ...]

    @property
    def seen(self) -> tuple[Choice, ...]:
        """Those that are seen at once."""
        return self.choices[:AT_ONCE]

    @property
    def others(self) -> tuple[Choice, ...]:
        """Those that are not."""
        return self.choices[AT_ONCE:]


def groups(asked: Asked, results: Results, terms: Terms, documents: Iterable[Entry]) -> list[Group]:
    """Every kind that has something to choose."""
    made = [*_labels(asked, results, terms), *_documents(asked, results, documents)]
    return [group for group in made if group.choices]


def chosen(groups: Iterable[Group]) -> list[tuple[str, Choice]]:
    """What was chosen, with the name of its group."""
    return [(group.name, choice) for group in groups for choice in group.choices if choice.chosen]


def _labels(asked: Asked, results: Results, terms: Terms) -> Iterator[Group]:
    for kind, name in NAMES.items():
        had = results.query.filters.labels.get(kind, ())
        counts = {**dict.fromkeys(had, 0), **results.facets.get(kind, {})}
        # in the address a label may be written in other ways than by its id
        tidy = asked.model_copy(update={kind.value: list(had)})
        known = {id_: terms.get(kind, id_) for id_ in counts}
        whole = {id_: term.name for id_, term in known.items() if term.name != term.short}
        counted = {id_: (term.short, counts[id_]) for id_, term in known.items()}
        yield _group(name, tidy, kind.value, counted, whole)


def _documents(asked: Asked, results: Results, documents: Iterable[Entry]) -> Iterator[Group]:
    kinds: Counter[str] = Counter({kind.value: 0 for kind in asked.soort})
    years: Counter[str] = Counter({str(asked.jaar): 0} if asked.jaar else {})
    for entry in documents:
        found = results.documents.get(entry.id, 0)
        if found:
            kinds[entry.kind.value] += found
            if entry.date:
                years[str(entry.date.day.year)] += found
    names = {kind.value: name for kind, name in KINDS.items()}
    yield _group("Soort document", asked, "soort", {one: (names[one], n) for one, n in kinds.items()})
    yield _group("Jaar", asked, "jaar", {one: (one, n) for one, n in years.items()})


def _group(
    name: str,
    asked: Asked,
    field: str,
    counted: Mapping[str, tuple[str, int]],
    whole: Mapping[str, str] = MappingProxyType({}),
) -> Group:
    picked = {str(one) for one in _values(asked, field)}
    choices = [
        Choice(told, count, value in picked, asked.switched(field, value), whole.get(value, ""))
        for value, (told, count) in counted.items()
    ]
    return Group(name, tuple(sorted(choices, key=lambda one: (not one.chosen, -one.count, one.name))))


def _values(asked: Asked, field: str) -> list[object]:
    value = getattr(asked, field)
    return value if isinstance(value, list) else [value]
