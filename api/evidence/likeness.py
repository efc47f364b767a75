"""How nearly sentences say the same: by their words, and where these differ by what they mean."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from models.protocols import Embedder
from search.diversity import alike, words_of

# sentences of which the vector is kept, 1.5 kB each: what stands in a register
REMEMBERED = 10_000


class Likeness:
    """Remembers what it read. For one thread at a time."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, NDArray[np.float32]] = {}

    def nearest(self, text: str, groups: Sequence[Collection[str]]) -> tuple[int | None, float]:
        """The place of the group that says most nearly the same, and how nearly: its cosine with the least
        alike of that group, 1 for what nearly repeats them all. The first of those that do so as nearly.
        """
        words, texts = words_of(text), {one for group in groups for one in group}
        repeats = {one for one in texts if alike(words, words_of(one))}
        for place, group in enumerate(groups):
            if repeats.issuperset(group):
                return place, 1.0
        if not groups:
            return None, 0.0
        cosines = self._cosines(text, texts - repeats)
        likeness = [min(cosines.get(one, 1.0) for one in group) for group in groups]
        best = max(range(len(groups)), key=likeness.__getitem__)
        return best, likeness[best]

    def _cosines(self, text: str, others: Collection[str]) -> dict[str, float]:
        missing = [one for one in {text, *others} if one not in self._known]
        if missing:
            self._known.update(zip(missing, self._embedder.passages(missing).vectors, strict=True))
        cosines = {one: float(self._known[text] @ self._known[one]) for one in others}
        while len(self._known) > REMEMBERED:
            # the one that came first
            del self._known[next(iter(self._known))]
        return cosines
