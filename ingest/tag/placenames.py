"""Finds the names of regions and their places in a text, however they are spelled."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from corpus.span import Span
from corpus.taxonomy import Taxonomy
from ingest.tag.nearby import Nearby
from models.analysis import fold

_TOKEN = re.compile(r"\w+")
# "Holland-Rijnland", "Holland Rijnland", "Bergen (NH)", "Noord- en Zuid-Kennemerland"
_GAP = re.compile(r"[\s\-‐–'’.()]{1,3}")

# its words, folded, with where they start and end
Tokens = Sequence[tuple[str, int, int]]
_fold = lru_cache(maxsize=50_000)(fold)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name that means a region or a place in it; ``sure`` where the region itself is meant."""

    span: Span
    regions: tuple[str, ...]
    sure: bool


@dataclass(slots=True)
class _Name:
    tokens: tuple[str, ...]
    regions: tuple[str, ...] = ()
    is_region: bool = False
    town: bool = False
    ambiguous: bool = False


class PlaceNames:
    """Knows every name of the taxonomy; towns of no region only keep "Bergen op Zoom" from being Bergen."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._nearby = Nearby(taxonomy.surroundings)
        self._by_first: dict[str, list[_Name]] = defaultdict(list)
        for name in _names(taxonomy):
            self._by_first[name.tokens[0]].append(name)
        for names in self._by_first.values():
            names.sort(key=lambda name: -len(name.tokens))
        self._most = max((len(name.tokens) for names in self._by_first.values() for name in names), default=0)

    def mentions(self, text: str) -> list[Mention]:
        """The names in order; what is an institution, a meeting place, a person or a word is left out."""
        return [
            Mention(span, name.regions, name.is_region or self._nearby.is_regional(text, span))
            for name, span in self._found(text)
            if name.regions
            and (name.is_region or any(map(str.isupper, span.cut(text))))
            and self._nearby.is_place(text, span, town=name.town, ambiguous=name.ambiguous)
        ]

    def _found(self, text: str) -> Iterator[tuple[_Name, Span]]:
        tokens = [(_fold(match.group()), *match.span()) for match in _TOKEN.finditer(text)]
        past = 0
        for at, (word, start, _) in enumerate(tokens):
            if at < past or word not in self._by_first:
                continue
            name = self._longest(text, tokens[at : at + self._most])
            if name:
                past = at + len(name.tokens)
                yield name, Span(start, tokens[past - 1][2])

    def _longest(self, text: str, tokens: Tokens) -> _Name | None:
        for name in self._by_first[tokens[0][0]]:
            here = tokens[: len(name.tokens)]
            if tuple(word for word, _, _ in here) == name.tokens and _joined(text, here):
                return name
        return None


def _joined(text: str, tokens: Tokens) -> bool:
    return all(_GAP.fullmatch(text, end, start) for (_, _, end), (_, start, _) in pairwise(tokens))


def _names(taxonomy: Taxonomy) -> list[_Name]:
    found: dict[tuple[str, ...], _Name] = {}

    def named(name: str) -> _Name:
        tokens = tuple(_fold(token) for token in _TOKEN.findall(name))
        return found.setdefault(tokens, _Name(tokens))

    for town in taxonomy.municipalities:
        named(town.name).town = True
    for region in taxonomy.regions:
        for place in region.places:
            name = named(place)
            name.town = True
            name.regions = (*name.regions, region.id)
        for spelling in region.spellings:
            name = named(spelling)
            name.is_region = True
            name.regions = (*name.regions, region.id)
    for word in taxonomy.surroundings.ambiguous:
        named(word).ambiguous = True
    return list(found.values())
