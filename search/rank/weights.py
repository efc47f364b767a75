"""What each feature weighs in the second stage."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np

from search.query import Weighing
from search.rank.features import FEATURES, Features

FILE = Path(__file__).parent / "weights.toml"
BY_MEANING = frozenset({"likeness"})
BY_WORDS = frozenset({"headings", "text", "near"})


def read(path: Path = FILE) -> Features:
    """In the order of ``FEATURES``; ``python -m bench.ranking --fit`` writes them."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return np.array([float(table[name]) for name in FEATURES])


def weighed(weights: Features, weighing: Weighing) -> Features:
    """The weights when whoever asks wants more, or less, of words or of meaning."""
    factors = [
        weighing.meaning if name in BY_MEANING else weighing.words if name in BY_WORDS else 1.0
        for name in FEATURES
    ]
    return weights * np.array(factors)
