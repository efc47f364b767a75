"""How many reports there are of each act in each region, and the like: a table of which every cell opens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from api.evidence.seen import Cited, Seen, Stand
from corpus.label import LabelKind
from corpus.taxonomy.terms import Terms
from search.catalogue.knelpunt import Phase, Verdict

# stands for what is not known of a quote
NONE = ""


class Axis(StrEnum):
    """By what rows and columns are made."""

    WET = "wet"
    REGIO = "regio"
    ADVIES = "advies"
    SOORT = "soort"
    JAAR = "jaar"


_LABELS = {
    Axis.WET: LabelKind.WET,
    Axis.REGIO: LabelKind.REGIO,
    Axis.ADVIES: LabelKind.ADVIES,
    Axis.SOORT: LabelKind.KNELPUNT,
}
_NOTHING = {
    Axis.WET: "geen wet genoemd",
    Axis.REGIO: "geen regio",
    Axis.ADVIES: "geen advies",
    Axis.SOORT: "geen soort",
    Axis.JAAR: "zonder datum",
}


@dataclass(frozen=True, slots=True)
class Heading:
    """A row or a column; ``id`` is empty where nothing is known."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Report:
    """A quote of a knelpunt."""

    knelpunt: Seen
    quote: Cited

    @property
    def is_accepted(self) -> bool:
        """Whether a person said that it is evidence."""
        return self.knelpunt.record.verdict is Verdict.AANVAARD


@dataclass(frozen=True, slots=True)
class Cell:
    """``row`` and ``column`` are ids of headings."""

    row: str
    column: str
    reports: tuple[Report, ...]

    @property
    def accepted(self) -> int:
        """Reports that are evidence."""
        return sum(one.is_accepted for one in self.reports)

    @property
    def proposed(self) -> int:
        """Reports that nobody judged yet."""
        return len(self.reports) - self.accepted


@dataclass(frozen=True, slots=True)
class Matrix:
    """Cells without reports are left out; a report about two regions stands in the cells of both."""

    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    cells: tuple[Cell, ...]


def matrix(found: Iterable[Seen], rows: Axis, columns: Axis, terms: Terms) -> Matrix:
    """Of proposals and of what is accepted, the quotes that stand; not of what was dropped later."""
    cells: dict[tuple[str, str], list[Report]] = {}
    for one in filter(_counts, found):
        for quote in one.quotes:
            for key in _places(one, quote, rows, columns) if quote.stand is Stand.GELDIG else ():
                cells.setdefault(key, []).append(Report(one, quote))
    in_rows = _headings(rows, {row for row, _ in cells}, terms)
    in_columns = _headings(columns, {column for _, column in cells}, terms)
    order = [(row.id, column.id) for row in in_rows for column in in_columns]
    return Matrix(in_rows, in_columns, tuple(Cell(*key, tuple(cells[key])) for key in order if key in cells))


def _counts(one: Seen) -> bool:
    is_standing = one.record.verdict in {Verdict.VOORSTEL, Verdict.AANVAARD}
    return is_standing and one.record.stage is not Phase.AFGEWEZEN


def _places(one: Seen, quote: Cited, rows: Axis, columns: Axis) -> list[tuple[str, str]]:
    return [(row, column) for row in _VALUES[rows](one, quote) for column in _VALUES[columns](one, quote)]


def _advices(_: Seen, quote: Cited) -> Sequence[str]:
    labels = quote.citation.labels if quote.citation else ()
    return [label.id for label in labels if label.kind is LabelKind.ADVIES] or [NONE]


_VALUES: Mapping[Axis, Callable[[Seen, Cited], Sequence[str]]] = {
    Axis.WET: lambda one, _: [one.record.act or NONE],
    Axis.REGIO: lambda _, quote: quote.regions or [NONE],
    Axis.ADVIES: _advices,
    Axis.SOORT: lambda one, _: [one.record.kind or NONE],
    Axis.JAAR: lambda _, quote: [quote.year],
}


def _headings(axis: Axis, ids: set[str], terms: Terms) -> tuple[Heading, ...]:
    """In the order of the taxonomy, years in their own; what is not known last."""
    kind = _LABELS.get(axis)
    named = [Heading(id, terms.get(kind, id).short if kind else id) for id in sorted(ids - {NONE})]  # noqa: A001
    if kind:
        order = {term.id: place for place, term in enumerate(terms.all) if term.kind is kind}
        named.sort(key=lambda heading: order.get(heading.id, len(order)))
    return (*named, *([Heading(NONE, _NOTHING[axis])] if NONE in ids else []))
