"""``python -m bench.tags --fit`` fits the few weights of tagging on our own examples."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from corpus.taxonomy import load
from ingest.tag.signals import SIGNALS, WEIGHTS, section_of
from ingest.tag.themas import ThemeTagger
from models.analysis import Analysis
from models.dutch import DutchSentences
from models.load import Setup, embedder

# A label that is missed costs as much as so many that are given in vain: a reader can see why one was given.
MISSED = {"advies": 3.0, "bouwsteen": 3.0, "knelpunt": 3.0, "hinder": 1.0}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.tags")
    parser.add_argument("--embedder", default="embedder-static")
    parser.add_argument("--fit", action="store_true", help="write the weights")
    options = parser.parse_args()
    tagger = ThemeTagger(
        load(), Analysis(), embedder(options.embedder, Setup(Path("models"))), DutchSentences()
    )
    labels, rows, holds = tagger.example_signals()
    written = []
    for kind in dict.fromkeys(map(section_of, labels)):
        columns = [column for column, label in enumerate(labels) if section_of(label) == kind]
        told, right = rows[:, columns].reshape(-1, len(SIGNALS)), holds[:, columns].ravel()
        weights = fitted(told, right, MISSED[kind])
        given = told @ weights[:-1] + weights[-1] >= 0
        precision, recall = (given & right).sum() / max(given.sum(), 1), (given & right).sum() / right.sum()
        print(f"{kind}: precision {precision:.2f}, recall {recall:.2f}, of {right.sum()} in our own examples")
        written += [
            f"[{kind}]",
            *(f"{name} = {value:.2f}" for name, value in zip((*SIGNALS, "constant"), weights, strict=True)),
            "",
        ]
    if options.fit:
        WEIGHTS.write_text("\n".join(written), encoding="utf-8")


def fitted(rows: np.ndarray, right: np.ndarray, missed: float) -> np.ndarray:
    """Logistic regression with a small ridge; a signal may not count against what it stands for."""
    signs = np.array([-1.0 if name in {"veto", "denial"} else 1.0 for name in SIGNALS])
    importance = np.where(right, missed, 1.0)

    def loss(weights: np.ndarray) -> float:
        margins = np.where(right, 1, -1) * (rows @ weights[:-1] + weights[-1])
        return float((importance * np.logaddexp(0, -margins)).sum() + (weights[:-1] ** 2).sum() / 2)

    bounds = [(0, None) if sign > 0 else (None, 0) for sign in signs] + [(None, None)]
    return np.asarray(minimize(loss, np.zeros(len(SIGNALS) + 1), method="L-BFGS-B", bounds=bounds).x)


if __name__ == "__main__":
    main()
