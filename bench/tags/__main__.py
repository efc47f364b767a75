"""``python -m bench.tags --fit`` fits the few weights of tagging; each of our examples left out in turn."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from corpus.taxonomy import load
from ingest.tag.rules import is_kind
from ingest.tag.signals import ANY, SIGNALS, SURE, WEIGHTS, section_of, sure_of
from ingest.tag.themas import ThemeTagger
from models.analysis import Analysis
from models.dutch import DutchSentences
from models.load import Setup, embedder

# A label that is missed costs as much as so many that are given in vain.
MISSED = {"advies": 1.5, "bouwsteen": 2.0, "knelpunt": 3.0, "hinder": 1.0}
# Our examples hold more near misses than real text does, so that they would trust the rules too little.
LEAST = {"strong": 2.0, "weak": 0.5, "hindrance": 0.7}
# "niet_bij" takes a label away, and what is denied is no knelpunt
MOST = {"veto": -4.0, "denial": -4.0}

Rows = NDArray[np.float64]
Held = NDArray[np.bool_]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.tags")
    parser.add_argument("--embedder", default="embedder-static")
    parser.add_argument("--fit", action="store_true", help="write the weights")
    options = parser.parse_args()
    tagger = ThemeTagger(
        load(), Analysis(), embedder(options.embedder, Setup(Path("models"))), DutchSentences()
    )
    labels, rows, holds = tagger.example_signals()
    weights = {}
    for section in dict.fromkeys(map(section_of, labels)):
        columns = [column for column, label in enumerate(labels) if section_of(label) == section]
        told, right = rows[:, columns].reshape(-1, len(SIGNALS)), holds[:, columns].ravel()
        weights[section] = fitted(told, right, MISSED[section])
    report(labels, sure_of(labels, rows, weights), holds)
    if options.fit:
        WEIGHTS.write_text("\n".join(map(table, weights, weights.values())), encoding="utf-8")


def fitted(rows: Rows, right: Held, missed: float) -> Rows:
    """Logistic regression with a small ridge; no signal counts against what it stands for."""
    importance = np.where(right, missed, 1.0)

    def loss(weights: Rows) -> float:
        margins = np.where(right, 1, -1) * (rows @ weights[:-1] + weights[-1])
        return float((importance * np.logaddexp(0, -margins)).sum() + (weights[:-1] ** 2).sum() / 2)

    bounds = [bound(name, told) for name, told in zip(SIGNALS, (rows != 0).any(axis=0).tolist(), strict=True)]
    bounds.append((None, None))
    return np.asarray(minimize(loss, np.zeros(len(SIGNALS) + 1), method="L-BFGS-B", bounds=bounds).x)


def bound(name: str, told: bool) -> tuple[float | None, float | None]:
    """How little and how much a signal may weigh; nothing where it is never told."""
    if not told:
        return 0, 0
    return (None, MOST[name]) if name in MOST else (LEAST.get(name, 0), None)


def report(labels: Sequence[str], sure: Rows, holds: Held) -> None:
    """Precision and recall for each label and section, and how often the surest kind of knelpunt is right."""
    given = sure >= SURE
    for section in dict.fromkeys(map(section_of, labels)):
        columns = [column for column, label in enumerate(labels) if section_of(label) == section]
        print(line(section, given[:, columns], holds[:, columns]))
        for column in columns:
            print(" ", line(labels[column], given[:, column], holds[:, column]))
    kinds = [column for column, label in enumerate(labels) if is_kind(label)]
    hindered = holds[:, labels.index(ANY)]
    surest = sure[:, kinds].argmax(axis=1)
    right = holds[:, kinds][np.arange(len(surest)), surest]
    print(f"surest kind right: {right[hindered].mean():.2f} of {hindered.sum()}")


def line(name: str, given: Held, holds: Held) -> str:
    both = (given & holds).sum()
    precision, recall = both / max(given.sum(), 1), both / holds.sum()
    return f"{name}: precision {precision:.2f}, recall {recall:.2f}, of {holds.sum()}"


def table(section: str, weights: Rows) -> str:
    named = zip((*SIGNALS, "constant"), weights, strict=True)
    return "\n".join(
        [f"[{section}]", *(f"{name} = {one:.2f}" for name, one in named if abs(one) >= 0.01), ""]
    )


if __name__ == "__main__":
    main()
