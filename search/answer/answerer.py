"""The path from a question to an answer, top-down."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace

import numpy as np

from corpus.label import LabelKind
from corpus.visibility import Visibility
from search.answer.answer import Answer, Coverage, Group, GroupKind
from search.answer.ask import Ask, asked
from search.answer.candidates import Candidate, Reader, Told
from search.answer.grouping import Gathered, Name, gathered
from search.answer.literal import Check
from search.answer.rereading import reread
from search.answer.summary import Summariser, extractive
from search.answer.verdict import SURE, Verdict
from search.hits import contained
from search.query import Citation, Query, Ranked, Results
from search.question import Question
from search.searcher import Searcher
from search.timing import Step, untimed
from search.understand.language import DUTCH

# passages that are read for an answer: many where each region has its own
READ = {GroupKind.REGIO: 60}
READ_ELSE = 30
RELATED = 5


@dataclass(frozen=True, slots=True)
class Weighed:
    """What is asked, and the sentences of the best passages, the likeliest first; ``told`` is what each
    passage has. ``offered`` are the sentences that an answer is chosen from: where each region has its own,
    as likely as before some were read again, which sets these apart from those of other regions.
    """

    question: Question
    ask: Ask
    ranked: Sequence[Ranked]
    candidates: Sequence[Candidate]
    told: Sequence[Told]
    offered: Sequence[Candidate]


class Answerer:
    """Safe to share between threads. ``name`` tells what a label is called."""

    def __init__(
        self,
        searcher: Searcher,
        reader: Reader,
        name: Name,
        summarise: Summariser = extractive,
        step: Step = untimed,
    ) -> None:
        self._index = searcher.index
        self.searcher = searcher
        self.reader = reader
        self._name = name
        self._summarise = summarise
        self._step = step
        self._verdicts = {again: Verdict.read(searcher.has_tokens, again) for again in (False, True)}

    def seen_by(self, clearance: Visibility) -> Answerer:
        """The same for who has that clearance; what it remembers is shared."""
        seen = copy(self)
        seen.searcher = self.searcher.seen_by(clearance)
        seen._index = seen.searcher.index
        return seen

    def answer(
        self, query: Query, group_by: GroupKind | None = None, results: Results | None = None
    ) -> Answer:
        """Sentences that answer, to the letter; none where the documents do not.

        ``results`` of the same query spare a search. Raises BadQuestion.
        """
        weighed = self.weighed(query, group_by, results)
        ask = weighed.ask
        verdict = self._verdicts[self._rereads(weighed.question)]
        sure = verdict.answers(verdict.evidence(ask, weighed.candidates, weighed.told))
        groups = gathered(weighed.offered, ask, self._name) if sure >= SURE else []
        shown, sources, dropped = self._checked(groups)
        answer = Answer(
            query=query,
            question=weighed.question,
            groups=shown,
            sources=sources,
            related=() if shown else tuple(one.citation for one in weighed.ranked[:RELATED]),
            coverage=self._coverage(query, ask, shown),
            sureness=sure,
            dropped=dropped,
        )
        with self._step("summarise"):
            return replace(answer, summary=self._summarise(answer))

    def weighed(
        self, query: Query, group_by: GroupKind | None = None, results: Results | None = None
    ) -> Weighed:
        """What is read for a question. Raises BadQuestion."""
        question, ranked = (results.understanding, results.ranked) if results else self.searcher.best(query)
        ask = asked(question, self._index.lexical.rarity)
        if group_by:
            ask = replace(ask, by=group_by)
        read = ranked[: READ.get(ask.by, READ_ELSE)]
        again = self._rereads(question)
        verdict = self._verdicts[again]
        with self._step("read"):
            candidates = verdict.scored(self.reader.candidates(ask, read))
            told = [self.reader.told(one.citation) for one in read]
        with self._step("reread"):
            reranker = self.reader.reranker if again else None
            read_again = reread(ask, candidates, reranker)
            candidates = verdict.rescored(read_again)
        offered = read_again if ask.by is GroupKind.REGIO else candidates
        return Weighed(question, ask, ranked, candidates, told, offered)

    def _rereads(self, question: Question) -> bool:
        """Whether there is a reranker that knows the language of the question; ours knows Dutch."""
        return self.reader.reranker is not None and question.language == DUTCH

    def _checked(self, groups: Sequence[Gathered]) -> tuple[tuple[Group, ...], tuple[Citation, ...], int]:
        """Groups with what is literally in the documents as they are now, and the passages it stands in."""
        wanted = {one.citation.document_id for group in groups for one in group.candidates}
        check = Check(self._index.catalogue.texts(wanted))
        found = [(group, tuple(check.quotes(group.candidates))) for group in groups]
        shown = tuple(Group(group.kind, group.id, group.name, quotes) for group, quotes in found if quotes)
        return shown, tuple(check.sources.values()), check.dropped

    def _coverage(self, query: Query, ask: Ask, groups: Sequence[Group]) -> Coverage:
        catalogue = self._index.catalogue
        census = catalogue.census()
        allowed = catalogue.allowed(query.filters, census)
        within = np.bincount(census.document[contained(census.passages, allowed)])
        shown = {group.id for group in groups if group.kind is GroupKind.REGIO}
        regions = census.facets(allowed)[LabelKind.REGIO] if ask.by is GroupKind.REGIO else {}
        return Coverage(
            int(np.count_nonzero(within)),
            len(allowed),
            tuple(catalogue.unread()),
            tuple(id_ for id_ in regions if id_ not in shown),
        )
