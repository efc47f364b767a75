"""The second stage: the best passages in a better order, by more than their fused score.

A weighted sum of few features, the weights of which are fitted to questions with known answers. What words
and meaning found is compared token by token, as far as the model gives tokens.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

import numpy as np

from corpus.visibility import Visibility
from models.analysis import Analysis
from models.late import likeness
from models.protocols import Embedder
from search.hits import Hits
from search.query import Citation, Ranked, Weighing
from search.question import Question
from search.rank import weights
from search.rank.features import FEATURES, Candidate, Features, Reader
from search.view import View


class Ranker:
    """Safe to share between threads."""

    def __init__(self, index: View, analysis: Analysis, embedder: Embedder) -> None:
        self._index = index
        self._embedder = embedder
        self._features = Reader(analysis)
        self._weights = weights.read(embedder.card.token_dimensions is not None)

    def seen_by(self, clearance: Visibility) -> Ranker:
        """The same for who has that clearance; what it remembers is shared."""
        seen = copy(self)
        seen._index = self._index.seen_by(clearance)
        return seen

    def __call__(self, question: Question, best: Hits, weighing: Weighing) -> list[Ranked]:
        """The passages in their new order; one that is not findable any more is left out."""
        citations, features = self.features(question, best)
        parts = features * weights.weighed(self._weights, weighing)
        scores = parts.sum(axis=1)
        order = np.argsort(-scores, kind="stable").tolist()
        return [
            Ranked(
                citations[place],
                float(scores[place]),
                dict(zip(FEATURES, parts[place].tolist(), strict=True)),
            )
            for place in order
        ]

    def features(self, question: Question, best: Hits) -> tuple[list[Citation], Features]:
        """The passages that are findable, in the order of ``best``, and what is known of each."""
        candidates = self._candidates(question, best)
        rarity = self._index.lexical.rarity(question.words)
        rows = self._features(question, rarity, candidates)
        return [one.citation for one in candidates], rows

    def _candidates(self, question: Question, best: Hits) -> list[Candidate]:
        found = self._index.catalogue.citations([passage for passage, _ in best.pairs()])
        alike = self._likeness(question, best)
        return [
            Candidate(found[passage], score, like)
            for (passage, score), like in zip(best.pairs(), alike, strict=True)
            if passage in found
        ]

    def _likeness(self, question: Question, best: Hits) -> Sequence[float]:
        """0 for all of them where the model gives no tokens."""
        asked = self._embedder.question_tokens(question.searched)
        if asked is None:
            return [0.0] * len(best)
        stored = self._index.engines.tokens.of(best.passages)
        found: list[float] = likeness(asked, stored).tolist()
        return found
