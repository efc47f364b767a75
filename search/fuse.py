"""One ranking out of two: by words and by meaning."""

from __future__ import annotations

import numpy as np

from search.hits import Hits, contained


def fuse(by_words: Hits, by_meaning: Hits, meaning: float) -> Hits:
    """Convex combination of normalised scores, best first; ``meaning`` is the weight of the second, 0–1.

    Words are divided by their highest score; meaning is a cosine already. A passage that one of the
    two does not name has 0 there. After Bruch, Gai and Ingber (2023), An Analysis of Fusion Functions
    for Hybrid Retrieval, which finds this better than reciprocal ranks.
    """
    highest = by_words.scores.max(initial=0.0) or 1.0
    words = (1 - meaning) * (by_words.scores / highest)
    near = meaning * np.maximum(by_meaning.scores, 0.0)
    order = np.argsort(by_words.passages)
    known = contained(by_meaning.passages, by_words.passages[order])
    both = by_meaning.passages[known]
    words[order[np.searchsorted(by_words.passages, both, sorter=order)]] += near[known]
    passages = np.concatenate([by_words.passages, by_meaning.passages[~known]])
    return Hits(passages, np.concatenate([words, near[~known]])).best_first()
