"""Turns signals into sureness, by a few weights: of a sentence, and of the answer as a whole."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from search.answer.ask import Ask
from search.answer.candidates import SIGNALS, Candidate, Signals

WEIGHTS = Path(__file__).parent / "weights.toml"
SENTENCE, REFUSAL = "zin", "antwoord"
# what is known of a question and all that was found for it; "spread" is how sure the third best is
EVIDENCE = ("best", "spread", "words", "passage", "rarest", "meaning", "unnamed", "numberless")
SURE = 0.5
DEEP = 10


@dataclass(frozen=True, slots=True)
class Verdict:
    """Logistic functions of weighted sums; the last weight of each is the constant."""

    sentence: Signals
    refusal: Signals

    @classmethod
    def read(cls, path: Path = WEIGHTS) -> Self:
        """The weights that ``python -m bench.answers --fit`` wrote; one that is not there is 0."""
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return cls(_row(table[SENTENCE], SIGNALS), _row(table[REFUSAL], EVIDENCE))

    def scored(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """The candidates with how likely each answers, the likeliest first."""
        if not candidates:
            return []
        scores = sureness(np.stack([one.signals for one in candidates]), self.sentence).tolist()
        rated = [replace(one, score=score) for one, score in zip(candidates, scores, strict=True)]
        return sorted(rated, key=lambda one: -one.score)

    def answers(self, evidence: Signals) -> float:
        """How likely it is that the documents answer, 0–1; from ``SURE`` they do."""
        return float(sureness(evidence[None, :], self.refusal)[0])


def evidence(ask: Ask, scored: Sequence[Candidate], passages: Sequence[frozenset[str]]) -> Signals:
    """In the order of ``EVIDENCE``; ``passages`` are the stems of the best passages, headings included."""
    if not scored:
        return np.zeros(len(EVIDENCE))
    told = np.stack([one.signals for one in scored[:DEEP]])
    column = dict(zip(SIGNALS, told.T, strict=True))
    rarest = max(ask.terms, key=lambda term: term.rarity)
    return np.array(
        [
            scored[0].score,
            scored[min(2, len(scored) - 1)].score,
            column["words"].max(),
            max((ask.covered(stems) for stems in passages[:DEEP]), default=0.0),
            max((rarest.held_by(stems) for stems in passages[:DEEP]), default=0.0),
            column["meaning"].max(),
            column["unnamed"].min(),
            column["numberless"].min(),
        ]
    )


def sureness(rows: Signals, weights: Signals) -> NDArray[np.float64]:
    """For each row; 0–1."""
    return np.asarray(1 / (1 + np.exp(-(rows @ weights[:-1] + weights[-1]))))


def _row(table: Mapping[str, float], names: Sequence[str]) -> Signals:
    return np.array([*(table.get(name, 0.0) for name in names), table["constante"]])
