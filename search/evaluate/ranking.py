"""How good rankings are, side by side on the same questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from search.evaluate import intervals
from search.evaluate.gold import GoldQuestion
from search.evaluate.intervals import Interval, Values
from search.evaluate.measures import MEASURES, RECALL_LATE, score
from search.query import Citation

ALL = "alle"
# the passages that answer a question, best first, up to so many
Rank = Callable[[str, int], Sequence[Citation]]


@dataclass(frozen=True, slots=True)
class Row:
    """A group of questions, with one figure for each of ``MEASURES``."""

    name: str
    questions: int
    figures: tuple[Interval, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The kind of each question, and by ranking what it scored, shape (questions, measures)."""

    kinds: tuple[str, ...]
    scores: Mapping[str, Values]

    def row(self, ranking: str) -> Row:
        """One ranking over all questions."""
        return _row(ranking, self.scores[ranking])

    def by_kind(self, ranking: str) -> Iterator[Row]:
        """One ranking over all questions, and then over those of each kind."""
        scores = self.scores[ranking]
        yield _row(ALL, scores)
        for kind in sorted(set(self.kinds)):
            yield _row(kind, scores[[own == kind for own in self.kinds]])

    def ratio(self, ranking: str, other: str) -> Interval:
        """How many times the nDCG@10 of another ranking this one has."""
        column = MEASURES.index("nDCG@10")
        return intervals.ratio(self.scores[ranking][:, column], self.scores[other][:, column])


def compare(rankings: Mapping[str, Rank], questions: Sequence[GoldQuestion]) -> Comparison:
    """Asks every ranking every question; there is at least one."""
    scores = {
        name: np.array([score(one.quotes, rank(one.text, RECALL_LATE)) for one in questions])
        for name, rank in rankings.items()
    }
    return Comparison(tuple(question.kind for question in questions), scores)


def _row(name: str, scores: Values) -> Row:
    return Row(name, len(scores), tuple(intervals.mean(column) for column in scores.T))
