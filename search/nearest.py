"""The passages nearest in meaning, within what may be named.

An engine's own filters take time that grows with the collection, so an allowed set is handled here: a small
one is scored exactly, of a broad one more is fetched than is asked for.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.errors import StorageFailed
from models.protocols import Vectors as Rows
from search.hits import Numbers, contained, numbers

# Reading one vector takes about as long as six more results of a search, but only the first time.
READING_COST = 2
REMEMBERED = 30_000
# what is fetched beyond what a filter should leave enough of
MARGIN = 1.25
MENDING = "Voer 'schuurpunt doctor' uit."


class Nearest(ABC):
    """Over vectors of length 1, so that the inner product is the cosine; each has the name
    ``<document>:<passage>``. Safe from any thread. All raise StorageFailed.
    """

    def __init__(self) -> None:
        self._remembered: tuple[int, dict[str, Rows]] = (-1, {})
        # how many there were after how many writes; put and read as one
        self._counted = (-1, 0)

    @property
    @abstractmethod
    def writes(self) -> int:
        """One more as soon as a write begins, so that it is odd then, and one more when it ends."""

    @abstractmethod
    def count(self) -> int:
        """How many vectors there are."""

    @abstractmethod
    def fetch(self, vector: NDArray[np.float32], limit: int) -> list[tuple[str, float]]:
        """The nearest of all: names with their cosine, best first; ``vector`` has the shape (dimensions,)."""

    @abstractmethod
    def read(self, names: Sequence[str]) -> Mapping[str, Rows]:
        """The vectors of those that are there, each of the shape (dimensions,)."""

    def of(self, ids: Sequence[tuple[str, str]]) -> Rows:
        """The vectors of these (document id, passage id), at least one, shape (ids, dimensions).

        Raises StorageFailed also where one is not there.
        """
        names = _names(ids)
        rows = self._rows(names)
        for name in names:
            if name not in rows:
                raise StorageFailed(f"Passage {name.partition(':')[2]} staat niet in de index.", MENDING)
        return np.stack([rows[name] for name in names])

    def nearest(
        self, vector: NDArray[np.float32], limit: int, allowed: Numbers | None = None
    ) -> list[tuple[str, float]]:
        """Passage ids with their cosine, best first; ``vector`` has the shape (dimensions,).

        ``allowed`` holds the passages to stay within, sorted, or is None for all.
        """
        total = self.total()
        allowed_share = 1.0 if allowed is None or len(allowed) >= total else len(allowed) / MARGIN / total
        fetched = min(total, math.ceil(limit / max(allowed_share, 1 / (total + 1))))
        while fetched:
            hits = _passages(self.fetch(vector, fetched))
            kept = hits if allowed is None else _among(hits, allowed)
            if len(kept) >= limit or fetched == total:
                return kept[:limit]
            fetched = min(total, 2 * fetched)
        return []

    def exact(
        self, vector: NDArray[np.float32], limit: int, ids: Sequence[tuple[str, str]]
    ) -> list[tuple[str, float]]:
        """As ``nearest``, among these (document id, passage id) only, each of them scored."""
        return self.exact_each(vector[None], limit, ids)[0]

    def exact_each(
        self, vectors: Rows, limit: int, ids: Sequence[tuple[str, str]]
    ) -> list[list[tuple[str, float]]]:
        """As ``exact``, for each of many vectors, shape (vectors, dimensions)."""
        rows = self._rows(_names(ids)) if ids else {}
        if not rows:
            return [[] for _ in vectors]
        names = list(rows)
        scores = vectors @ np.stack(list(rows.values())).T
        best = np.argsort(-scores, axis=1, kind="stable")[:, :limit]
        return [
            _passages([(names[place], float(row[place])) for place in places])
            for row, places in zip(scores, best.tolist(), strict=True)
        ]

    def exact_is_cheaper(self, allowed_passages: int, limit: int) -> bool:
        """Whether reading every allowed vector takes less than fetching until enough are allowed."""
        total = self.total()
        fetched = min(total, limit * total / max(1, allowed_passages))
        return allowed_passages * READING_COST <= fetched

    def total(self) -> int:
        """As ``count``, which goes through all of them, but counted once; during a write that of before."""
        now, (writes, total) = self.writes, self._counted
        if writes != now - now % 2:
            total = self.count()
            self._counted = now, total
        return total

    def _rows(self, names: Sequence[str]) -> dict[str, Rows]:
        """The vectors of those that are there, remembered: people filter by the same again and again."""
        now, (writes, known) = self.writes, self._remembered
        if writes != now or len(known) > REMEMBERED:
            known = {}
            self._remembered = now, known
        unknown = [name for name in names if name not in known]
        if unknown:
            known.update(self.read(unknown))
        return {name: known[name] for name in names if name in known}


def _names(ids: Sequence[tuple[str, str]]) -> list[str]:
    return [f"{document}:{passage}" for document, passage in ids]


def _passages(hits: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    return [(name.partition(":")[2], score) for name, score in hits]


def _among(hits: Sequence[tuple[str, float]], allowed: Numbers) -> list[tuple[str, float]]:
    kept = contained(numbers(passage for passage, _ in hits), allowed)
    return [hit for hit, keep in zip(hits, kept, strict=True) if keep]
