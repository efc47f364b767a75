"""What is measured: sentence-transformers folders, their ONNX int8, mixtures, and BM25 beside them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from sklearn.feature_extraction.text import CountVectorizer

from bench.models.tasks import Encode
from models.recipes.embedder.export import OnnxEncoder


def folder(path: Path) -> Encode:
    model = SentenceTransformer(str(path), device="cpu").float()
    return lambda texts: model.encode(list(texts), normalize_embeddings=True, batch_size=16)


def onnx(path: Path) -> Encode:
    return OnnxEncoder(path, threads=2)


def mixture(encoders: list[Encode]) -> Encode:
    """One vector for several models: its cosine is the mean of theirs."""
    return lambda texts: (
        np.hstack([encode(texts) for encode in encoders]) / np.float32(np.sqrt(len(encoders)))
    )


def bm25(asked: list[str], texts: list[str], k1: float = 1.2, b: float = 0.75) -> NDArray[np.float32]:
    """Scores of plain words, shape (queries, texts), after Robertson and Zaragoza (2009)."""
    counter = CountVectorizer(token_pattern=r"\w+")
    counts = counter.fit_transform(texts).toarray().astype(np.float32)
    lengths = counts.sum(axis=1, keepdims=True)
    texts_with = (counts > 0).sum(axis=0)
    rarity = np.log(1 + (len(texts) - texts_with + 0.5) / (texts_with + 0.5))
    weights = counts * (k1 + 1) / (counts + k1 * (1 - b + b * lengths / lengths.mean()))
    return np.asarray((counter.transform(asked).toarray() > 0) @ (rarity * weights).T)
