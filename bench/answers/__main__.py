"""``python -m bench.answers --fit`` fits the few weights of answering on our own questions.

Every figure is by cross-validation: each set of documents is judged by weights fitted on the others.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bench.answers.rows import Asked, asked, sets
from search.answer.candidates import SIGNALS
from search.answer.verdict import EVIDENCE, REFUSAL, SENTENCE, SURE, WEIGHTS, Verdict, evidence

# An answer that is wrongly refused costs so many times one that is wrongly given.
REFUSED_WRONGLY = 0.85
# What the sentences of a question without an answer count for, beside those of one that has it.
UNANSWERABLE = 0.5
RIDGE = 1.0

Rows = NDArray[np.float64]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.answers")
    parser.add_argument("--fit", action="store_true", help="write the weights")
    parser.add_argument("--data", type=Path, help="folder with, by set, a data folder that has its documents")
    options = parser.parse_args()
    questions = [one for name in sets() for one in asked(name, options.data and options.data / name)]
    report(questions)
    if options.fit:
        verdict = fitted(questions)
        tables = ((SENTENCE, SIGNALS, verdict.sentence), (REFUSAL, EVIDENCE, verdict.refusal))
        WEIGHTS.write_text("\n".join(table(*one) for one in tables), encoding="utf-8")


def fitted(questions: Sequence[Asked]) -> Verdict:
    """The weights of sentences first, and then those of what the best sentences tell."""
    # one of which no answer was read teaches nothing about sentences
    teaching = [one for one in questions if one.answers.any() or not one.answerable]
    rows = np.concatenate([one.signals for one in teaching])
    answers = np.concatenate([one.answers for one in teaching])
    sentence = logistic(rows, answers, np.concatenate([shares(one) for one in teaching]))
    told = np.stack([told_of(one, sentence) for one in questions])
    holds = np.array([float(one.answerable) for one in questions])
    refusal = logistic(told, holds, np.where(holds > 0, REFUSED_WRONGLY, 1.0))
    return Verdict(sentence, refusal)


def shares(one: Asked) -> Rows:
    """Every question counts alike, however many sentences were read for it; less where none can answer."""
    importance = 100.0 if one.answerable else 100.0 * UNANSWERABLE
    return np.full(len(one.answers), importance / max(1, len(one.answers)))


def told_of(one: Asked, sentence: Rows) -> Rows:
    """What the sentences of a question tell, by these weights."""
    scored = Verdict(sentence, np.zeros(len(EVIDENCE) + 1)).scored(one.candidates)
    return evidence(one.ask, scored, one.stems)


def logistic(rows: Rows, holds: Rows, importance: Rows) -> Rows:
    """Logistic regression with a small ridge; ``holds`` 0–1. The constant is the last weight."""

    def loss(weights: Rows) -> tuple[float, Rows]:
        margins = rows @ weights[:-1] + weights[-1]
        wrong = importance * (1 / (1 + np.exp(-margins)) - holds)
        value = (importance * (np.logaddexp(0, margins) - holds * margins)).sum()
        slope = np.append(rows.T @ wrong + RIDGE * weights[:-1], wrong.sum())
        return float(value + RIDGE * (weights[:-1] ** 2).sum() / 2), slope

    return np.asarray(minimize(loss, np.zeros(rows.shape[1] + 1), jac=True, method="L-BFGS-B").x)


def report(questions: Sequence[Asked]) -> None:
    """By set: how often the surest sentence answers, and how often refusing was right and wrong."""
    names = sorted({one.group for one in questions})
    totals = np.zeros(5)
    for name in names:
        verdict = fitted([one for one in questions if one.group != name])
        counts = sum((judged(one, verdict) for one in questions if one.group == name), np.zeros(5))
        totals += counts
        print(line(name, counts))
    print(line("alle", totals))


def judged(one: Asked, verdict: Verdict) -> Rows:
    """Answerable, its first sentence right, wrongly refused; unanswerable, rightly refused: 0 or 1 each."""
    refused = float(verdict.answers(told_of(one, verdict.sentence)) < SURE)
    if not one.answerable:
        return np.array([0, 0, 0, 1, refused])
    best = int(np.argmax(one.signals @ verdict.sentence[:-1])) if len(one.answers) else -1
    return np.array([1, best >= 0 and one.answers[best] > 0, refused, 0, 0])


def line(name: str, counts: Rows) -> str:
    answerable, right, wrongly, unanswerable, rightly = counts.tolist()
    return (
        f"{name}: first sentence right {right / answerable:.3f}, wrongly refused {wrongly / answerable:.3f} "
        f"of {answerable:.0f}; rightly refused {rightly / unanswerable:.3f} of {unanswerable:.0f}"
    )


def table(name: str, signals: Sequence[str], weights: Rows) -> str:
    named = zip((*signals, "constante"), weights, strict=True)
    return "\n".join([f"[{name}]", *(f"{signal} = {weight:.3f}" for signal, weight in named), ""])


if __name__ == "__main__":
    main()
