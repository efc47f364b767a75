"""Puts sentences together by region, act, advies or document, without saying anything twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from corpus.label import Evidence, Ground, Label, LabelKind
from corpus.span import Span
from search.answer.answer import GroupKind
from search.answer.ask import Ask
from search.answer.candidates import THEMES, Candidate
from search.query import Citation

Name = Callable[[LabelKind, str], str]

# what is less sure than this is never shown
WEAKEST = 0.015
# shares of the words of two sentences that then say the same
ALIKE = 0.7
# where a question is about knelpunten or another theme, a sentence that shows none must be so sure beside the
# first of its group, and beside the surest of all to open one: words alone may name a law in passing
THEMELESS = 0.6
# regions that a sentence may be told of at once
TOGETHER = 3
_WHOLE = frozenset({Ground.SECTION, Ground.DOCUMENT, Ground.PERSON})


@dataclass(frozen=True, slots=True)
class Choice:
    """How sure the first sentence of a group must be, as a share of the surest of all (``share``) or by
    itself (``least``), whichever is less; and the next ones as a share of the first (``beside``).
    ``groups`` and ``sentences`` are the most of each.
    """

    share: float = 0.4
    least: float = 1.0
    beside: float = 0.4
    groups: int = 12
    sentences: int = 4


# where each region has its own answer, the best of one says little of what is good enough for another
CHOICE = {GroupKind.REGIO: Choice(share=0.18, least=0.03, beside=0.24, sentences=8)}
ELSE = Choice()


@dataclass(slots=True)
class Gathered:
    """The sentences of one group, the strongest first."""

    kind: GroupKind
    id: str
    name: str
    candidates: list[Candidate] = field(default_factory=list)


def gathered(scored: Sequence[Candidate], ask: Ask, name: Name) -> list[Gathered]:
    """Groups in the order of their strongest sentence; ``scored`` is in order, the best first."""
    by, themes = ask.by, frozenset(kind for kind, _ in ask.named_of(*THEMES))
    groups: dict[tuple[GroupKind, str], Gathered] = {}
    taken: list[Candidate] = []
    choice = CHOICE.get(by, ELSE)
    best = max((one.score for one in scored), default=0.0)
    least = min(choice.least, choice.share * best)
    for one in scored:
        if one.score < max(WEAKEST, least * choice.beside):
            break
        if any(_says_the_same(one, other) for other in taken):
            continue
        shows = any(kind in themes for kind, _ in one.labels)
        opens = least if not themes else WEAKEST if shows else THEMELESS * best
        for kind, label in _keys(one, by):
            group = groups.get((kind, label))
            if group is None and one.score >= opens and len(groups) < choice.groups:
                called = name(kind.label, label) if kind.label else titled(one.citation)
                group = groups[kind, label] = Gathered(kind, label, called)
            if group and _fits(one, group, choice, shows or not themes):
                _put(one, group)
                taken.append(one)
    return list(groups.values())


def titled(citation: Citation) -> str:
    """The title of a document, with the year where that says nothing of it."""
    year = str(citation.date.day.year) if citation.date else ""
    return citation.title if year in citation.title else f"{citation.title} ({year})"


def _fits(one: Candidate, group: Gathered, choice: Choice, shows: bool) -> bool:
    first = group.candidates[0] if group.candidates else one
    beside = choice.beside if shows else max(choice.beside, THEMELESS)
    return len(group.candidates) < choice.sentences and one.score >= beside * first.score


def _put(one: Candidate, group: Gathered) -> None:
    """At the end; or it makes longer what it overlaps."""
    for place, other in enumerate(group.candidates):
        if other.citation.id == one.citation.id and other.unit.span.overlaps(one.unit.span):
            group.candidates[place] = _joined(other, one)
            return
    group.candidates.append(one)


def _joined(one: Candidate, other: Candidate) -> Candidate:
    ends = (one.unit.span, other.unit.span)
    span = Span(min(end.start for end in ends), max(end.end for end in ends))
    stems = one.unit.stems | other.unit.stems
    return replace(one, unit=replace(one.unit, span=span, text=span.cut(one.citation.text), stems=stems))


def _says_the_same(one: Candidate, other: Candidate) -> bool:
    if one.citation.id == other.citation.id and other.unit.span.contains(one.unit.span):
        return True
    if one.citation.id == other.citation.id and one.unit.span.overlaps(other.unit.span):
        return False
    both = one.unit.stems & other.unit.stems
    return len(both) >= ALIKE * max(1, min(len(one.unit.stems), len(other.unit.stems)))


def _keys(one: Candidate, by: GroupKind) -> list[tuple[GroupKind, str]]:
    labels = [label for label in one.citation.labels if label.kind is by.label]
    found = _regions(one, labels) if by is GroupKind.REGIO else _evident(one, labels)
    if by is GroupKind.ADVIES and not found:
        found = labels[:1]
    keys = [(by, label.id) for label in found[:TOGETHER]]
    return keys or [(GroupKind.DOCUMENT, one.citation.document_id)]


def _regions(one: Candidate, labels: Sequence[Label]) -> list[Label]:
    """Whose section it is; else those that the sentence names, else the one named last before it."""
    whole = [label for label in labels if any(evidence.ground in _WHOLE for evidence in label.evidence)]
    if whole:
        return whole[:1]
    before = [(span.start, label) for label in labels for span in _spans(label.evidence)]
    earlier = [
        label for start, label in sorted(before, key=lambda pair: pair[0]) if start < one.unit.span.end
    ]
    return _evident(one, labels) or earlier[-1:]


def _evident(one: Candidate, labels: Iterable[Label]) -> list[Label]:
    return [label for label in labels if any(span.overlaps(one.unit.span) for span in _spans(label.evidence))]


def _spans(evidence: Iterable[Evidence]) -> Iterable[Span]:
    return (span for one in evidence for span in one.spans)
