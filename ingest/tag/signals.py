"""What speaks for and against a label in a sentence, as numbers, and how sure they make us together."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.label import LabelKind
from corpus.taxonomy import Example
from ingest.tag.rules import SHARED, Role, Said, is_kind

WEIGHTS = Path(__file__).parent / "weights.toml"
# What the rules say; "hindered" and "wished" are a topic near a word that hinders, or that asks for a change.
RULED = ("strong", "weak", "veto", "topic", "hindered", "wished", "hindrance", "wish", "denial")
SIGNALS = ("likeness", *RULED)
_OWN = (Role.STRONG, Role.WEAK, Role.VETO, Role.TOPIC)
_SHARED = (Role.HINDRANCE, Role.WISH, Role.DENIAL)
_STRONG, _HINDRANCE, _DENIAL = map(RULED.index, ("strong", "hindrance", "denial"))
_NEAR = {"hindered": Role.HINDRANCE, "wished": Role.WISH}

# From here a label is given; the weights are fitted so that this is where right and wrong balance.
SURE = 0.5
# Stands beside the labels for "some knelpunt": whether anything hinders at all.
ANY = "knelpunt"

Signals = NDArray[np.float64]
Weights = Mapping[str, NDArray[np.float64]]


def ruled(labels: Sequence[str], said: Sequence[Said]) -> Signals:
    """What the rules say of each sentence and label, 0 or 1, shape (sentences, labels, ``RULED``).

    ``ANY`` has what all knelpunten share, and what any of them has.
    """
    found = np.zeros((len(said), len(labels), len(RULED)))
    columns = {label: column for column, label in enumerate(labels)}
    for rows, one in zip(found, said, strict=True):
        for label, role in one.found:
            column = columns.get(label, columns[ANY])
            if role in (_SHARED if label == SHARED else _OWN):
                rows[column, RULED.index(role)] = 1
            if role is Role.TOPIC:
                for name, shared in _NEAR.items():
                    rows[column, RULED.index(name)] = one.near(label, role, shared)
    kinds, either = [column for label, column in columns.items() if is_kind(label)], found[:, columns[ANY]]
    np.maximum(either, found[:, kinds].max(axis=1), out=either)
    # "geen geld, en de wet knelt": what is denied takes nothing from what is not
    either[:, _DENIAL] *= 1 - np.maximum(either[:, _STRONG], either[:, _HINDRANCE])
    return found


def with_likeness(scores: Signals, rules: Signals) -> Signals:
    """In the order of ``SIGNALS``; ``scores`` are the classifier's, shape (sentences, labels)."""
    return np.concatenate([scores[:, :, None], rules], axis=2)


def holds(example: Example, label: str) -> bool:
    """Whether an example of our own has that label, or for ``ANY`` a knelpunt of whatever kind."""
    return label in example.holds or (label == ANY and any(map(is_kind, example.holds)))


def sure_of(labels: Sequence[str], rows: Signals, weights: Weights) -> Signals:
    """0–1, shape (sentences, labels), ½ where a label begins; ``rows`` is (sentences, labels, ``SIGNALS``).

    The logistic function of the weighted sum; a kind of knelpunt is given only where there is one.
    """
    found = np.stack(
        [sureness(rows[:, column], weights[section_of(label)]) for column, label in enumerate(labels)], axis=1
    )
    obstacles = [is_kind(label) for label in labels]
    either, kinds = found[:, [labels.index(ANY)]], found[:, obstacles]
    least = np.minimum(either, kinds)
    found[:, obstacles] = np.where(least < SURE, least, (either + kinds) / 2)
    return found


def sureness(rows: Signals, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each row of signals; the constant is the last weight."""
    return np.asarray(1 / (1 + np.exp(-(rows @ weights[:-1] + weights[-1]))))


def read_weights(path: Path = WEIGHTS) -> Weights:
    """By section the weight of every signal, the constant last; ``python -m bench.tags --fit`` fits them.

    A signal that is not there weighs nothing.
    """
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        section: np.array([*(values.get(name, 0.0) for name in SIGNALS), values["constant"]])
        for section, values in table.items()
    }


def kind_of(label: str) -> LabelKind:
    """Of a label as the examples write it: ``advies:6``."""
    return LabelKind(label.partition(":")[0])


def section_of(label: str) -> str:
    """Which weights are for a label."""
    return "hinder" if label == ANY else kind_of(label).value
