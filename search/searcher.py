"""The read path, top-down: from a question to cited passages."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field, replace

import numpy as np

from corpus.visibility import Visibility
from models.protocols import Embedder, Reranker
from search.catalogue.census import Census
from search.diversity import folded, spread
from search.explain import Explainer
from search.highlight import highlights
from search.hits import Hits, ids
from search.query import Citation, Query, Ranked, Results, Weighing
from search.question import Question
from search.rank import Ranker
from search.rank.features import Features
from search.retrieve import Retrieved, RetrieveOptions, Retriever
from search.timing import Step, untimed
from search.understand import Understand
from search.view import View


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """``looked_at`` is how many of the best the second stage ranks, ``reread`` how many of those a reranker
    reads, where there is one. ``weighing`` holds for a query that does not say. ``step`` is told of each.
    """

    retrieve: RetrieveOptions = field(default_factory=RetrieveOptions)
    weighing: Weighing = field(default_factory=Weighing)
    looked_at: int = 60
    reread: int = 30
    step: Step = untimed


RERANKER = "reranker"
# a search during which something changed is done again, so that filters, counts and labels agree
ATTEMPTS = 3


class Searcher:
    """Safe to share between threads."""

    def __init__(
        self,
        index: View,
        understand: Understand,
        embedder: Embedder,
        options: SearchOptions | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        self._options = options or SearchOptions()
        self.index = index
        self._understand = understand
        self._retrieve = Retriever(index, embedder, self._options.retrieve)
        self._rank = Ranker(index, understand.analysis, embedder)
        self._reranker = reranker
        self._step = self._options.step
        # whether what is found was compared token by token
        self.has_tokens = embedder.card.token_dimensions is not None

    def seen_by(self, clearance: Visibility) -> Searcher:
        """The same for who has that clearance; what it remembers is shared."""
        seen = copy(self)
        seen.index = self.index.seen_by(clearance)
        seen._retrieve = self._retrieve.seen_by(clearance)
        seen._rank = self._rank.seen_by(clearance)
        return seen

    def learn(self) -> Iterator[None]:
        """Bit by bit what questions ask most, for every clearance; see ``Lexical.learn``."""
        for clearance in reversed(Visibility):
            yield from self.index.seen_by(clearance).lexical.learn()

    def search(self, query: Query) -> Results:
        """Raises BadQuestion. A passage that stands in for others names them."""
        question = self._understood(query)
        for _ in range(ATTEMPTS):
            census = self.index.catalogue.census()
            results = self._search(question, query, census)
            if census.stamp == self.index.catalogue.census().stamp:
                break
        return results

    def best(self, query: Query) -> tuple[Question, list[Ranked]]:
        """What the second stage ranks, for those who read on in it: nothing folded, cut or highlighted.

        Raises BadQuestion.
        """
        question = self._understood(query)
        weighing = query.weighing or self._options.weighing
        most = self._options.looked_at
        retrieved = self._retrieved(question, query, weighing, self.index.catalogue.census(), most)
        best = retrieved.fused.best(most)
        return question, self._ranked(question, best, weighing)

    def looked_at(self, query: Query) -> tuple[list[Citation], Features]:
        """What the second stage is given, in the order of the first: weights are fitted to it."""
        question = self._understand(query, self.index.lexical)
        census, most = self.index.catalogue.census(), self._options.looked_at
        retrieved = self._retrieve(question, query, self._options.weighing, census, most)
        return self._rank.features(question, retrieved.fused.best(most))

    def _search(self, question: Question, query: Query, census: Census) -> Results:
        weighing = query.weighing or self._options.weighing
        looked_at, further = self._options.looked_at, query.page * query.limit
        retrieved = self._retrieved(question, query, weighing, census, looked_at + further)
        best, others = _cut(retrieved.fused, looked_at, further)
        ranked = self._ranked(question, best, weighing)
        with self._step("cite"):
            page = self._page(spread(folded(ranked)), others, query)
            citations = self._cite(page, question, retrieved if query.explain else None)
        facets, documents = census.tally(retrieved.allowed, retrieved.found)
        return Results(
            query,
            question,
            int(np.count_nonzero(retrieved.found)),
            citations,
            facets=facets,
            documents=documents,
            ranked=ranked,
        )

    def _understood(self, query: Query) -> Question:
        with self._step("understand"):
            return self._understand(query, self.index.lexical)

    def _retrieved(
        self, question: Question, query: Query, weighing: Weighing, census: Census, most: int
    ) -> Retrieved:
        with self._step("retrieve"):
            return self._retrieve(question, query, weighing, census, most)

    def _ranked(self, question: Question, best: Hits, weighing: Weighing) -> list[Ranked]:
        with self._step("rank"):
            return self._reread(self._rank(question, best, weighing), question)

    def _reread(self, ranked: list[Ranked], question: Question) -> list[Ranked]:
        """What a reranker reads comes first, in its order; the others follow, below a half."""
        if self._reranker is None:
            return ranked
        read, unread = ranked[: self._options.reread], ranked[self._options.reread :]
        scores = self._reranker.scores(question.searched, [one.citation.text for one in read]).tolist()
        reread = [
            replace(one, score=(1 + score) / 2, shares={RERANKER: (1 + score) / 2})
            for one, score in zip(read, scores, strict=True)
        ]
        reread.sort(key=lambda one: -one.score)
        return [*reread, *(replace(one, score=one.score / 2) for one in unread)]

    def _page(self, ranked: list[Ranked], others: Hits, query: Query) -> list[Ranked]:
        """Of the ranked, and below them the others, what stands on the page; those come below a half."""
        first = (query.page - 1) * query.limit
        last = first + query.limit
        far = others.where(slice(max(0, first - len(ranked)), max(0, last - len(ranked))))
        cited = self.index.catalogue.citations(ids(far.passages))
        near = [replace(one, score=(1 + one.score) / 2) for one in ranked[first:last]]
        return [*near, *(Ranked(cited[one], score / 2, {}) for one, score in far.pairs() if one in cited)]

    def _cite(
        self, page: list[Ranked], question: Question, explained: Retrieved | None
    ) -> tuple[Citation, ...]:
        misspelled = self.index.lexical.unknown(question.words)
        analysis = self._understand.analysis
        explain = Explainer(question, explained, analysis) if explained else None
        return tuple(
            replace(
                one.citation,
                score=one.score,
                highlights=highlights(one.citation.text, question.words, misspelled, analysis),
                explanation=explain(one.citation, one.shares) if explain else None,
            )
            for one in page
        )


def _cut(fused: Hits, looked_at: int, further: int) -> tuple[Hits, Hits]:
    """The best, and so many of the others, with scores of at most 1."""
    first = fused.best(looked_at + further)
    others = first.where(slice(looked_at, None))
    highest = fused.scores.max(initial=1.0)
    return first.where(slice(looked_at)), Hits(others.passages, others.scores / highest)
