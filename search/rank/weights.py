"""What each feature weighs in the second stage."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np

from search.query import Weighing
from search.rank.features import FEATURES, Features

FILE = Path(__file__).parent / "weights.toml"
WITH, WITHOUT = "met tokens", "zonder tokens"
BY_MEANING = frozenset({"likeness"})
BY_WORDS = frozenset({"headings", "text", "near"})


def read(with_tokens: bool, path: Path = FILE) -> Features:
    """In the order of ``FEATURES``, none below 0, adding up to 1; ``python -m bench.ranking --fit`` writes
    them, apart for models that give no tokens.
    """
    table = tomllib.loads(path.read_text(encoding="utf-8"))[WITH if with_tokens else WITHOUT]
    weights = np.array([float(table[name]) for name in FEATURES])
    return np.asarray(weights / weights.sum())


def weighed(weights: Features, weighing: Weighing) -> Features:
    """The weights when whoever asks wants more, or less, of words or of meaning."""
    factors = [
        weighing.meaning if name in BY_MEANING else weighing.words if name in BY_WORDS else 1.0
        for name in FEATURES
    ]
    return np.asarray(weights * np.array(factors))
