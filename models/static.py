"""Runs sentence-transformers' embedders without layers: the mean of what each token has.

Their own library takes seconds to import, which this does without. The home of safetensors.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from models.embedder import Read


class StaticEncoder:
    """An ``Encoder`` of a folder with a ``StaticEmbedding``; it reads texts of any length."""

    def __init__(self, folder: Path) -> None:
        self._weights = load_file(folder / "model.safetensors")["embedding.weight"].astype(np.float32)
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def encode(self, texts: Sequence[str]) -> Read:
        """See ``Encoder``; a text without tokens gives zeros."""
        found = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        rows = np.stack([self._weights[one.ids].sum(axis=0) for one in found])
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return Read(np.asarray(rows / np.where(lengths > 0, lengths, 1), dtype=np.float32))
