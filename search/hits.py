"""Found passages with their scores, as columns: a common word is found in nearly all of a collection."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Hits:
    """Each passage once, by its number: the 64 bits that its id writes in hex. Both have one length."""

    passages: Numbers
    scores: NDArray[np.float64]

    @classmethod
    def of(cls, scored: Sequence[tuple[str, float]]) -> Hits:
        """From (passage id, score)."""
        scores = np.fromiter((score for _, score in scored), np.float64, len(scored))
        return cls(numbers(passage for passage, _ in scored), scores)

    def __len__(self) -> int:
        return len(self.passages)

    def where(self, kept: NDArray[np.bool_] | slice) -> Hits:
        """Those for which the mask or slice stands."""
        return Hits(self.passages[kept], self.scores[kept])

    def among(self, allowed: Numbers) -> Hits:
        """Those in ``allowed``, which is sorted; by number."""
        # what is looked up in order stays within reach of the processor: half the time
        order = np.argsort(self.passages)
        order = order[contained(self.passages[order], allowed)]
        return Hits(self.passages[order], self.scores[order])

    def best(self, most: int) -> Hits:
        """The best first, and no more than so many; of equals, the lower number first."""
        least = np.partition(self.scores, -most)[-most] if 0 < most < len(self) else -np.inf
        near = self.where(self.scores >= least)
        order = np.lexsort((near.passages, -near.scores))[:most]
        return Hits(near.passages[order], near.scores[order])

    def pairs(self) -> list[tuple[str, float]]:
        """As (passage id, score)."""
        return list(zip(ids(self.passages), self.scores.tolist(), strict=True))


def numbers(passage_ids: Iterable[str]) -> Numbers:
    """The numbers of passages; ids are 16 hex digits."""
    return np.frombuffer(bytes.fromhex("".join(passage_ids)), dtype=">u8").astype(np.uint64)


def ids(passages: Numbers) -> list[str]:
    """The passage ids of numbers."""
    return [f"{number:016x}" for number in passages.tolist()]


def contained(wanted: Numbers, among: Numbers) -> NDArray[np.bool_]:
    """Which of the wanted are in a sorted array; takes the logarithm of its length for each."""
    if not len(among):
        return np.zeros(len(wanted), dtype=np.bool_)
    places = np.minimum(np.searchsorted(among, wanted), len(among) - 1)
    found: NDArray[np.bool_] = among[places] == wanted
    return found
