"""What is measured: embedders by card or folder, and ways of ranking beside them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession
from sentence_transformers import SentenceTransformer
from sklearn.feature_extraction.text import CountVectorizer
from tokenizers import Tokenizer

from bench.models.tasks import Encode
from models.files import WEIGHTS
from models.load import Setup, embedder
from models.onnx import GRAPH


def folder(path: Path) -> Encode:
    model = SentenceTransformer(str(path), device="cpu").float()
    return lambda texts: model.encode(list(texts), normalize_embeddings=True, batch_size=16)


def card(name: str) -> Encode:
    """An embedder as the product serves it, on two threads."""
    model = embedder(name, Setup(WEIGHTS, threads=2))
    return lambda texts: model.passages(texts).vectors


def late(path: Path) -> Callable[[list[str], list[str]], NDArray[np.float32]]:
    """Late interaction (Khattab and Zaharia 2020): a query by its tokens, each by its nearest.

    Scores of shape (queries, texts), from the tokens and weights that the exported transformer gives.
    """
    session = InferenceSession(str(path / GRAPH), providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(path / "tokenizer.json"))
    tokenizer.enable_truncation(256)

    def read(text: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        inputs = {"input_ids": np.array([tokenizer.encode(text).ids])}
        tokens, weights = session.run(["tokens", "weights"], inputs)
        return tokens[0], weights[0] / weights[0].sum()

    def rank(asked: list[str], texts: list[str]) -> NDArray[np.float32]:
        told = [read(text)[0] for text in texts]
        rows = [
            [weights @ (tokens @ one.T).max(axis=1) for one in told] for tokens, weights in map(read, asked)
        ]
        return np.array(rows, dtype=np.float32)

    return rank


def bm25(asked: list[str], texts: list[str], k1: float = 1.2, b: float = 0.75) -> NDArray[np.float32]:
    """Scores of plain words, shape (queries, texts), after Robertson and Zaragoza (2009)."""
    counter = CountVectorizer(token_pattern=r"\w+")
    counts = counter.fit_transform(texts).toarray().astype(np.float32)
    lengths = counts.sum(axis=1, keepdims=True)
    texts_with = (counts > 0).sum(axis=0)
    rarity = np.log(1 + (len(texts) - texts_with + 0.5) / (texts_with + 0.5))
    weights = counts * (k1 + 1) / (counts + k1 * (1 - b + b * lengths / lengths.mean()))
    return np.asarray((counter.transform(asked).toarray() > 0) @ (rarity * weights).T)
