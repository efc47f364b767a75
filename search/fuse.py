"""One ranking out of two: by words and by meaning."""

from __future__ import annotations

from collections.abc import Sequence

Scored = tuple[str, float]


def fuse(by_words: Sequence[Scored], by_meaning: Sequence[Scored], meaning: float) -> list[Scored]:
    """Convex combination of normalised scores, best first; ``meaning`` is the weight of the second, 0–1.

    Words are divided by their highest score; meaning is a cosine already. A passage that one of the
    two does not name has 0 there. After Bruch, Gai and Ingber (2023), An Analysis of Fusion Functions
    for Hybrid Retrieval, which finds this better than reciprocal ranks.
    """
    highest = max((score for _, score in by_words), default=0.0) or 1.0
    total: dict[str, float] = {}
    for passage, score in by_words:
        total[passage] = (1 - meaning) * (score / highest)
    for passage, score in by_meaning:
        total[passage] = total.get(passage, 0.0) + meaning * max(score, 0.0)
    return sorted(total.items(), key=lambda scored: (-scored[1], scored[0]))
