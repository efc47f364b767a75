"""Turns signals into sureness, by a few weights: of a sentence, and of the answer as a whole."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from search.answer.ask import Ask
from search.answer.candidates import SIGNALS, Candidate, Signals, Told

WEIGHTS = Path(__file__).parent / "weights.toml"
SENTENCE, AGAIN, REFUSAL = "zin", "herlezen", "antwoord"
WITHOUT, ONCE = " zonder tokens", " zonder herlezen"
# what is known of a sentence that was read again: the log-odds that it had, and those of the reranker
READINGS = ("first", "reread")
# what is known of a question and all that was read for it: how sure its best and third sentence are; how sure
# the reranker is of the sentence and of the passage that it likes best, as log-odds; how like the question,
# token by token, the first passage is and the best; what no passage has of it, and the largest gap that one
# word leaves in the first; its names; and whether the sentence that would be best lacks the kind of answer
# that is wanted
EVIDENCE = (
    "best",
    "third",
    "reread",
    "whole",
    "first_likeness",
    "likeness",
    "absent",
    "gap",
    "nameless",
    "lacking",
)
SURE = 0.5
DEEP = 10
# no model is surer than this
SLIGHT = 1e-3
# leaves out of what speaks for a sentence the kind of answer that it has
OF_ANY_KIND = np.array([name not in {"given", "lacking"} for name in SIGNALS])


@dataclass(frozen=True, slots=True)
class Verdict:
    """Logistic functions of weighted sums; the last weight of each is the constant."""

    sentence: Signals
    again: Signals
    refusal: Signals

    @classmethod
    def read(cls, with_tokens: bool, reread: bool, path: Path = WEIGHTS) -> Self:
        """The weights that ``python -m bench.answers --fit`` wrote, apart for models that give no tokens and
        for where no sentence is ``reread``; one that is not there is 0.
        """
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        which = "" if with_tokens else WITHOUT
        refusal = table[REFUSAL + which + ("" if reread else ONCE)]
        return cls(
            _row(table[SENTENCE + which], SIGNALS),
            _row(table[AGAIN + which], READINGS),
            _row(refusal, EVIDENCE),
        )

    def scored(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """The candidates with how likely each answers, the likeliest first."""
        if not candidates:
            return []
        scores = sureness(np.stack([one.signals for one in candidates]), self.sentence).tolist()
        return _sorted(replace(one, score=score) for one, score in zip(candidates, scores, strict=True))

    def rescored(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """The same, with what a reranker said taken into account where it was asked."""
        return _sorted(
            one
            if one.reread is None
            else replace(one, score=float(sureness(readings(one)[None, :], self.again)[0]))
            for one in candidates
        )

    def answers(self, evidence: Signals) -> float:
        """How likely it is that the documents answer, 0–1; from ``SURE`` they do."""
        return float(sureness(evidence[None, :], self.refusal)[0])

    def evidence(self, ask: Ask, scored: Sequence[Candidate], passages: Sequence[Told]) -> Signals:
        """In the order of ``EVIDENCE``; ``passages`` are those that were read, the best first."""
        if not scored:
            return np.zeros(len(EVIDENCE))
        rows = np.stack([one.signals for one in scored])
        told = dict(zip(SIGNALS, rows.T, strict=True))
        best, anywhere = passages[:DEEP], frozenset().union(*(stems for stems, _ in passages))
        return np.array(
            [
                scored[0].score,
                scored[min(2, len(scored) - 1)].score,
                _highest(one.reread for one in scored),
                _highest(one.whole for one in scored),
                told["likeness"][told["score"].argmax()],
                told["likeness"][:DEEP].max(),
                ask.absent(anywhere),
                ask.gap(best[0][0]),
                min(ask.nameless(*one) for one in best),
                told["lacking"][(rows @ (self.sentence[:-1] * OF_ANY_KIND)).argmax()],
            ]
        )


def sureness(rows: Signals, weights: Signals) -> NDArray[np.float64]:
    """For each row; 0–1."""
    return np.asarray(1 / (1 + np.exp(-(rows @ weights[:-1] + weights[-1]))))


def readings(one: Candidate) -> Signals:
    """In the order of ``READINGS``, of one that was read again."""
    return np.array([log_odds(one.score), log_odds(one.reread or 0.0)])


def _highest(chances: Iterable[float | None]) -> float:
    """As log-odds, of those that are known."""
    return max((log_odds(one) for one in chances if one is not None), default=0.0)


def log_odds(chance: float) -> float:
    """Of a chance 0–1, within bounds."""
    kept = min(max(chance, SLIGHT), 1 - SLIGHT)
    return math.log(kept / (1 - kept))


def _sorted(candidates: Iterable[Candidate]) -> list[Candidate]:
    return sorted(candidates, key=lambda one: -one.score)


def _row(table: Mapping[str, float], names: Sequence[str]) -> Signals:
    return np.array([*(table.get(name, 0.0) for name in names), table["constante"]])
