"""The first stage: all passages that words name and the nearest in meaning, as one ranking."""

from __future__ import annotations

import math
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from corpus.visibility import Visibility
from models.analysis import Word
from models.protocols import Embedder
from search.catalogue.census import Census
from search.fuse import fuse
from search.hits import Hits, Numbers, contained
from search.lexical.queries import Also, Fields
from search.query import Filters, Query, Weighing
from search.question import Question
from search.view import View


@dataclass(frozen=True, slots=True)
class RetrieveOptions:
    """``window`` is how many passages meaning names; ``meaning`` its weight against words, 0–1. ``first`` is
    how many that words name are weighed, and more where one beyond those might be among the best.

    ``least_meaning`` is the cosine below which a passage that shares no word is not named at all.
    ``synonyms`` is what the terms of the thesaurus weigh against a word of the question itself, ``lift``
    what a passage gains that has all labels which the question names.
    """

    window: int = 200
    first: int = 2_000
    fields: Fields = field(default_factory=lambda: Fields(words=0.5, parts=1.0, grams=1.5, title=0.2))
    meaning: float = 0.2
    least_meaning: float = 0.25
    synonyms: float = 0.3
    lift: float = 0.1


@dataclass(frozen=True, slots=True)
class Retrieved:
    """``found`` marks all that was found of what the filters ``allowed``, which is sorted; ``fused`` holds
    the best of it, in no order, and the last two what those were made of, ``by_words`` in the order of
    numbers.
    """

    allowed: Numbers
    found: NDArray[np.bool_]
    fused: Hits
    by_words: Hits
    by_meaning: Hits


class Retriever:
    """Safe to share between threads."""

    def __init__(self, index: View, embedder: Embedder, options: RetrieveOptions) -> None:
        self._index = index
        self._embedder = embedder
        self._options = options

    def seen_by(self, clearance: Visibility) -> Retriever:
        """The same for who has that clearance; what it remembers is shared."""
        seen = copy(self)
        seen._index = self._index.seen_by(clearance)
        return seen

    def __call__(
        self, question: Question, query: Query, weighing: Weighing, census: Census, most: int
    ) -> Retrieved:
        """Whatever the engines name, only what the catalogue holds as ready and the filters leave.

        The best ``most`` are those that they would be if every match had been weighed.
        """
        allowed = self._index.catalogue.allowed(narrowed(query.filters, question), census)
        lexical, asked = self._index.lexical, self._asked(question, weighing)
        named = lexical.matching(*asked, allowed)
        by_meaning = self._by_meaning(question, allowed, named) if weighing.meaning else Hits.of([])
        found = named.copy()
        found[np.searchsorted(allowed, by_meaning.passages)] = True
        total = np.count_nonzero(found)
        fetched = math.ceil(max(self._options.first, 2 * most) * len(census.passages) / max(1, len(allowed)))
        while True:
            best = lexical.search(*asked, fetched)
            by_words = best.among(allowed)
            fused = self._lifted(fuse(by_words, by_meaning, self._share(weighing)), question, census)
            retrieved = Retrieved(allowed, found, fused, by_words, by_meaning)
            if len(best) < fetched or len(fused) == total:
                return retrieved
            others = self._at_most(retrieved, named, best.scores.min(), question, weighing)
            if len(fused) >= most and fused.best(most).scores[-1] > others:
                return retrieved
            fetched *= 4

    def _asked(self, question: Question, weighing: Weighing) -> tuple[Sequence[Word], Fields, Sequence[Also]]:
        """What the words are asked for: nothing where they do not count."""
        options = self._options
        if not weighing.words:
            return (), options.fields, ()
        also = [
            Also([phrase.words for phrase in one.synonyms], options.synonyms) for one in question.expansions
        ]
        return question.words, options.fields, also

    def _by_meaning(self, question: Question, allowed: Numbers, named: NDArray[np.bool_]) -> Hits:
        vector = self._embedder.queries([question.searched])[0]
        nearest = Hits.of(self._index.nearest(vector, self._options.window, allowed)).among(allowed)
        shares_words = named[np.searchsorted(allowed, nearest.passages)]
        return nearest.where(shares_words | (nearest.scores >= self._options.least_meaning))

    def _at_most(
        self,
        weighed: Retrieved,
        named: NDArray[np.bool_],
        least: float,
        question: Question,
        weighing: Weighing,
    ) -> float:
        """What a passage can have of which the words were not weighed: they count for ``least`` at most."""
        near = weighed.by_meaning
        shares_words = named[np.searchsorted(weighed.allowed, near.passages)]
        unweighed = shares_words & ~contained(near.passages, weighed.by_words.passages)
        share = self._share(weighing)
        words = least / weighed.by_words.scores.max(initial=0.0) if len(weighed.by_words) else math.inf
        meaning = near.scores[unweighed].max(initial=0.0)
        lift = self._options.lift if question.labels else 0.0
        return float((1 - share) * words + share * meaning + lift)

    def _share(self, weighing: Weighing) -> float:
        """What meaning weighs against words, 0–1."""
        meaning = self._options.meaning * weighing.meaning
        return meaning / (meaning + (1 - self._options.meaning) * weighing.words)

    def _lifted(self, fused: Hits, question: Question, census: Census) -> Hits:
        """Raises what has the labels that the question names, each for its share."""
        named = [(kind, name) for kind, names in question.labels.items() for name in names]
        if not named:
            return fused
        lift = np.zeros(len(fused))
        for kind, name in named:
            lift += contained(fused.passages, census.allowed(None, {kind: [name]})) / len(named)
        return Hits(fused.passages, fused.scores + self._options.lift * lift)


def narrowed(filters: Filters, question: Question) -> Filters:
    """The filters, and within them the periods of which the question asks the documents."""
    for period in question.periods:
        if period.narrows:
            since = max(filter(None, (filters.since, period.since)), default=None)
            until = min(filter(None, (filters.until, period.until)), default=None)
            filters = replace(filters, since=since, until=until)
    return filters
