"""``python -m bench.answers --fit`` fits the few weights of answering on our own questions.

Every figure is by cross-validation: each set of documents is judged by weights fitted on the others.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bench.answers.rows import Asked, asked, relevance, sets
from search.answer.candidates import SIGNALS, Candidate
from search.answer.rereading import REREAD, WHOLE
from search.answer.verdict import (
    AGAIN,
    EVIDENCE,
    ONCE,
    READINGS,
    REFUSAL,
    SENTENCE,
    SURE,
    WEIGHTS,
    WITHOUT,
    Verdict,
    readings,
    sureness,
)

# An answer that is wrongly refused costs so many times one that is wrongly given: where sentences are read
# again and where they are not, so that about 7 in 100 are refused wrongly, or less.
REFUSED_WRONGLY = {True: 2.4, False: 1.9}
# What the sentences of a question without an answer count for, beside those of one that has it.
UNANSWERABLE = 0.5
RIDGE = 1.0
REFUSAL_RIDGE = 0.1
# without tokens these say nothing
OF_TOKENS = frozenset({"likeness", "first_likeness"})
# nor do these where nothing is read again
OF_READING = frozenset({"reread", "whole"})

Rows = NDArray[np.float64]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.answers")
    parser.add_argument("--fit", action="store_true", help="write the weights")
    parser.add_argument("--data", type=Path, help="folder with, by set, a data folder that has its documents")
    options = parser.parse_args()
    questions = [one for name in sets() for one in asked(name, options.data and options.data / name)]
    tables = []
    for name, tokens in (("", True), (WITHOUT, False)):
        for how, again in (("", True), (ONCE, False)):
            known = Known(tokens, again)
            print(f"weights{name}{how}")
            report(questions, known)
            verdict = fitted(questions, known)
            if again:
                tables.append(table(SENTENCE + name, SIGNALS, verdict.sentence))
                tables.append(table(AGAIN + name, READINGS, verdict.again))
            tables.append(table(REFUSAL + name + how, EVIDENCE, verdict.refusal))
    if options.fit:
        WEIGHTS.write_text("\n".join(tables), encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Known:
    """Whether the embedder gives ``tokens``, and whether sentences are read ``again``."""

    tokens: bool
    again: bool

    def kept(self, names: Sequence[str]) -> Rows:
        """1 for what is known, 0 for what is not."""
        absent = (frozenset() if self.tokens else OF_TOKENS) | (frozenset() if self.again else OF_READING)
        return np.array([float(name not in absent) for name in names])


def fitted(questions: Sequence[Asked], known: Known) -> Verdict:
    """The weights of sentences first, then those for what is read again, and those of what the best
    sentences tell; those of what is not known are 0.
    """
    # one of which no answer was read teaches nothing about sentences
    teaching = [one for one in questions if one.answers.any() or not one.answerable]
    rows = np.concatenate([one.signals for one in teaching])
    answers = np.concatenate([one.answers for one in teaching])
    weights = np.concatenate([shares(one) for one in teaching])
    first = logistic(rows * known.kept(SIGNALS), answers, weights)
    again = reading(teaching, first)
    verdict = Verdict(first, again, np.zeros(len(EVIDENCE) + 1))
    told = np.stack([told_of(one, verdict, known) for one in questions])
    holds = np.array([float(one.answerable) for one in questions])
    importance = np.where(holds > 0, REFUSED_WRONGLY[known.again], 1.0)
    return replace(verdict, refusal=logistic(told * known.kept(EVIDENCE), holds, importance, REFUSAL_RIDGE))


def reading(questions: Sequence[Asked], first: Rows) -> Rows:
    """The weights of what was said of the best sentences before and after they were read again."""
    rows, answers, importance = [], [], []
    for one in questions:
        scores = sureness(one.signals, first)
        read = [
            number for number in np.argsort(-scores)[:REREAD] if one.candidates[number].reread is not None
        ]
        for number in read:
            rows.append(readings(replace(one.candidates[number], score=float(scores[number]))))
            answers.append(one.answers[number])
            importance.append((1.0 if one.answerable else UNANSWERABLE) * 100 / len(read))
    return logistic(np.array(rows), np.array(answers), np.array(importance))


def shares(one: Asked) -> Rows:
    """Every question counts alike, however many sentences were read for it; less where none can answer."""
    importance = 100.0 if one.answerable else 100.0 * UNANSWERABLE
    return np.full(len(one.answers), importance / max(1, len(one.answers)))


def told_of(one: Asked, verdict: Verdict, known: Known) -> Rows:
    """What the sentences of a question tell, by these weights."""
    return verdict.evidence(one.ask, in_order(one.candidates, verdict, known), one.told)


def in_order(candidates: Sequence[Candidate], verdict: Verdict, known: Known) -> list[Candidate]:
    """As an answer would have them: only the first were read again, and their passages, if any."""
    scored = verdict.scored(candidates)
    read, whole = (REREAD, WHOLE) if known.again else (0, 0)
    passages = {one.citation.id for one in scored[:whole]}
    first = [one if one.citation.id in passages else replace(one, whole=None) for one in scored[:read]]
    return verdict.rescored([*first, *(replace(one, reread=None, whole=None) for one in scored[read:])])


def logistic(rows: Rows, holds: Rows, importance: Rows, ridge: float = RIDGE) -> Rows:
    """Logistic regression with a small ridge; ``holds`` 0–1. The constant is the last weight."""

    def loss(weights: Rows) -> tuple[float, Rows]:
        margins = rows @ weights[:-1] + weights[-1]
        wrong = importance * (1 / (1 + np.exp(-margins)) - holds)
        value = (importance * (np.logaddexp(0, margins) - holds * margins)).sum()
        slope = np.append(rows.T @ wrong + ridge * weights[:-1], wrong.sum())
        return float(value + ridge * (weights[:-1] ** 2).sum() / 2), slope

    return np.asarray(minimize(loss, np.zeros(rows.shape[1] + 1), jac=True, method="L-BFGS-B").x)


def report(questions: Sequence[Asked], known: Known) -> None:
    """By set: how often the surest sentence answers, and how often refusing was right and wrong."""
    names = sorted({one.group for one in questions})
    totals = np.zeros(5)
    for name in names:
        verdict = fitted([one for one in questions if one.group != name], known)
        counts = sum((judged(one, verdict, known) for one in questions if one.group == name), np.zeros(5))
        totals += counts
        print(line(name, counts))
    print(line("alle", totals))


def judged(one: Asked, verdict: Verdict, known: Known) -> Rows:
    """Answerable, its first sentence right, wrongly refused; unanswerable, rightly refused: 0 or 1 each."""
    scored = in_order(one.candidates, verdict, known)
    refused = float(verdict.answers(verdict.evidence(one.ask, scored, one.told)) < SURE)
    if not one.answerable:
        return np.array([0, 0, 0, 1, refused])
    right = bool(scored) and relevance(scored[0], one.quotes) > 0
    return np.array([1, right, refused, 0, 0])


def line(name: str, counts: Rows) -> str:
    answerable, right, wrongly, unanswerable, rightly = counts.tolist()
    return (
        f"{name}: first sentence right {right / answerable:.3f}, wrongly refused {wrongly / answerable:.3f} "
        f"of {answerable:.0f}; rightly refused {rightly / unanswerable:.3f} of {unanswerable:.0f}"
    )


def table(name: str, signals: Sequence[str], weights: Rows) -> str:
    named = zip((*signals, "constante"), weights, strict=True)
    return "\n".join([f'["{name}"]', *(f"{signal} = {weight:.3f}" for signal, weight in named), ""])


if __name__ == "__main__":
    main()
