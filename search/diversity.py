"""Makes room on a page: near-duplicates fold together, and one document does not fill it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from sys import intern
from typing import NamedTuple

from search.query import Citation, Ranked, Twin

WORD = re.compile(r"\w+")
# the share of words, of all that either has, from which two passages say the same
ALIKE = 0.8
# texts of which the words are kept: what fifty people ask about
REMEMBERED = 5_000
# so many of one document in a row of ten, where another has a passage nearly as good
MOST = 6
PAGE = 10
NEARLY = 0.9


def folded(ranked: Sequence[Ranked]) -> list[Ranked]:
    """Without passages that nearly repeat a better one, which tells where they stand."""
    kept: list[tuple[Ranked, Words, list[Twin]]] = []
    for one in ranked:
        words = words_of(one.citation.text)
        twins = next((twins for _, others, twins in kept if alike(words, others)), None)
        if twins is None:
            kept.append((one, words, []))
        else:
            twins.append(_twin(one.citation))
    return [_with(one, twins) if twins else one for one, _, twins in kept]


def spread(ranked: Sequence[Ranked]) -> list[Ranked]:
    """In each row of ten, what a document has beyond ``MOST`` makes way for what is nearly as good."""
    left = list(ranked)
    placed: list[Ranked] = []
    while left:
        row = placed[len(placed) - len(placed) % PAGE :]
        full = {one.citation.document_id for one in row if _count(row, one.citation) >= MOST}
        least = left[0].score * NEARLY
        place = next(
            (
                place
                for place, one in enumerate(left)
                if one.citation.document_id not in full and one.score >= least
            ),
            0,
        )
        placed.append(left.pop(place))
    return placed


class Words(NamedTuple):
    """All words of a text, and the ``first`` of them, the longest: so many that two texts which are alike
    must share one of those (Chaudhuri, Ganti and Kaushik, 2006, prefix filtering).
    """

    all: frozenset[str]
    first: frozenset[str]


@lru_cache(REMEMBERED)
def words_of(text: str) -> Words:
    """What ``alike`` compares."""
    # texts that are found have most of their words in common
    words = frozenset(map(intern, WORD.findall(text.casefold())))
    in_order = sorted(words, key=lambda word: (-len(word), word))
    return Words(words, frozenset(in_order[: len(words) - int(ALIKE * len(words)) + 1]))


def alike(one: Words, other: Words) -> bool:
    """Whether two texts nearly repeat each other, by the Jaccard likeness of their words."""
    words, others = one.all, other.all
    # most pairs differ too much in number already, or in their longest words
    if not ALIKE * len(words) <= len(others) <= len(words) / ALIKE or one.first.isdisjoint(other.first):
        return not (words or others)
    shared = len(words & others)
    return shared >= ALIKE * (len(words) + len(others) - shared)


def _count(row: Sequence[Ranked], citation: Citation) -> int:
    return sum(one.citation.document_id == citation.document_id for one in row)


def _with(one: Ranked, twins: Sequence[Twin]) -> Ranked:
    return replace(one, citation=replace(one.citation, also_in=tuple(twins)))


def _twin(citation: Citation) -> Twin:
    return Twin(citation.id, citation.document_id, citation.title, citation.section, citation.pages)
