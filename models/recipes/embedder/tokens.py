"""Turns the vectors of tokens into fewer dimensions, all of them about equally large.

The directions that vary most are kept (principal components, not centred, so that cosines stay what they
were) and then turned at random, after which each coordinate can do with a few bits.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession
from tokenizers import Tokenizer

from models.onnx import GRAPH, TURN

DIMENSIONS = 128


def turn(folder: Path, texts: Sequence[str]) -> Path:
    """Writes ``TURN``, shape (dimensions of the model, 128), half precision, into an exported folder."""
    moments = sum(rows.T @ rows for rows in _tokens(folder, texts))
    kept = np.linalg.eigh(moments)[1][:, ::-1][:, :DIMENSIONS]
    random = np.linalg.qr(np.random.default_rng(0).normal(size=(DIMENSIONS, DIMENSIONS)))[0]
    np.save(folder / TURN, (kept @ random).astype(np.float16))
    return folder / TURN


def _tokens(folder: Path, texts: Sequence[str]) -> list[NDArray[np.float32]]:
    session = InferenceSession(str(folder / GRAPH), providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(256)
    found = []
    for read in tokenizer.encode_batch(list(texts)):
        found.append(session.run(["tokens"], {"input_ids": np.array([read.ids])})[0][0])
    return found
