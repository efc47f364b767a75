"""What is known of each of the best passages beside its score: a row of numbers, most of them 0 to 1."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, pairwise
from operator import not_

import numpy as np
from numpy.typing import NDArray

from corpus.label import LabelKind
from models.analysis import Analysis, Word
from search.query import Citation
from search.question import Question

Features = NDArray[np.float64]
Stems = frozenset[str]

# "fused" against the best; "likeness" token by token; how much of the question stands in the "headings", in
# the "text" and in its best stretch ("near"); of what it names, how much the "labels" have; "length"; how
# many lines are sentences ("prose"); and how good the passages "beside" it are
FEATURES = ("fused", "likeness", "headings", "text", "near", "labels", "length", "prose", "beside")
STRETCH = 30
LONG = 120
# characters between passages that stand one after the other
GAP = 3
REMEMBERED = 5_000
SENTENCE_END = re.compile(r"[.!?;:][\"'”’)\d]*$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage with its scores; ``likeness`` is 0 where the model gives no tokens."""

    citation: Citation
    fused: float
    likeness: float


@dataclass(frozen=True, slots=True)
class Read:
    """A passage in stems: those of its headings, and of each word of its text in order.

    They are shared by all that have the word, so that thousands of passages can be remembered.
    """

    headings: Stems
    words: Sequence[tuple[str, ...]]
    prose: float


class Reader:
    """Reads passages into features; what was read is remembered. Safe to share between threads."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._read = lru_cache(REMEMBERED)(self._reading)

    def __call__(
        self, question: Question, rarity: Sequence[float], candidates: Sequence[Candidate]
    ) -> Features:
        """Shape (candidates, FEATURES); ``rarity`` tells what each word of the question weighs."""
        terms = _Terms(question.words, rarity)
        highest = max((one.fused for one in candidates), default=0.0) or 1.0
        beside = _beside(candidates, highest)
        wanted = {(kind, name) for kind, names in question.labels.items() for name in names}
        rows = []
        for one, near in zip(candidates, beside, strict=True):
            read = self._read(one.citation.text, one.citation.context, one.citation.section)
            places = terms.places(read.words)
            rows.append(
                (
                    one.fused / highest,
                    one.likeness,
                    terms.share(read.headings),
                    terms.share(places),
                    terms.densest(places),
                    _named(wanted, one.citation),
                    min(1.0, math.log1p(len(read.words)) / math.log1p(LONG)),
                    read.prose,
                    near,
                )
            )
        return np.array(rows).reshape(-1, len(FEATURES))

    def _reading(self, text: str, context: str, section: tuple[str, ...]) -> Read:
        above = " ".join((*section, context))
        headings = frozenset(stem for key in self._analysis.keys(above) for stem in key.stems)
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        ended = sum(len(line) for line in lines if SENTENCE_END.search(line))
        prose = ended / max(1, sum(map(len, lines)))
        return Read(headings, tuple(key.stems for key in self._analysis.keys(text)), prose)


class _Terms:
    """The words of a question, each with its share of the weight of all."""

    def __init__(self, words: Sequence[Word], rarity: Sequence[float]) -> None:
        total = sum(rarity) or 1.0
        self._terms = [(_stems(word), weight / total) for word, weight in zip(words, rarity, strict=True)]
        self._stems = frozenset(stem for own, _ in self._terms for stem in own)

    def places(self, words: Sequence[tuple[str, ...]]) -> Mapping[str, Sequence[int]]:
        """Where the words are that have a stem of the question, by that stem."""
        found: dict[str, list[int]] = defaultdict(list)
        # most words have none, so that those are passed over without a step for each
        for place, stems in compress(enumerate(words), map(not_, map(self._stems.isdisjoint, words))):
            for stem in self._stems.intersection(stems):
                found[stem].append(place)
        return found

    def share(self, stems: Collection[str]) -> float:
        """How much of the question is among these stems; a word of which only parts are, counts in part."""
        return sum(weight * _held(own, stems) for own, weight in self._terms)

    def densest(self, places: Mapping[str, Sequence[int]]) -> float:
        """How much of the question is in the best stretch of ``STRETCH`` words."""
        found = sorted(
            (place, number)
            for number, (own, _) in enumerate(self._terms)
            for stem in own
            for place in places.get(stem, ())
        )
        best, last = 0.0, [-STRETCH] * len(self._terms)
        for place, number in found:
            # a word that is in the stretch already adds nothing to it
            is_new, last[number] = last[number] <= place - STRETCH, place
            if is_new:
                near = (at > place - STRETCH for at in last)
                best = max(best, sum(weight for _, weight in compress(self._terms, near)))
        return best


def _stems(word: Word) -> tuple[str, ...]:
    """The word's own stem, then those of its parts."""
    return (word.stem, *word.parts)


def _held(own: tuple[str, ...], stems: Collection[str]) -> float:
    whole, *parts = own
    if whole in stems or not parts:
        return float(whole in stems)
    return sum(part in stems for part in parts) / len(parts)


def _named(wanted: Collection[tuple[LabelKind, str]], citation: Citation) -> float:
    """The share of the labels that the question names which the passage has."""
    if not wanted:
        return 0.0
    has = {(label.kind, label.id) for label in citation.labels}
    return sum(label in has for label in wanted) / len(wanted)


def _beside(candidates: Sequence[Candidate], highest: float) -> list[float]:
    """For each the best score among the passages that stand directly before and after it, 0 to 1."""
    order = sorted(
        range(len(candidates)),
        key=lambda i: (candidates[i].citation.document_id, candidates[i].citation.span.start),
    )
    best = [0.0] * len(candidates)
    for one, other in pairwise(order):
        here, there = candidates[one].citation, candidates[other].citation
        if here.document_id == there.document_id and there.span.start - here.span.end <= GAP:
            best[one] = max(best[one], candidates[other].fused / highest)
            best[other] = max(best[other], candidates[one].fused / highest)
    return best
