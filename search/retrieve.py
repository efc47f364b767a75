"""The first stage: all passages that words name and the nearest in meaning, as one ranking."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field, replace

import numpy as np

from corpus.visibility import Visibility
from models.protocols import Embedder
from search.catalogue.census import Census
from search.fuse import fuse
from search.hits import Hits, Numbers, contained
from search.lexical import Also, Fields
from search.query import Filters, Query, Weighing
from search.question import Question
from search.view import View


@dataclass(frozen=True, slots=True)
class RetrieveOptions:
    """``window`` is how many passages meaning names; ``meaning`` its weight against words, 0–1.

    ``least_meaning`` is the cosine below which a passage that shares no word is not named at all.
    ``synonyms`` is what the terms of the thesaurus weigh against a word of the question itself, ``lift``
    what a passage gains that has all labels which the question names.
    """

    window: int = 200
    fields: Fields = field(default_factory=lambda: Fields(words=0.5, parts=1.0, grams=1.5, title=0.2))
    meaning: float = 0.2
    least_meaning: float = 0.25
    synonyms: float = 0.3
    lift: float = 0.1


@dataclass(frozen=True, slots=True)
class Retrieved:
    """All that was found, in no order, and what it was made of; ``by_words`` is in the order of numbers."""

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

    def __call__(self, question: Question, query: Query, weighing: Weighing, census: Census) -> Retrieved:
        """Whatever the engines name, only what the catalogue holds as ready and the filters leave."""
        allowed = self._index.catalogue.allowed(narrowed(query.filters, question), census)
        by_words = self._by_words(question, allowed) if weighing.words else Hits.of([])
        by_meaning = self._by_meaning(question, allowed, by_words) if weighing.meaning else Hits.of([])
        fused = fuse(by_words, by_meaning, self._share(weighing))
        return Retrieved(self._lifted(fused, question, census), by_words, by_meaning)

    def _by_words(self, question: Question, allowed: Numbers) -> Hits:
        options = self._options
        also = [
            Also([phrase.words for phrase in one.synonyms], options.synonyms) for one in question.expansions
        ]
        return self._index.lexical.search(question.words, options.fields, also).among(allowed)

    def _by_meaning(self, question: Question, allowed: Numbers, by_words: Hits) -> Hits:
        vector = self._embedder.queries([question.searched])[0]
        nearest = Hits.of(self._index.nearest(vector, self._options.window, allowed)).among(allowed)
        named = contained(nearest.passages, by_words.passages)
        return nearest.where(named | (nearest.scores >= self._options.least_meaning))

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
