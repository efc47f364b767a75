"""What a question asks: which words, labels and names, and an answer of what kind, grouped by what."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from corpus.label import LabelKind
from models.analysis import Word
from search.answer.answer import GroupKind
from search.answer.wanted import Wanted, wanted
from search.question import Question

Named = tuple[LabelKind, str]
Name = frozenset[str | Named]
Held = Sequence[float]
Rarity = Callable[[Sequence[Word]], Sequence[float]]

# what other ways to say it, and a part of a compound, count for beside the word of the question itself
SYNONYM, RELATED, PART = 0.6, 0.3, 0.8
# and what the label counts for that the question names with the word
LABEL = 0.7
# a compound of which one part of two is there does not count as there
HALF = 0.45
_OPENING = r"^\W*(?:(?:en|maar|in|bij|door|met|voor|van)\s+)?"
_BY = {
    GroupKind.ADVIES: re.compile(r"\bwelke?\s+(?:\w+\s+)?advie(?:s|zen)\b", re.IGNORECASE),
    GroupKind.REGIO: re.compile(
        rf"{_OPENING}(?:waar|wie)\b|\bwelke\s+(?:\w+\s+)?(?:inspiratie)?(?:regio|gemeente|plaats|stad|steden)"
        r"|\b(?:inspiratie)?regio['’]?s\b|\bper\s+regio\b",
        re.IGNORECASE,
    ),
    GroupKind.WET: re.compile(
        r"\bwelke?\s+(?:\w+\s+)?(?:wet(?:ten)?|wetsartikel(?:en)?|artikel(?:en)?|regelgeving|wetgeving|regels)\b",
        re.IGNORECASE,
    ),
}
# what has a name of its own, of which a text that speaks of it has the label
_CALLED = (LabelKind.WET,)
# an act that the register does not know is named by what it is about
_ACT = re.compile(r"\bWet\s+(?:(?:op|meer)\s+)?(?:(?:de|het)\s+)?(?=\w)")


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question: ``rarity`` is its weight, ``alike`` are other ways to say it, each as stems
    that must all be there, with how much of the word that is; ``labels`` are those that it helps to name.
    """

    stem: str
    parts: tuple[str, ...]
    rarity: float
    alike: tuple[tuple[frozenset[str], float], ...] = ()
    labels: frozenset[Named] = frozenset()

    def held_by(self, stems: frozenset[str], labels: frozenset[Named] = frozenset()) -> float:
        """How much of it a text with these stems, and the evidence of these labels, has: 0–1."""
        if self.stem in stems:
            return 1.0
        of_parts = PART * sum(part in stems for part in self.parts) / max(1, len(self.parts))
        of_labels = LABEL * bool(self.labels & labels)
        return max(of_parts, of_labels, *(weight for other, weight in self.alike if other <= stems))


@dataclass(frozen=True, slots=True)
class Ask:
    """``named`` are labels that the question names. ``names`` are those of acts; the stems of words with a
    capital that begin no sentence, each with the label of the region that it means; and the stem of the first
    word that an act without a label is about. A text has a name that has one of these. ``by`` is what its
    answer is grouped by.
    """

    text: str
    terms: tuple[Term, ...]
    named: frozenset[Named]
    names: frozenset[Name]
    by: GroupKind
    wanted: Wanted | None = None

    def held(self, stems: frozenset[str], labels: frozenset[Named] = frozenset()) -> Held:
        """How much of each of the terms a text with these stems and labels has, 0–1."""
        return [term.held_by(stems, labels) for term in self.terms]

    def share(self, held: Held) -> float:
        """The share 0–1 of the question, by rarity, that is held so."""
        total = sum(term.rarity for term in self.terms) or 1.0
        return sum(term.rarity * one for term, one in zip(self.terms, held, strict=True)) / total

    def gap(self, stems: frozenset[str]) -> float:
        """The largest share 0–1 of the question that a single word leaves open in a text with these stems."""
        total = sum(term.rarity for term in self.terms) or 1.0
        return max((term.rarity * (1 - term.held_by(stems)) for term in self.terms), default=0.0) / total

    def absent(self, stems: frozenset[str]) -> float:
        """The share 0–1 of the question in words of which a text with these stems has less than half."""
        return self.share([float(held < HALF) for held in self.held(stems)])

    def nameless(self, stems: frozenset[str], labels: frozenset[Named]) -> float:
        """The share 0–1 of the names in the question that a text with these stems and labels has not."""
        lacking = sum(stems.isdisjoint(name) and labels.isdisjoint(name) for name in self.names)
        return lacking / len(self.names) if self.names else 0.0

    def named_of(self, *kinds: LabelKind) -> frozenset[Named]:
        """The labels of these kinds that the question names."""
        return frozenset(one for one in self.named if one[0] in kinds)


def asked(question: Question, rarity: Rarity) -> Ask:
    """``rarity`` weighs the words of the question that count."""
    terms = tuple(
        Term(word.stem, word.parts, weight, tuple(_alike(question, word)), _labels(question, word))
        for word, weight in zip(question.words, rarity(question.words), strict=True)
    )
    named = frozenset((kind, label) for kind, labels in question.labels.items() for label in labels)
    by = next((kind for kind, pattern in _BY.items() if pattern.search(question.text)), GroupKind.DOCUMENT)
    names = frozenset(_names(question))
    return Ask(question.searched, terms, named, names, by, wanted(question.text))


def _labels(question: Question, word: Word) -> frozenset[Named]:
    """The kinds of knelpunten that it helps to name: a sentence may show one in any words."""
    return frozenset(
        (LabelKind.KNELPUNT, one.id)
        for one in question.named
        if one.sort == LabelKind.KNELPUNT and any(span.overlaps(word.span) for span in one.spans)
    )


def _names(question: Question) -> Iterator[Name]:
    called = [one for one in question.named if one.sort in _CALLED]
    yield from (frozenset({(LabelKind(one.sort), one.id)}) for one in called)
    spoken = [span for one in called for span in one.spans]
    acts = [match.span() for match in _ACT.finditer(question.searched)]
    starts, ends = {start for start, _ in acts}, {end for _, end in acts}
    for word in question.words:
        at = word.span.start
        if any(span.overlaps(word.span) for span in spoken):
            continue
        if at in ends or (at not in starts and _is_name(word, question.searched)):
            yield frozenset({word.stem, *_regions(question, word)})


def _regions(question: Question, word: Word) -> Iterator[Named]:
    """What has the label need not say it as the question does: "Twentse"."""
    for one in question.named:
        if one.sort == LabelKind.REGIO and one.itself and any(span.overlaps(word.span) for span in one.spans):
            yield LabelKind.REGIO, one.id


def _is_name(word: Word, text: str) -> bool:
    written = word.span.cut(text)
    return written[0].isupper() and (word.span.start > 0 or (len(written) > 1 and written.isupper()))


def _alike(question: Question, word: Word) -> Iterator[tuple[frozenset[str], float]]:
    """What the thesaurus gives for the words that hold this one."""
    for expansion in question.expansions:
        if expansion.span.overlaps(word.span):
            for phrases, weight in (
                (expansion.synonyms, SYNONYM),
                (expansion.narrower, SYNONYM),
                (expansion.related, RELATED),
            ):
                for phrase in phrases:
                    yield frozenset(one.stem for one in phrase.words if not one.is_stop), weight
