"""Runs models that were exported to ONNX with their weights in eight bits. The home of onnxruntime."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession, SessionOptions
from tokenizers import Encoding, Tokenizer

from models.cards import ModelCard
from models.embedder import Read
from models.protocols import Tokens, Vectors

# Turns the vectors of tokens into fewer dimensions: models/recipes/embedder/tokens.py makes it.
TURN = "onnx/tokens.npy"
# What it takes and gives: models/recipes/graph.py.
GRAPH = "onnx/model_int8.onnx"


class OnnxEncoder:
    """An ``Encoder``; tokens come from the folder's ``tokenizer.json``. So many texts are read side by side
    as there are ``threads``.
    """

    def __init__(self, card: ModelCard, folder: Path, threads: int) -> None:
        self._pool = ThreadPoolExecutor(threads, "lezer") if threads > 1 else None
        self._session = _session(folder)
        self._tokenizer = _tokenizer(folder, card)
        self._turn: Vectors | None = None
        if card.token_dimensions is not None:
            self._turn = np.load(folder / TURN, allow_pickle=False).astype(np.float32)

    def encode(self, texts: Sequence[str]) -> Read:
        """See ``Encoder``; each text alone, since eight bits are shared out over all that is read at once:
        beside other texts a text would get another vector.
        """
        # a process of one thread has none beside it, so that it can fork
        read = self._pool.map(self._run, texts) if self._pool and len(texts) > 1 else map(self._run, texts)
        vectors, tokens, cut = zip(*read, strict=True)
        return Read(np.concatenate(vectors), [one for one in tokens if one is not None], sum(cut))

    def _run(self, text: str) -> tuple[Vectors, Tokens | None, bool]:
        """One row, shape (1, dimensions), the tokens that it is made of, and whether there were more."""
        found = self._tokenizer.encode(text)
        inputs, cut = {"input_ids": np.array([found.ids], dtype=np.int64)}, bool(found.overflowing)
        if self._turn is None:
            return np.asarray(self._session.run(["vectors"], inputs)[0], dtype=np.float32), None, cut
        vectors, tokens, weights = self._session.run(["vectors", "tokens", "weights"], inputs)
        turned = tokens[0] @ self._turn
        turned /= np.linalg.norm(turned, axis=1, keepdims=True)
        return vectors, Tokens(turned, weights[0] / weights[0].sum()), cut


class OnnxReranker:
    """A ``Reranker``, safe to share between threads; so many texts are read side by side as there are
    ``threads``.
    """

    def __init__(self, card: ModelCard, folder: Path, threads: int) -> None:
        self._pool = ThreadPoolExecutor(threads, "herlezer")
        self._session = _session(folder)
        self._tokenizer = _tokenizer(folder, card)

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """How likely it is that each text answers the question, 0–1, shape (texts,); each is read alone."""
        pairs = self._tokenizer.encode_batch([(question, text) for text in texts])
        logits = np.array(list(self._pool.map(self._run, pairs)), dtype=np.float32)
        return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float32)

    def _run(self, pair: Encoding) -> float:
        inputs = {"input_ids": pair.ids, "token_type_ids": pair.type_ids}
        score = self._session.run(
            ["score"], {name: np.array([ids], dtype=np.int64) for name, ids in inputs.items()}
        )
        return float(score[0].item())


def _session(folder: Path) -> InferenceSession:
    options = SessionOptions()
    # the matrices of one text are too small to share out
    options.intra_op_num_threads = 1
    return InferenceSession(str(folder / GRAPH), options, providers=["CPUExecutionProvider"])


def _tokenizer(folder: Path, card: ModelCard) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    if card.max_tokens is not None:
        tokenizer.enable_truncation(card.max_tokens)
    return tokenizer
