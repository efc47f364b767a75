"""The measures of one ranking, in the definitions of ir_measures.

What is judged is a quote. A passage brings up every quote that it holds, so that several may come at one
rank, which ir_measures does not know; where each passage holds at most one, the figures are the same.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from search.evaluate.gold import Quote, plain
from search.query import Citation

DEPTH = 10
RECALL_EARLY, RECALL_LATE = 5, 20
READ_CHARACTERS = 1500
MEASURES = ("nDCG@10", "recall@5", "recall@20", "MRR@10")


def score(quotes: Sequence[Quote], citations: Sequence[Citation]) -> tuple[float, ...]:
    """The ``MEASURES`` of a ranking, each from 0 to 1.

    nDCG has gain ``2**grade - 1`` (``nDCG(dcg='log2', gains={1: 1, 2: 3})``). Recall is of as many quotes
    as there are, but not more than the cut-off. A passage brings up a quote when it comes from the same
    file and its first 1,500 characters hold the quote's first 60 or last 40; a quote counts once.
    """
    ranks = found_at(quotes, citations)
    gain = math.fsum(_gain(quote.grade, rank) for quote, rank in zip(quotes, ranks, strict=True))
    first = min(ranks, default=math.inf)
    return (
        min(1.0, gain / _ideal(quotes)),
        _recall(ranks, RECALL_EARLY),
        _recall(ranks, RECALL_LATE),
        1 / first if first <= DEPTH else 0.0,
    )


def found_at(quotes: Sequence[Quote], citations: Sequence[Citation]) -> list[float]:
    """The rank, from 1, of the first passage that brings up each quote; infinite where none does."""
    texts = [(one.name, plain(one.text)[:READ_CHARACTERS]) for one in citations]
    return [
        next((rank for rank, text in enumerate(texts, 1) if quote.stands_in(*text)), math.inf)
        for quote in quotes
    ]


def _gain(grade: int, rank: float) -> float:
    return (2**grade - 1) / math.log2(rank + 1) if rank <= DEPTH else 0.0


def _ideal(quotes: Sequence[Quote]) -> float:
    grades = sorted((quote.grade for quote in quotes), reverse=True)
    return math.fsum(_gain(grade, rank) for rank, grade in enumerate(grades, 1))


def _recall(ranks: Sequence[float], depth: int) -> float:
    return min(1.0, sum(rank <= depth for rank in ranks) / min(depth, len(ranks)))
