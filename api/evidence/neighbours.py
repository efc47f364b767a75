"""Which other regions report about the same: by what passages are labelled with, and by what they mean."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from api.evidence.seen import regions_of
from corpus.label import LabelKind
from corpus.taxonomy.terms import Term, Terms
from search.hits import Numbers
from search.query import Citation, Filters
from search.view import View

# by these one region is compared with another
COMPARED = (LabelKind.ADVIES, LabelKind.BOUWSTEEN, LabelKind.KNELPUNT, LabelKind.WET)
# passages of a region that are compared by meaning, the surest of the region first
MOST_READ = 150
# passages elsewhere that are looked at for each
NEAREST = 25
# below this two passages do not mean the same; between the two they must share a label as well
LEAST, SURE = 0.6, 0.75
PAIRS = 3
# a passage about more regions than this shows nothing of any of them
MOST_REGIONS = 2
SHARED = 5


@dataclass(frozen=True, slots=True)
class Pair:
    """A passage of the region and one of another that mean nearly the same; ``cosine`` says how nearly."""

    own: Citation
    other: Citation
    cosine: float


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another region. ``by_labels`` is the cosine of what both are labelled with, rare labels counting more;
    ``by_meaning`` the mean of the best pairs. Both 0–1.
    """

    term: Term
    by_labels: float
    by_meaning: float
    shared: tuple[Term, ...]
    pairs: tuple[Pair, ...]

    @property
    def likeness(self) -> float:
        """Both together."""
        return (self.by_labels + self.by_meaning) / 2


class Neighbours:
    """Compares regions by what somebody may see of them; for one request."""

    def __init__(self, view: View, terms: Terms) -> None:
        self._view = view
        self._terms = terms
        self._found: dict[str, Numbers] = {}
        self._all = {term.id: term for term in terms.all if term.kind is LabelKind.REGIO}

    def passages(self, region: str) -> Numbers:
        """Those about a region, sorted; looked up once."""
        if region not in self._found:
            catalogue = self._view.catalogue
            within = Filters(labels={LabelKind.REGIO: (region,)})
            self._found[region] = catalogue.allowed(within, catalogue.census())
        return self._found[region]

    def of(self, region: str, own: Sequence[Citation]) -> tuple[Neighbour, ...]:
        """The most alike first; ``own`` are the passages that are compared by meaning, the surest first."""
        profiles = self._profiles()
        telling = [one for one in own if _is_telling(one)]
        pairs = self._pairs(region, telling[:MOST_READ])
        found = []
        for other in self._all.keys() - {region}:
            shares = _shares(profiles.get(region, {}), profiles.get(other, {}))
            best = tuple(pairs.get(other, ())[:PAIRS])
            shared = sorted(shares, key=lambda term: -shares[term])[:SHARED]
            near = Neighbour(
                self._all[other],
                sum(shares.values()),
                sum(pair.cosine for pair in best) / len(best) if best else 0.0,
                tuple(self._terms.get(*term) for term in shared),
                best,
            )
            if near.likeness:
                found.append(near)
        return tuple(sorted(found, key=lambda one: (-one.likeness, one.term.id)))

    def _profiles(self) -> dict[str, dict[tuple[LabelKind, str], float]]:
        """By region how much each label counts: its share of the passages, times how rare it is; length 1."""
        census = self._view.catalogue.census()
        shares = {}
        for region in self._all:
            found = self.passages(region)
            facets = census.facets(found)
            shares[region] = {
                (kind, id_): count / len(found) for kind in COMPARED for id_, count in facets[kind].items()
            }
        having: dict[tuple[LabelKind, str], int] = defaultdict(int)
        for share in shares.values():
            for term in share:
                having[term] += 1
        rarity = {term: math.log((1 + len(shares)) / (1 + count)) + 1 for term, count in having.items()}
        weighed = {
            region: {term: value * rarity[term] for term, value in share.items()}
            for region, share in shares.items()
        }
        return {region: _unit(share) for region, share in weighed.items()}

    def _pairs(self, region: str, own: Sequence[Citation]) -> dict[str, list[Pair]]:
        """By other region the passages that mean most alike, each passage once, the best first."""
        elsewhere = [self.passages(other) for other in self._all if other != region]
        allowed = np.setdiff1d(
            np.unique(np.concatenate([*elsewhere, self.passages(region)])), self.passages(region)
        )
        nearest = self._view.nearest_each([(one.document_id, one.id) for one in own], NEAREST, allowed)
        near = [
            (cosine, one, other) for one, found in zip(own, nearest, strict=True) for other, cosine in found
        ]
        known = self._view.catalogue.citations(sorted({other for _, _, other in near}))
        cited = {id_: one for id_, one in known.items() if _is_telling(one)}
        pairs: dict[str, list[Pair]] = defaultdict(list)
        used: dict[str, set[str]] = defaultdict(set)
        for cosine, one, other in sorted(near, key=lambda found: (-found[0], found[1].id, found[2])):
            for about in regions_of(cited[other]) if other in cited else ():
                if not used[about] & {one.id, other} and _is_alike(one, cited[other], cosine):
                    used[about] |= {one.id, other}
                    pairs[about].append(Pair(one, cited[other], cosine))
        return pairs


def _is_telling(one: Citation) -> bool:
    return len(regions_of(one)) <= MOST_REGIONS


def _is_alike(one: Citation, other: Citation, cosine: float) -> bool:
    themes, others = ({(label.kind, label.id) for label in each.labels} for each in (one, other))
    return cosine >= SURE or (cosine >= LEAST and any(kind in COMPARED for kind, _ in themes & others))


def _unit(share: Mapping[tuple[LabelKind, str], float]) -> dict[tuple[LabelKind, str], float]:
    length = math.sqrt(sum(value * value for value in share.values()))
    return {term: value / length for term, value in share.items()} if length else {}


def _shares(
    one: Mapping[tuple[LabelKind, str], float], other: Mapping[tuple[LabelKind, str], float]
) -> dict[tuple[LabelKind, str], float]:
    """What each shared label adds to the cosine."""
    return {term: value * other[term] for term, value in one.items() if term in other}
