"""How good answers are: whether they come where they should, what they show, and whether it is literal."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass

import numpy as np

from search.answer.answer import Answer, Group
from search.answer.answer import Quote as Shown
from search.answer.literal import Stored
from search.evaluate import intervals
from search.evaluate.gold import HEAD, TAIL, GoldQuestion, Quote, plain
from search.evaluate.intervals import Interval
from search.query import Citation

ANSWERED = ("beantwoord", "zinnen goed", "citaten getoond", "groepen gevonden", "letterlijk")
REFUSED = "geweigerd"
BEST_GRADE = 2

Ask = Callable[[str], Answer]
Texts = Callable[[Collection[str]], Mapping[str, Stored]]


@dataclass(frozen=True, slots=True)
class Judged:
    """One answer. Sentences: how many are ``shown``, are ``right`` and ``literal``. Of what should be
    there, the shares 0–1: ``quotes`` shown, and ``groups`` that hold a quote of grade 2.
    """

    answered: bool
    shown: int
    right: int
    literal: int
    quotes: float
    groups: float


@dataclass(frozen=True, slots=True)
class Answering:
    """What was measured: answers to questions that have one, and by question whether the others were refused.

    Both hold kind and outcome, in the order of the questions.
    """

    judged: tuple[tuple[str, Judged], ...]
    refused: tuple[tuple[str, bool], ...]

    def answered(self, kind: str | None = None) -> tuple[int, tuple[Interval, ...]]:
        """How many questions of a kind, or of all, and one figure for each of ``ANSWERED``."""
        rows = [astuple(one) for own, one in self.judged if kind in (own, None)]
        answered, shown, right, literal, quotes, groups = np.array(rows, dtype=np.float64).T
        figures = (
            intervals.mean(answered),
            intervals.ratio(right, shown),
            intervals.mean(quotes),
            intervals.mean(groups),
            intervals.ratio(literal, shown),
        )
        return len(rows), figures

    def refusals(self, kind: str | None = None) -> tuple[int, Interval]:
        """How many questions without an answer, and which share of them was refused."""
        found = [refused for own, refused in self.refused if kind in (own, None)]
        return len(found), intervals.mean(np.array(found, dtype=np.float64))


def measure(
    ask: Ask,
    texts: Texts,
    passages: Iterable[Citation],
    questions: Sequence[GoldQuestion],
    unanswerable: Sequence[GoldQuestion],
) -> Answering:
    """Asks every question; ``passages`` are all there are, to know which labels quotes stand under."""
    known = [(one.name, plain(one.text), one) for one in passages]
    judged = [(one.kind, judge(ask(one.text), one.quotes, texts, known)) for one in questions]
    refused = [(one.kind, not ask(one.text).found) for one in unanswerable]
    return Answering(tuple(judged), tuple(refused))


def judge(
    answer: Answer,
    quotes: Sequence[Quote],
    texts: Texts,
    known: Sequence[tuple[str, str, Citation]],
) -> Judged:
    """A shown sentence is right where it shares a character with a quote; that quote is then shown."""
    stored = texts({source.document_id for source in answer.sources})
    shown = [(answer.sources[one.source - 1], one) for group in answer.groups for one in group.quotes]
    hits = [[_shares(source, one, quote, stored) for quote in quotes] for source, one in shown]
    return Judged(
        answered=answer.found,
        shown=len(shown),
        right=sum(any(row) for row in hits),
        literal=sum(_is_literal(source, one, stored) for source, one in shown),
        quotes=sum(map(any, zip(*hits, strict=True))) / len(quotes),
        groups=_groups_found(answer.groups, quotes, known),
    )


def places(quote: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a text has a quote, or else its beginning or end, whatever the white space and apostrophes."""
    for part in (quote, quote[:HEAD], quote[-TAIL:]):
        words = [re.sub("['‘’]", "['‘’]", re.escape(word)) for word in part.split()]
        found = [match.span() for match in re.finditer(r"\s+".join(words), text, re.IGNORECASE)]
        if found:
            yield from found
            return


def _shares(source: Citation, shown: Shown, quote: Quote, stored: Mapping[str, Stored]) -> bool:
    if source.document_id not in stored or source.name != quote.file:
        return False
    text, _ = stored[source.document_id]
    return any(start < shown.span.end and shown.span.start < end for start, end in places(quote.words, text))


def _is_literal(source: Citation, shown: Shown, stored: Mapping[str, Stored]) -> bool:
    """The document has these characters there, and so have the pages that are cited."""
    text, pages = stored.get(source.document_id, ("", ()))
    if text[shown.span.start : shown.span.end] != shown.text:
        return False
    cited = [page.span for page in pages if shown.pages and shown.pages[0] <= page.number <= shown.pages[1]]
    return not pages or (bool(cited) and shown.text in text[cited[0].start : cited[-1].end])


def _groups_found(
    groups: Sequence[Group], quotes: Sequence[Quote], known: Sequence[tuple[str, str, Citation]]
) -> float:
    """A quote asks for a label of its passage, of the kind that groups are by, or else for its document."""
    kinds = {group.kind.label for group in groups} - {None}
    wanted = {
        frozenset(label.id for label in passage.labels if label.kind in kinds)
        or frozenset({passage.document_id})
        for name, text, passage in known
        for quote in quotes
        if quote.grade == BEST_GRADE and quote.stands_in(name, text)
    }
    given = {group.id for group in groups}
    return sum(not given.isdisjoint(one) for one in wanted) / max(1, len(wanted))
