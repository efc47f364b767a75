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
from search.answer.verdict import EVIDENCE, REFUSAL, SENTENCE, SURE, WEIGHTS, WITHOUT, Verdict

# An answer that is wrongly refused costs so many times one that is wrongly given.
REFUSED_WRONGLY = 1.7
# What the sentences of a question without an answer count for, beside those of one that has it.
UNANSWERABLE = 0.5
RIDGE = 1.0
REFUSAL_RIDGE = 0.1
# without tokens these say nothing
OF_TOKENS = frozenset({"likeness", "first_likeness"})

Rows = NDArray[np.float64]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.answers")
    parser.add_argument("--fit", action="store_true", help="write the weights")
    parser.add_argument("--data", type=Path, help="folder with, by set, a data folder that has its documents")
    options = parser.parse_args()
    questions = [one for name in sets() for one in asked(name, options.data and options.data / name)]
    tables = []
    for name, tokens in (("", True), (WITHOUT, False)):
        print(f"weights{name}")
        report(questions, tokens)
        verdict = fitted(questions, tokens)
        tables.append(table(SENTENCE + name, SIGNALS, verdict.sentence))
        tables.append(table(REFUSAL + name, EVIDENCE, verdict.refusal))
    if options.fit:
        WEIGHTS.write_text("\n".join(tables), encoding="utf-8")


def fitted(questions: Sequence[Asked], tokens: bool) -> Verdict:
    """The weights of sentences first, and then those of what the best sentences tell; those of what only
    ``tokens`` tell are 0 without them.
    """
    # one of which no answer was read teaches nothing about sentences
    teaching = [one for one in questions if one.answers.any() or not one.answerable]
    rows = np.concatenate([one.signals for one in teaching])
    answers = np.concatenate([one.answers for one in teaching])
    sentence = logistic(
        rows * kept(SIGNALS, tokens), answers, np.concatenate([shares(one) for one in teaching])
    )
    told = np.stack([told_of(one, sentence) for one in questions])
    holds = np.array([float(one.answerable) for one in questions])
    refusal = logistic(
        told * kept(EVIDENCE, tokens), holds, np.where(holds > 0, REFUSED_WRONGLY, 1.0), REFUSAL_RIDGE
    )
    return Verdict(sentence, refusal)


def kept(names: Sequence[str], tokens: bool) -> Rows:
    """1 for what is known, 0 for what is not."""
    return np.array([float(tokens or name not in OF_TOKENS) for name in names])


def shares(one: Asked) -> Rows:
    """Every question counts alike, however many sentences were read for it; less where none can answer."""
    importance = 100.0 if one.answerable else 100.0 * UNANSWERABLE
    return np.full(len(one.answers), importance / max(1, len(one.answers)))


def told_of(one: Asked, sentence: Rows) -> Rows:
    """What the sentences of a question tell, by these weights."""
    verdict = Verdict(sentence, np.zeros(len(EVIDENCE) + 1))
    return verdict.evidence(one.ask, verdict.scored(one.candidates), one.stems)


def logistic(rows: Rows, holds: Rows, importance: Rows, ridge: float = RIDGE) -> Rows:
    """Logistic regression with a small ridge; ``holds`` 0–1. The constant is the last weight."""

    def loss(weights: Rows) -> tuple[float, Rows]:
        margins = rows @ weights[:-1] + weights[-1]
        wrong = importance * (1 / (1 + np.exp(-margins)) - holds)
        value = (importance * (np.logaddexp(0, margins) - holds * margins)).sum()
        slope = np.append(rows.T @ wrong + ridge * weights[:-1], wrong.sum())
        return float(value + ridge * (weights[:-1] ** 2).sum() / 2), slope

    return np.asarray(minimize(loss, np.zeros(rows.shape[1] + 1), jac=True, method="L-BFGS-B").x)


def report(questions: Sequence[Asked], tokens: bool) -> None:
    """By set: how often the surest sentence answers, and how often refusing was right and wrong."""
    names = sorted({one.group for one in questions})
    totals = np.zeros(5)
    for name in names:
        verdict = fitted([one for one in questions if one.group != name], tokens)
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
    return "\n".join([f'["{name}"]', *(f"{signal} = {weight:.3f}" for signal, weight in named), ""])


if __name__ == "__main__":
    main()
