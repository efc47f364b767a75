"""What speaks for and against a label in a sentence, as numbers, and how sure they make us together."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.label import LabelKind
from corpus.taxonomy import Example
from ingest.tag.rules import SHARED, Role, Said

WEIGHTS = Path(__file__).parent / "weights.toml"
SIGNALS = ("likeness", "strong", "weak", "veto", "topic", "hindrance", "both", "denial")

# From here a label is given; the weights are fitted so that this is where right and wrong balance.
SURE = 0.5
# Stands beside the labels for "some knelpunt": whether anything hinders at all.
ANY = "knelpunt"

Signals = NDArray[np.float64]
Weights = Mapping[str, NDArray[np.float64]]


def signals(label: str, likeness: float, said: Said) -> list[float]:
    """In the order of ``SIGNALS``; ``likeness`` is the classifier's score."""
    topic, hindrance = said.has(label, Role.TOPIC), said.has(SHARED, Role.HINDRANCE)
    strong = said.some(label, Role.STRONG) if label == ANY else said.has(label, Role.STRONG)
    return [
        likeness,
        strong,
        said.has(label, Role.WEAK),
        said.has(label, Role.VETO),
        topic,
        hindrance,
        topic and hindrance,
        said.has(SHARED, Role.DENIAL),
    ]


def holds(example: Example, label: str) -> bool:
    """Whether an example of our own has that label, or for ``ANY`` a knelpunt of whatever kind."""
    return label in example.holds or (label == ANY and any(kind_of(one) == ANY for one in example.holds))


def sure_of(labels: Sequence[str], rows: Signals, weights: Weights) -> Signals:
    """0–1, shape (sentences, labels), ½ where a label begins; ``rows`` is (sentences, labels, signals).

    The logistic function of the weighted sum; a kind of knelpunt is given only where there is one.
    """
    found = np.stack(
        [sureness(rows[:, column], weights[section_of(label)]) for column, label in enumerate(labels)], axis=1
    )
    obstacles = [kind_of(label) is LabelKind.KNELPUNT for label in labels]
    either, kinds = found[:, [labels.index(ANY)]], found[:, obstacles]
    least = np.minimum(either, kinds)
    found[:, obstacles] = np.where(least < SURE, least, (either + kinds) / 2)
    return found


def sureness(rows: Signals, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each row of signals; the constant is the last weight."""
    return np.asarray(1 / (1 + np.exp(-(rows @ weights[:-1] + weights[-1]))))


def read_weights(path: Path = WEIGHTS) -> Weights:
    """By section the weight of every signal, the constant last; ``python -m bench.tags --fit`` fits them."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        section: np.array([*(values[name] for name in SIGNALS), values["constant"]])
        for section, values in table.items()
    }


def kind_of(label: str) -> LabelKind:
    """Of a label as the examples write it: ``advies:6``."""
    return LabelKind(label.partition(":")[0])


def section_of(label: str) -> str:
    """Which weights are for a label."""
    return "hinder" if label == ANY else kind_of(label).value
