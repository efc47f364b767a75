"""The read path, top-down: from a question to cited passages."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from models.protocols import Embedder, Reranker
from search.catalogue.census import Census
from search.fuse import fuse
from search.highlight import highlights
from search.hits import Hits, contained, ids, numbers
from search.index import Index
from search.lexical import Also, Fields
from search.query import Citation, Filters, Query, Results
from search.question import Question
from search.understand import Understand


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """``window`` is how many passages meaning names; ``meaning`` its weight against words, 0–1.

    ``least_meaning`` is the cosine below which a passage that shares no word is not named at all.
    ``reread`` is how many of the best a reranker reads, where there is one. ``synonyms`` is what
    the terms of the thesaurus weigh against a word of the question itself.
    """

    window: int = 200
    fields: Fields = field(default_factory=lambda: Fields(words=0.5, parts=1.0, grams=1.5, title=0.2))
    meaning: float = 0.2
    least_meaning: float = 0.25
    reread: int = 30
    synonyms: float = 0.3


# a search during which something changed is done again, so that filters, counts and labels agree
ATTEMPTS = 3


class Searcher:
    """Safe to share between threads."""

    def __init__(
        self,
        index: Index,
        understand: Understand,
        embedder: Embedder,
        options: SearchOptions | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        self._understand = understand
        self._index = index
        self._embedder = embedder
        self._options = options or SearchOptions()
        self._reranker = reranker

    def search(self, query: Query) -> Results:
        """Raises BadQuestion."""
        question = self._understand(query, self._index.lexical)
        for _ in range(ATTEMPTS):
            census = self._index.catalogue.census()
            results = self._search(question, query, census)
            if census.stamp == self._index.catalogue.census().stamp:
                break
        return results

    def _search(self, question: Question, query: Query, census: Census) -> Results:
        ranked = self._rank(question, query, census)
        facets = census.facets(ranked.passages)
        if self._reranker:
            ranked = self._reread(ranked, question, self._reranker)
        first = (query.page - 1) * query.limit
        shown = ranked.where(slice(first, first + query.limit))
        return Results(query, question, len(ranked), self._cite(shown, question), facets)

    def _rank(self, question: Question, query: Query, census: Census) -> Hits:
        """Whatever the engines name, only what the catalogue holds as ready and the filters leave."""
        options = self._options
        allowed = self._index.catalogue.allowed(narrowed(query.filters, question), census)
        also = [
            Also([phrase.words for phrase in one.synonyms], options.synonyms) for one in question.expansions
        ]
        by_words = self._index.lexical.search(question.words, options.fields, also).among(allowed)
        vector = self._embedder.queries([question.searched])[0]
        nearest = Hits.of(self._index.nearest(vector, options.window, allowed)).among(allowed)
        named = contained(nearest.passages, np.sort(by_words.passages))
        by_meaning = nearest.where(named | (nearest.scores >= options.least_meaning))
        return fuse(by_words, by_meaning, options.meaning)

    def _reread(self, ranked: Hits, question: Question, reranker: Reranker) -> Hits:
        """The best in a new order, with scores from a half up; the others follow, below a half."""
        reread = self._options.reread
        best, others = ranked.where(slice(reread)), ranked.where(slice(reread, None))
        citations = self._index.catalogue.citations(ids(best.passages))
        scores = reranker.scores(question.searched, [one.text for one in citations.values()])
        read = Hits(numbers(citations), (1 + scores.astype(np.float64)) / 2).best_first()
        return Hits(
            np.concatenate([read.passages, others.passages]), np.concatenate([read.scores, others.scores / 2])
        )

    def _cite(self, shown: Hits, question: Question) -> tuple[Citation, ...]:
        citations = self._index.catalogue.citations(ids(shown.passages))
        misspelled = self._index.lexical.unknown(question.words)
        analysis = self._understand.analysis
        return tuple(
            replace(
                citations[passage],
                score=score,
                highlights=highlights(citations[passage].text, question.words, misspelled, analysis),
            )
            for passage, score in shown.pairs()
            if passage in citations
        )


def narrowed(filters: Filters, question: Question) -> Filters:
    """The filters, and within them the periods of which the question asks the documents."""
    for period in question.periods:
        if period.narrows:
            since = max(filter(None, (filters.since, period.since)), default=None)
            until = min(filter(None, (filters.until, period.until)), default=None)
            filters = replace(filters, since=since, until=until)
    return filters
