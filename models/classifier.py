"""Tells labels of a text from examples: the nearer it is to those that hold a label, the surer.

Kernel ridge regression, so that a score is a sum over examples, and each can be shown as a reason. The
kernel adds up how near two texts are in meaning, in words, and in what else is known of them.
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

# Found by leaving one example out at a time; half or double of either differs little.
RIDGE = 0.7
KNOWN = 0.05
# The length that the words of an ordinary sentence have: what is shorter is like nothing very much.
ORDINARY = 20.0


class ExampleClassifier:
    """Made from ``texts``, what else is ``known`` of each, and ``targets``, 1 where a label holds, else 0.

    ``known`` has shape (texts, features), ``targets`` (texts, labels).
    """

    def __init__(
        self,
        texts: Sequence[str],
        known: Scores,
        targets: NDArray[np.bool_],
        embedder: Embedder,
        analysis: Analysis,
    ) -> None:
        self._embedder = embedder
        self._words = _Stems(texts, analysis)
        self._meaning = embedder.passages(texts).vectors
        self._rest = self._rest_of(texts, known)
        self._mean = targets.mean(axis=0)
        kernel = _meant(self._meaning @ self._meaning.T) + self._rest @ self._rest.T
        inverse = np.linalg.inv(kernel + RIDGE * np.eye(len(texts)))
        self._weights = inverse @ (targets - self._mean)
        #: Scores of each example by all others, shape (texts, labels) (Rifkin and Lippert 2007).
        self.left_out: Scores = targets - self._weights / np.diag(inverse)[:, None]

    def __call__(self, texts: Sequence[str], known: Scores) -> tuple[Scores, NDArray[np.float32]]:
        """Scores of shape (texts, labels), about 0 to 1, and cosines in meaning with each example."""
        if not texts:
            return np.zeros((0, len(self._mean))), np.zeros((0, len(self._meaning)), dtype=np.float32)
        cosines = self._embedder.passages(texts).vectors @ self._meaning.T
        kernel = _meant(cosines) + self._rest_of(texts, known) @ self._rest.T
        return kernel @ self._weights + self._mean, cosines

    def _rest_of(self, texts: Sequence[str], known: Scores) -> Scores:
        return np.hstack([math.sqrt(0.5) * self._words(texts), math.sqrt(KNOWN) * known])


def _meant(cosines: Vectors) -> Scores:
    return np.asarray(np.maximum(cosines, 0) ** 2 / 2, dtype=np.float64)


class _Stems:
    """Rows over the stems of the examples, the rarer the heavier; of length 1, or less for a few words."""

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
        return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), ORDINARY))

    def _of(self, text: str) -> Iterator[str]:
        for word in self._analysis.words(text):
            if not word.is_stop:
                yield from (word.stem, *word.parts)
