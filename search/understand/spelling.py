"""The word that was probably meant: one of the index, few letters away. The home of rapidfuzz."""

from __future__ import annotations

from collections.abc import Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

# a shorter word has neighbours by accident
SHORTEST = 4
LONG = 9


def nearest(word: str, known: Mapping[str, int]) -> str | None:
    """The known word with the fewest letters missing, added, other or swapped; of those the most frequent.

    ``known`` counts for each word where it stands. One letter may differ, in a long word two.
    """
    if len(word) < SHORTEST:
        return None
    most = 1 if len(word) < LONG else 2
    found = process.extract(word, known.keys(), scorer=OSA.distance, score_cutoff=most, limit=None)
    return min(found, key=lambda one: (one[1], -known[one[0]], one[0]))[0] if found else None
