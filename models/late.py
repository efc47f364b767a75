"""Late interaction: a question and a passage compared token by token, as ColBERT does.

Every token of the question looks for the token of the passage that is most like it (Khattab and Zaharia,
2020, ColBERT); here the tokens of the question also weigh differently. A token of a passage is kept in
four bits for each dimension.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.protocols import Tokens, Vectors

# The best distance between 16 equal steps for a normal distribution of spread 1 (Max, 1960, table II).
STEP = 0.3352
LEVELS = 16


def pack(vectors: Vectors) -> bytes:
    """Rows of length 1, shape (tokens, dimensions), an even number of them, in half a byte each.

    Their coordinates must be about equally large: ``models/recipes/embedder/tokens.py`` turns them so.
    """
    scaled = vectors * (np.sqrt(vectors.shape[1]) / STEP)
    levels = np.clip(np.floor(scaled) + LEVELS // 2, 0, LEVELS - 1).astype(np.uint8)
    packed: bytes = (levels[:, ::2] << 4 | levels[:, 1::2]).tobytes()
    return packed


def unpack(packed: bytes, dimensions: int) -> Vectors:
    """What ``pack`` was given, about: rows of length 1, shape (tokens, dimensions)."""
    rows = _rows(packed, dimensions)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def likeness(question: Tokens, passages: Sequence[bytes]) -> NDArray[np.float64]:
    """How much of the question each passage has, shape (passages,): 1 where every token is there as it is.

    A passage without tokens has 0.
    """
    dimensions = question.vectors.shape[1]
    found = np.zeros(len(passages))
    lengths = np.array([2 * len(packed) // dimensions for packed in passages], dtype=np.int64)
    if lengths.any():
        rows = _rows(b"".join(passages), dimensions)
        cosines = rows @ question.vectors.T
        cosines /= np.sqrt(np.einsum("ij,ij->i", rows, rows))[:, None]
        starts = (np.cumsum(lengths) - lengths)[lengths > 0]
        found[lengths > 0] = np.maximum.reduceat(cosines, starts) @ question.weights
    return found


def _rows(packed: bytes, dimensions: int) -> Vectors:
    """Not yet of length 1."""
    # both halves of a byte as bytes of one number: looking them up in a table takes five times as long
    both = np.frombuffer(packed, dtype=np.uint8).astype("<u2")
    levels = (both >> 4 | (both & LEVELS - 1) << 8).view(np.uint8).reshape(-1, dimensions)
    return np.subtract(levels, (LEVELS - 1) / 2, dtype=np.float32)
