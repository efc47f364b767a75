"""One ranking out of two: by words and by meaning."""

from __future__ import annotations

import numpy as np

from search.hits import Hits, contained


def fuse(by_words: Hits, by_meaning: Hits, meaning: float) -> Hits:
    """Convex combination of normalised scores, in no order; ``meaning`` is the weight of the second, 0–1.

    Words are divided by their highest score; meaning is a cosine already. A passage that one of the
    two does not name has 0 there. After Bruch, Gai and Ingber (2023), An Analysis of Fusion Functions
    for Hybrid Retrieval, which finds this better than reciprocal ranks.
    """
    highest = by_words.scores.max(initial=0.0) or 1.0
    words = (1 - meaning) * (by_words.scores / highest)
    near = meaning * np.maximum(by_meaning.scores, 0.0)
    # meaning names few, words many
    order = np.argsort(by_meaning.passages)
    both = contained(by_words.passages, by_meaning.passages[order])
    places = order[np.searchsorted(by_meaning.passages, by_words.passages[both], sorter=order)]
    words[both] += near[places]
    only = np.ones(len(near), dtype=np.bool_)
    only[places] = False
    passages = np.concatenate([by_words.passages, by_meaning.passages[only]])
    return Hits(passages, np.concatenate([words, near[only]]))
