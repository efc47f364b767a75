"""Pictures that are tables as well: bars of which each part says how many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.evidence.seen import Seen
from api.evidence.sieve import STANDING
from api.web.narrowing import NAMES
from corpus.label import LabelKind
from corpus.taxonomy.terms import Term, Terms
from search.catalogue.entries import Entry
from search.catalogue.knelpunt import Phase, Verdict
from search.query import Facets

UNDATED = "Zonder datum"
NO_ACT = "Geen wet genoemd"
COUNTED = (LabelKind.ADVIES, LabelKind.BOUWSTEEN, LabelKind.WET, LabelKind.KNELPUNT)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar, in percents of the longest."""

    series: int
    count: int
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A row: its name, where it leads, and how many of each series."""

    name: str
    address: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All series together."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Picture:
    """``series`` are the names of what is counted, in the order of the counts."""

    id: str
    title: str
    rows: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]

    def parts(self, bar: Bar) -> list[Part]:
        """The pieces of a bar that are there, side by side."""
        longest = max(one.total for one in self.bars)
        parts: list[Part] = []
        at = 0
        for series, count in enumerate(bar.counts):
            if count:
                parts.append(Part(series, count, 100 * at / longest, 100 * count / longest))
            at += count
        return parts


def over_time(documents: Iterable[Entry]) -> Picture:
    """Documents by the year that they are of, also years without any."""
    years = Counter(entry.date.day.year if entry.date else None for entry in documents)
    known = [year for year in years if year is not None]
    span = range(min(known), max(known) + 1) if known else range(0)
    bars = [Bar(str(year), f"/documenten?van={year}-01-01&tot={year}-12-31", (years[year],)) for year in span]
    if years[None]:
        bars.append(Bar(UNDATED, "/documenten", (years[None],)))
    return Picture("tijd", "Documenten per jaar", "Jaar", ("Documenten",), tuple(bars))


def by_region(counted: Iterable[tuple[Term, Facets]]) -> Picture:
    """How often labels of each kind stand in the passages of a region."""
    bars = [
        Bar(term.short, f"/regios/{term.id}", tuple(sum(facets[kind].values()) for kind in COUNTED))
        for term, facets in counted
    ]
    series = tuple(NAMES[kind] for kind in COUNTED)
    return Picture("regios", "Labels per regio", "Regio", series, _longest_first(bars))


def by_act(found: Iterable[Seen], terms: Terms) -> Picture:
    """How many knelpunten name each act: those that are evidence, and those that nobody judged."""
    verdicts: dict[str, Counter[Verdict]] = {}
    for one in found:
        if one.record.verdict in STANDING and one.record.stage is not Phase.AFGEWEZEN:
            verdicts.setdefault(one.record.act or "", Counter())[one.record.verdict] += 1
    bars = [
        Bar(
            terms.get(LabelKind.WET, act).name if act else NO_ACT,
            f"/knelpunten?wet={act}" if act else "/knelpunten",
            (counts[Verdict.AANVAARD], counts[Verdict.VOORSTEL]),
        )
        for act, counts in verdicts.items()
    ]
    return Picture("wetten", "Knelpunten per wet", "Wet", ("Aanvaard", "Voorgesteld"), _longest_first(bars))


def _longest_first(bars: Sequence[Bar]) -> tuple[Bar, ...]:
    """What names nothing comes last."""
    return tuple(sorted(bars, key=lambda bar: (bar.name == NO_ACT, -bar.total, bar.name)))
