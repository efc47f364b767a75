"""Tells of a result why it stands where it stands."""

from __future__ import annotations

from collections.abc import Mapping

from models.analysis import Analysis, Word
from search.hits import Hits, numbers
from search.query import Citation, Explanation
from search.question import Phrase, Question
from search.retrieve import Retrieved


class Explainer:
    """For one question and what the first stage found for it."""

    def __init__(self, question: Question, retrieved: Retrieved, analysis: Analysis) -> None:
        self._question = question
        self._retrieved = retrieved
        self._analysis = analysis
        self._highest = retrieved.by_words.scores.max(initial=0.0) or 1.0

    def __call__(self, citation: Citation, shares: Mapping[str, float]) -> Explanation:
        """``shares`` is what each feature of the second stage adds."""
        above = (citation.title, *citation.section, citation.context, citation.text)
        stems = {stem for word in self._analysis.words("\n".join(above)) for stem in _stems(word)}
        phrases = [phrase for one in self._question.expansions for phrase in one.synonyms]
        return Explanation(
            words=tuple(
                word.span.cut(self._question.searched)
                for word in self._question.words
                if stems & set(_stems(word))
            ),
            synonyms=tuple(dict.fromkeys(phrase.text for phrase in phrases if _has(stems, phrase))),
            by_words=_score(self._retrieved.by_words, citation.id) / self._highest,
            by_meaning=_score(self._retrieved.by_meaning, citation.id),
            shares=shares,
        )


def _stems(word: Word) -> tuple[str, ...]:
    return (word.stem, *word.parts)


def _has(stems: set[str], phrase: Phrase) -> bool:
    return all(word.is_stop or word.stem in stems for word in phrase.words)


def _score(hits: Hits, passage: str) -> float:
    return float(hits.scores[hits.passages == numbers([passage])].sum())
