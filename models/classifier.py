"""Tells labels of a text from examples: the nearer it is to those that hold a label, in meaning and in words.

Kernel ridge regression, so that a score is a sum over examples, and each can be shown as a reason. The
kernel is half the squared cosine of the embedder, half the cosine of weighted stems.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from models.analysis import Analysis
from models.protocols import Embedder, Vectors

Scores = NDArray[np.float64]

# Found by leaving one example out at a time; from 0.3 to 1 differ little.
RIDGE = 1.0


class ExampleClassifier:
    """Made from ``texts`` and ``targets``, shape (texts, labels), 1 where the label holds and else 0."""

    def __init__(
        self, texts: Sequence[str], targets: NDArray[np.bool_], embedder: Embedder, analysis: Analysis
    ) -> None:
        self._embedder = embedder
        self._words = _Stems(texts, analysis)
        self._meaning = embedder.passages(texts)
        self._stems = self._words(texts)
        self._mean = targets.mean(axis=0)
        kernel = _kernel(self._meaning, self._meaning, self._stems, self._stems)
        inverse = np.linalg.inv(kernel + RIDGE * np.eye(len(texts)))
        self._weights = inverse @ (targets - self._mean)
        #: Scores of each example by all others, shape (texts, labels) (Rifkin and Lippert 2007).
        self.left_out: Scores = targets - self._weights / np.diag(inverse)[:, None]

    def __call__(self, texts: Sequence[str]) -> tuple[Scores, NDArray[np.float32]]:
        """Scores of shape (texts, labels), about 0 to 1, and cosines in meaning with each example."""
        if not texts:
            return np.zeros((0, len(self._mean))), np.zeros((0, len(self._meaning)), dtype=np.float32)
        meaning, stems = self._embedder.passages(texts), self._words(texts)
        kernel = _kernel(meaning, self._meaning, stems, self._stems)
        return kernel @ self._weights + self._mean, meaning @ self._meaning.T


def _kernel(meaning: Vectors, others: Vectors, stems: Vectors, other_stems: Vectors) -> Scores:
    return np.asarray((np.maximum(meaning @ others.T, 0) ** 2 + stems @ other_stems.T) / 2, dtype=np.float64)


class _Stems:
    """Rows of length 1 over the stems of the examples, the rarer the heavier."""

    def __init__(self, texts: Sequence[str], analysis: Analysis) -> None:
        self._analysis = analysis
        often = Counter(stem for text in texts for stem in set(self._of(text)))
        self._numbers = {stem: number for number, stem in enumerate(sorted(often))}
        self._weights = np.array(
            [math.log(len(texts) / often[stem]) + 1 for stem in self._numbers], dtype=np.float32
        )

    def __call__(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), len(self._numbers)), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for stem, count in Counter(self._of(text)).items():
                if stem in self._numbers:
                    row[self._numbers[stem]] = 1 + math.log(count)
        rows *= self._weights
        return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9))

    def _of(self, text: str) -> Iterator[str]:
        for word in self._analysis.words(text):
            if not word.is_stop:
                yield from (word.stem, *word.parts)
