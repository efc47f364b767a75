"""An embedder without weights: hashed character n-grams, for a first run and for tests.

It knows spelling, not meaning: words that share letters come near each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.protocols import Card, Encoded, Vectors

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import HashingVectorizer


# characters; passages are far shorter, but for a file that is made to harm
READ = 20_000


class HashedNgrams:
    """Character 3- to 5-grams within words, hashed to 1,024 signed dimensions, length 1.

    Counts are damped to ``1 + ln(count)``. A text without a single letter becomes the zero vector.
    """

    card = Card(id="hashed-ngrams", revision="1", dimensions=1024, max_tokens=None, licence="EUPL-1.2")

    @cached_property
    def _vectorizer(self) -> HashingVectorizer:
        # takes seconds to import, which a run without anything to embed does without
        from sklearn.feature_extraction.text import HashingVectorizer  # noqa: PLC0415

        return HashingVectorizer(
            analyzer="char_wb",
            ngram_range=(3, 5),
            n_features=self.card.dimensions,
            strip_accents="unicode",
            norm=None,
            alternate_sign=True,
        )

    def passages(self, texts: Sequence[str]) -> Encoded:
        """Rows of shape (texts, 1024)."""
        return Encoded.without_tokens(self.queries(texts))

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Questions are read as passages are."""
        if not texts:
            return np.zeros((0, self.card.dimensions), dtype=np.float32)
        counts = self._vectorizer.transform([text[:READ] for text in texts])
        counts.data = np.sign(counts.data) * (1 + np.log(np.maximum(np.abs(counts.data), 1)))
        return _of_length_one(counts.toarray())

    def question_tokens(self, text: str) -> None:
        """It has none."""


def _of_length_one(rows: NDArray[np.float64]) -> Vectors:
    """A row of zeros stays as it is."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(lengths > 0, lengths, 1)).astype(np.float32)
