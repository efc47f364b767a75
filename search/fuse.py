"""One ranking out of two: by words and by meaning."""

from __future__ import annotations

import numpy as np

from search.hits import Hits


def fuse(by_words: Hits, by_meaning: Hits, meaning: float) -> Hits:
    """Convex combination of normalised scores, best first; ``meaning`` is the weight of the second, 0–1.

    Words are divided by their highest score; meaning is a cosine already. A passage that one of the
    two does not name has 0 there. After Bruch, Gai and Ingber (2023), An Analysis of Fusion Functions
    for Hybrid Retrieval, which finds this better than reciprocal ranks.
    """
    passages = np.union1d(by_words.passages, by_meaning.passages)
    scores = np.zeros(len(passages))
    highest = by_words.scores.max(initial=0.0) or 1.0
    words = np.searchsorted(passages, by_words.passages)
    scores[words] = (1 - meaning) * (by_words.scores / highest)
    scores[np.searchsorted(passages, by_meaning.passages)] += meaning * np.maximum(by_meaning.scores, 0.0)
    return Hits(passages, scores).best_first()
