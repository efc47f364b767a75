"""Which words of a passage made it match, as ranges of its text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from corpus.span import Span
from models.analysis import Analysis, Key, Word, grams

LEAST_LIKENESS = 0.5
REMEMBERED = 10_000


def highlights(
    text: str, question: Sequence[Word], misspelled: Sequence[Word], analysis: Analysis
) -> tuple[Span, ...]:
    """Words that share a stem or a compound part with the question, in order, not overlapping.

    A ``misspelled`` word of the question, one that no passage has, marks what is spelled much like it.
    """
    stems = {stem for word in question for stem in (word.stem, *word.parts)}
    alike = [_grams(word.folded) for word in misspelled]

    def wanted(key: Key) -> bool:
        return not key.is_stop and (not stems.isdisjoint(key.stems) or _is_like_one_of(key.folded, alike))

    return tuple(analysis.places(text, wanted))


def _is_like_one_of(word: str, others: Sequence[frozenset[str]]) -> bool:
    """Jaccard likeness of the character grams."""
    if not others:
        return False
    own = _grams(word)
    return any(len(own & other) >= LEAST_LIKENESS * len(own | other) for other in others)


@lru_cache(REMEMBERED)
def _grams(word: str) -> frozenset[str]:
    return frozenset(grams(word))
