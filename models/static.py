"""Runs sentence-transformers' embedders without layers: the mean of what each token has.

Their own library takes seconds to import, which this does without; and it reads tables in four bits, as ours
is kept. The home of safetensors.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from models.embedder import Read
from models.protocols import Vectors


class StaticEncoder:
    """An ``Encoder`` of a folder with a ``StaticEmbedding``; it reads texts of any length."""

    def __init__(self, folder: Path) -> None:
        self._weights = _table(load_file(folder / "model.safetensors"))
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def encode(self, texts: Sequence[str]) -> Read:
        """See ``Encoder``; a text without tokens gives zeros."""
        found = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        rows = np.stack([self._weights[one.ids].sum(axis=0) for one in found])
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return Read(np.asarray(rows / np.where(lengths > 0, lengths, 1), dtype=np.float32))


def _table(kept: Mapping[str, NDArray[np.generic]]) -> Vectors:
    """A row for each piece; ``models/recipes/four_bits.py`` tells how ours are kept."""
    if "embedding.levels" not in kept:
        return kept["embedding.weight"].astype(np.float32)
    packed, scales = kept["embedding.levels"].astype(np.uint8), kept["embedding.scales"].astype(np.float32)
    # shifted to the upper half of a byte with a sign, each half keeps its own
    halves = np.stack([packed << 4, packed & 0xF0], axis=-1).view(np.int8) >> 4
    levels = halves.reshape(*scales.shape, -1)
    return np.asarray((levels * scales[..., None]).reshape(len(packed), -1), dtype=np.float32)
