"""Every unit of the best passages with what speaks for it as an answer, as numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from corpus.label import LabelKind
from corpus.span import Span
from models.analysis import Analysis
from models.protocols import Embedder, Reranker, Sentences
from search.answer.ask import Ask, Held, Named
from search.answer.units import Unit, units
from search.query import Citation, Ranked

Signals = NDArray[np.float64]
# the stems of a passage, headings included, and its labels
Told = tuple[frozenset[str], frozenset[Named]]

# what is known of a sentence; "score" is how far its passage is behind the best; "heading" and "passage" what
# those have of the question that the sentence has not; "label" a label of the question with its evidence;
# "given" and "lacking" whether it has the kind of answer that is wanted
SIGNALS = (
    "score",
    "likeness",
    "nameless_passage",
    "words",
    "heading",
    "passage",
    "meaning",
    "label",
    "nameless",
    "given",
    "lacking",
    "question",
    "loose",
    "short",
)
SHORT = 8
REMEMBERED = 20_000
THEMES = (LabelKind.ADVIES, LabelKind.BOUWSTEEN, LabelKind.KNELPUNT)


@dataclass(frozen=True, slots=True)
class Read:
    """The units of one passage, a vector for each; the stems of its headings, and those of all of it."""

    units: tuple[Unit, ...]
    vectors: NDArray[np.float32]
    above: frozenset[str]
    stems: frozenset[str]

    def after(self, number: int) -> str:
        """The words of the unit that follows; none after the last."""
        return self.units[number + 1].text if number + 1 < len(self.units) else ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit of a passage, with ``signals`` in the order of ``SIGNALS``; ``score`` 0–1 follows from them.

    ``reread`` is how likely a reranker holds it that this answers, 0–1, and ``whole`` that its passage does;
    None where it was not asked.
    """

    citation: Citation
    unit: Unit
    signals: Signals
    score: float = 0.0
    reread: float | None = None
    whole: float | None = None

    @property
    def labels(self) -> frozenset[Named]:
        """The labels whose evidence stands in the unit."""
        return frozenset(_evident(self.citation, self.unit.span))


class Reader:
    """Reads passages into candidates; a passage is read once and remembered. Safe between threads."""

    def __init__(
        self,
        analysis: Analysis,
        sentences: Sentences,
        embedder: Embedder,
        reranker: Reranker | None = None,
    ) -> None:
        self.analysis = analysis
        self.sentences = sentences
        self.embedder = embedder
        self.reranker = reranker
        self._read: Callable[[str, str, tuple[str, ...]], Read] = lru_cache(REMEMBERED)(self._reading)

    def candidates(self, ask: Ask, ranked: Sequence[Ranked]) -> list[Candidate]:
        """The units of the passages, which are in order of rank, without their scores; no headings."""
        asked = self.embedder.queries([ask.text])[0]
        best = max((one.score for one in ranked), default=0.0)
        found = []
        for one in ranked:
            citation = one.citation
            read = self.read(citation)
            above, whole = ask.held(read.above), ask.held(read.stems)
            nameless = ask.nameless(*self.told(citation))
            of_passage = (one.score - best, one.shares.get("likeness", 0.0), nameless)
            cosines = (read.vectors @ asked).tolist() if read.units else []
            for number, (unit, cosine) in enumerate(zip(read.units, cosines, strict=True)):
                if unit.is_heading:
                    continue
                evident = frozenset(_evident(citation, unit.span))
                covered = _covered(ask, ask.held(unit.stems, evident), above, whole)
                given = ask.wanted.given(unit.told, read.after(number)) if ask.wanted else None
                signals = (*of_passage, *covered, cosine, *_about(ask, evident, unit, read, given))
                found.append(Candidate(citation, unit, np.array(signals)))
        return found

    def read(self, citation: Citation) -> Read:
        """What a passage can answer with."""
        return self._read(citation.text, citation.context, (citation.title, *citation.section))

    def told(self, citation: Citation) -> Told:
        """What a passage has."""
        labels = frozenset((label.kind, label.id) for label in citation.labels)
        return self.read(citation).stems, labels

    def _reading(self, text: str, context: str, headings: tuple[str, ...]) -> Read:
        found = units(text, context, headings, self.sentences, self.analysis)
        above = " ".join((*headings, context))
        stems = {stem for key in self.analysis.keys(above) if not key.is_stop for stem in key.stems}
        vectors = self.embedder.passages([unit.text for unit in found]).vectors if found else _NOTHING
        return Read(found, vectors, frozenset(stems), frozenset(stems.union(*(unit.stems for unit in found))))


_NOTHING = np.empty((0, 0), dtype=np.float32)


def _covered(ask: Ask, own: Held, above: Held, whole: Held) -> tuple[float, float, float]:
    words = ask.share(own)
    heading = ask.share(list(map(max, own, above)))
    return words, heading - words, ask.share(list(map(max, own, whole))) - heading


def _about(
    ask: Ask, evident: frozenset[Named], unit: Unit, read: Read, given: bool | None
) -> tuple[float, ...]:
    """From "label" on."""
    return (
        float(bool(ask.named_of(*THEMES) & evident)),
        ask.nameless(unit.stems | read.above, evident),
        float(given is True),
        float(given is False),
        float(unit.is_question),
        float(unit.is_loose),
        max(0.0, 1 - unit.words / SHORT),
    )


def _evident(citation: Citation, span: Span) -> Iterator[Named]:
    for label in citation.labels:
        if any(one.overlaps(span) for evidence in label.evidence for one in evidence.spans):
            yield label.kind, label.id
