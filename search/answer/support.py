"""Whether a sentence follows from the passages that it cites; what is doubtful does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from search.answer.candidates import Reader
from search.answer.particulars import amounts, miscounts, names
from search.answer.polarity import Polarity
from search.answer.units import Unit
from search.query import Citation

# ids of the regions and acts that a text names, acts with the article too
Recognise = Callable[[str], frozenset[str]]

# sentences of the passages that a claim may rest on; how much of it they must have, in meaning and words
# alike, and each part of it in words (tests/test_search_answer_support.py measures these)
NEAREST = 3
LEAST = 0.6
LEAST_OF_PART = 0.5
_PARTS = re.compile(r"[,;:()–]\s|\b(?:en|maar|omdat|doordat|waardoor|zodat|terwijl|want|hoewel)\b")
_SEPARATE = re.compile(r"(?<=[.;:!?])\s+|\b(?:maar|terwijl)\b")
# what tells a reader what to write reports nothing
_ORDER = re.compile(
    r"\b(?:negeer|vergeet|ignore|disregard|forget)\b.*\b(?:instructie|opdracht|aanwijzing|regel|instruction|prompt)"
    r"|\b(?:zeg|schrijf|antwoord|vermeld|meld|herhaal|concludeer|say|write|answer)\b\W+(?:dat|alleen|met|niets|that)\b"
    r"|\b(?:taalmodel|language model|chatbot|system prompt)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cited:
    """A passage; ``above`` are its title and headings, and the names of what it was grouped under."""

    citation: Citation
    above: str


@dataclass(frozen=True, slots=True)
class _Near:
    """A sentence that a claim may rest on; ``likeness`` is their cosine."""

    unit: Unit
    above: str
    likeness: float

    @property
    def text(self) -> str:
        return f"{self.unit.lead_in} {self.unit.text}"


class Support:
    """Safe to share between threads."""

    def __init__(self, reader: Reader, recognise: Recognise) -> None:
        self._reader = reader
        self._analysis = reader.analysis
        self._polarity = Polarity(reader.analysis)
        self._recognise = recognise

    def holds(self, claim: str, passages: Sequence[Cited]) -> bool:
        """Whether meaning, words, numbers, names and negations of a sentence are those of the passages."""
        near = self._near(claim, passages)
        return (
            bool(near)
            and self._is_told(claim, near)
            and self._counts_alike(claim, near)
            and self._names_alike(claim, near[0], passages)
            and not self._polarity.turned(claim, self._core(claim, near[0]))
        )

    def _near(self, claim: str, passages: Sequence[Cited]) -> list[_Near]:
        """The likeliest first."""
        vector = self._reader.embedder.passages([claim]).vectors[0]
        found = []
        for passage in passages:
            read = self._reader.read(passage.citation)
            likeness = (read.vectors @ vector).tolist() if read.units else []
            for unit, cosine in zip(read.units, likeness, strict=True):
                if not _ORDER.search(unit.text):
                    found.append(_Near(unit, passage.above, cosine))
        return sorted(found, key=lambda one: -one.likeness)[:NEAREST]

    def _is_told(self, claim: str, near: Sequence[_Near]) -> bool:
        stems = self._stems(" ".join(f"{one.text} {one.above}" for one in near))
        whole = self._share(claim, stems)
        if whole is None or (near[0].likeness + whole) / 2 < LEAST:
            return False
        parts = (self._share(part, stems) for part in _PARTS.split(claim))
        return all(share is None or share >= LEAST_OF_PART for share in parts)

    def _share(self, text: str, stems: frozenset[str]) -> float | None:
        """How many of the words that count are among the stems; None where no word counts."""
        words = [word for word in self._analysis.words(text) if not word.is_stop]
        known = [word.stem in stems or (bool(word.parts) and stems.issuperset(word.parts)) for word in words]
        return float(np.mean(known)) if words else None

    def _stems(self, text: str) -> frozenset[str]:
        words = (word for word in self._analysis.words(text) if not word.is_stop)
        return frozenset(stem for word in words for stem in (word.stem, *word.parts))

    def _counts_alike(self, claim: str, near: Sequence[_Near]) -> bool:
        told = amounts("\n".join(f"{one.above}\n{one.text}" for one in near), loose=True)
        return amounts(claim) <= told and not miscounts(claim, near[0].text)

    def _names_alike(self, claim: str, best: _Near, passages: Sequence[Cited]) -> bool:
        """A name that the sentence relied on has not must stand above it; or in the passage, where that
        sentence has no names of its own that the claim leaves out.
        """
        mine, own = self._named(claim), self._named(self._core(claim, best))
        left = mine - own - self._held(best.above)
        anywhere = frozenset().union(
            *(self._held(f"{one.above}\n{one.citation.context}\n{one.citation.text}") for one in passages)
        )
        return left <= anywhere and not (left and own - mine)

    def _core(self, claim: str, best: _Near) -> str:
        """The part of it that has most of the claim: of two regions in a sentence each has its own part.

        All of it where the claim has parts itself.
        """
        if len(_SEPARATE.split(claim)) > 1:
            return best.text
        mine = self._stems(claim)
        return max(_SEPARATE.split(best.text), key=lambda part: len(mine & self._stems(part)))

    def _named(self, text: str) -> frozenset[str]:
        return names(text, self._analysis) | self._recognise(text)

    def _held(self, text: str) -> frozenset[str]:
        """Names that a text may lend to a claim: there the first word counts, whatever it is."""
        return frozenset(word.stem for word in self._analysis.words(text)) | self._recognise(text)
