"""Which words of a passage made it match, as ranges of its text."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.span import Span
from models.analysis import Analysis, Word, grams

LEAST_LIKENESS = 0.5


def highlights(text: str, question: Sequence[Word], analysis: Analysis) -> tuple[Span, ...]:
    """Words that share a stem or a compound part with the question, in order, not overlapping.

    A word of the question that the passage does not know marks words that are spelled much like it.
    """
    words = [word for word in analysis.words(text) if not word.is_stop]
    known = {stem for word in words for stem in _stems(word)}
    wanted = {stem for word in question for stem in _stems(word)}
    misspelled = [set(grams(word.folded)) for word in question if not known & _stems(word)]
    return tuple(word.span for word in words if wanted & _stems(word) or _is_like_one_of(word, misspelled))


def _stems(word: Word) -> set[str]:
    return {word.stem, *word.parts}


def _is_like_one_of(word: Word, others: Sequence[set[str]]) -> bool:
    """Jaccard likeness of the character grams."""
    if not others:
        return False
    own = set(grams(word.folded))
    return any(len(own & other) >= LEAST_LIKENESS * len(own | other) for other in others)
