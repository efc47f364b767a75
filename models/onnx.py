"""Runs embedders that were exported to ONNX with their weights in eight bits. The home of onnxruntime."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from onnxruntime import InferenceSession, SessionOptions
from tokenizers import Tokenizer

from models.cards import ModelCard
from models.protocols import Vectors

# Takes input_ids and attention_mask, gives unit rows: models/recipes/embedder/export.py makes it.
GRAPH = "onnx/model_int8.onnx"


class OnnxEncoder:
    """An ``Encoder``; tokens come from the folder's ``tokenizer.json``."""

    def __init__(self, card: ModelCard, folder: Path, threads: int) -> None:
        options = SessionOptions()
        options.intra_op_num_threads = threads
        # threads that wait would keep a shared processor busy
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = InferenceSession(str(folder / GRAPH), options, providers=["CPUExecutionProvider"])
        self._whole = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._whole.no_truncation()
        self._whole.no_padding()
        self._cut = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._cut.no_padding()
        if card.max_tokens is not None:
            self._cut.enable_truncation(card.max_tokens)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See ``Encoder``; each text alone, since eight bits are shared out over all that is read at once:
        beside other texts a text would get another vector.
        """
        return np.concatenate([self._run(text) for text in texts])

    def tokens(self, texts: Sequence[str]) -> list[int]:
        """See ``Encoder``."""
        return [len(found.ids) for found in self._whole.encode_batch(list(texts))]

    def _run(self, text: str) -> Vectors:
        """One row."""
        found = self._cut.encode(text)
        inputs = {
            "input_ids": np.array([found.ids], dtype=np.int64),
            "attention_mask": np.array([found.attention_mask], dtype=np.int64),
        }
        return np.asarray(self._session.run(["vectors"], inputs)[0], dtype=np.float32)
