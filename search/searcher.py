"""The read path, top-down: from a question to cited passages."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from models.analysis import Analysis
from models.protocols import Embedder, Reranker
from search.fuse import Scored, fuse
from search.highlight import highlights
from search.index import Index
from search.lexical import Fields
from search.query import Citation, Query, Results
from search.understand import Question, understand


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """``window`` is how many passages each engine names; ``meaning`` its weight against words, 0–1.

    ``least_meaning`` is the cosine below which a passage that shares no word is not named at all.
    ``reread`` is how many of the best a reranker reads, where there is one.
    """

    window: int = 200
    fields: Fields = field(default_factory=lambda: Fields(words=0.5, parts=1.0, grams=1.5, title=0.2))
    meaning: float = 0.2
    least_meaning: float = 0.25
    longest_question: int = 2000
    reread: int = 30


class Searcher:
    """Safe to share between threads."""

    def __init__(
        self,
        index: Index,
        analysis: Analysis,
        embedder: Embedder,
        options: SearchOptions | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        self._index = index
        self._analysis = analysis
        self._embedder = embedder
        self._options = options or SearchOptions()
        self._reranker = reranker

    def search(self, query: Query) -> Results:
        """Raises BadQuestion."""
        question = understand(query.text, self._analysis, self._options.longest_question)
        ranked = self._rank(question, query)
        if self._reranker:
            ranked = self._reread(ranked, question, self._reranker)
        first = (query.page - 1) * query.limit
        shown = ranked[first : first + query.limit]
        return Results(query, len(ranked), self._cite(shown, question))

    def _rank(self, question: Question, query: Query) -> list[Scored]:
        options = self._options
        allowed = self._index.catalogue.allowed(query.filters)
        by_words = self._index.lexical.search(question.words, options.fields, allowed, options.window)
        vector = self._embedder.queries([question.text])[0]
        nearest = self._index.nearest(vector, options.window, allowed)
        named = {passage for passage, _ in by_words}
        by_meaning = [
            (passage, cosine)
            for passage, cosine in nearest
            if passage in named or cosine >= options.least_meaning
        ]
        fused = fuse(by_words, by_meaning, options.meaning)
        # whatever the engines name, only what the catalogue holds as ready is shown
        findable = self._index.catalogue.findable([passage for passage, _ in fused])
        return [scored for scored in fused if scored[0] in findable]

    def _reread(self, ranked: list[Scored], question: Question, reranker: Reranker) -> list[Scored]:
        """The best in a new order, with scores from a half up; the others follow, below a half."""
        best, others = ranked[: self._options.reread], ranked[self._options.reread :]
        citations = self._index.catalogue.citations([passage for passage, _ in best])
        scores = reranker.scores(question.text, [one.text for one in citations.values()])
        read = [(passage, (1 + float(score)) / 2) for passage, score in zip(citations, scores, strict=True)]
        read.sort(key=lambda scored: (-scored[1], scored[0]))
        return read + [(passage, score / 2) for passage, score in others]

    def _cite(self, shown: list[Scored], question: Question) -> tuple[Citation, ...]:
        citations = self._index.catalogue.citations([passage for passage, _ in shown])
        misspelled = self._index.lexical.unknown(question.words)
        return tuple(
            replace(
                citations[passage],
                score=score,
                highlights=highlights(citations[passage].text, question.words, misspelled, self._analysis),
            )
            for passage, score in shown
            if passage in citations
        )
