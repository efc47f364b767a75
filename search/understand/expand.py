"""Other ways to say what a question says, from the thesaurus."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

from corpus.span import Span
from corpus.taxonomy.thesaurus import Thesaurus, ThesaurusConcept
from models.analysis import Analysis, Word
from search.question import Expansion, Phrase

Stems = tuple[str, ...]
# the base of each word
Named = tuple[tuple[str, str], ...]


class Expander:
    """Knows the terms of a thesaurus in all their forms; reads it with the first question.

    Safe to share between threads.
    """

    def __init__(self, thesaurus: Thesaurus, analysis: Analysis) -> None:
        self._thesaurus = thesaurus
        self._analysis = analysis

    def __call__(self, text: str, words: Sequence[Word]) -> list[Expansion]:
        """The concepts that a question names; of terms that overlap, the longest. Each concept once.

        ``words`` are all of the text, stop words included.
        """
        found: dict[str, Expansion] = {}
        at = 0
        while at < len(words):
            length, concepts = self._longest(words[at:])
            for concept in concepts:
                span = Span(words[at].span.start, words[at + length - 1].span.end)
                if not self._only_looks_like(concept, span.cut(text), words[at : at + length]):
                    found.setdefault(concept.id, self._expansion(concept, span, words))
            at += max(1, length)
        return [one for one in found.values() if one.synonyms]

    def _longest(self, words: Sequence[Word]) -> tuple[int, Sequence[ThesaurusConcept]]:
        named = self._named(words[: self._most])
        for length in range(len(named), 0, -1):
            if (concepts := self._by_name.get(named[:length])) and not all(
                word.is_stop for word in words[:length]
            ):
                return length, concepts
        return 0, ()

    def _only_looks_like(self, concept: ThesaurusConcept, written: str, words: Sequence[Word]) -> bool:
        """A term that is written as it stands there is meant: "ZAT" is no "zat"."""
        folded = tuple(word.folded for word in words)
        return written not in concept.terms and folded in self._lookalikes.get(concept.id, ())

    def _expansion(self, concept: ThesaurusConcept, span: Span, words: Sequence[Word]) -> Expansion:
        """Terms with the same stems count once, and none of which the question has all words."""
        asked = {word.stem for word in words}

        def others(concepts: Iterable[str]) -> tuple[Phrase, ...]:
            phrases = {_stems(phrase): phrase for one in concepts for phrase in self._phrases[one]}
            return tuple(phrase for stems, phrase in phrases.items() if not asked.issuperset(stems))

        narrower = others(self._thesaurus.narrower(concept.id))
        return Expansion(
            concept.id, concept.preferred, span, others([concept.id]), narrower, others(concept.related)
        )

    @cached_property
    def _phrases(self) -> Mapping[str, tuple[Phrase, ...]]:
        """What a concept is called, by its id."""
        return {
            concept.id: tuple(Phrase(term, tuple(self._analysis.words(term))) for term in concept.shown)
            for concept in self._thesaurus.concepts
        }

    @cached_property
    def _by_name(self) -> Mapping[Named, Sequence[ThesaurusConcept]]:
        """Concepts by each of their terms: two terms may be forms of the same words."""
        found: dict[Named, dict[str, ThesaurusConcept]] = defaultdict(dict)
        for concept in self._thesaurus.concepts:
            for term in concept.terms:
                if named := self._named(self._analysis.words(term)):
                    found[named][concept.id] = concept
        return {named: tuple(concepts.values()) for named, concepts in found.items()}

    @cached_property
    def _lookalikes(self) -> Mapping[str, Collection[tuple[str, ...]]]:
        """Folded words that seem a form of a term, by the concept of which they are none."""
        found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for concept in self._thesaurus.concepts:
            for form in concept.lookalikes:
                found[concept.id].add(tuple(word.folded for word in self._analysis.words(form)))
        return found

    def _named(self, words: Iterable[Word]) -> Named:
        return tuple(map(self._analysis.base, words))

    @cached_property
    def _most(self) -> int:
        return max(map(len, self._by_name), default=0)


def _stems(phrase: Phrase) -> Stems:
    return tuple(word.stem for word in phrase.words)
