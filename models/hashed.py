"""An embedder without weights: hashed character n-grams, for a first run and for tests.

It knows spelling, not meaning: words that share letters come near each other. The home of
scikit-learn.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.preprocessing import normalize

from models.protocols import Card, Vectors


class HashedNgrams:
    """Character 3- to 5-grams within words, hashed to 1,024 signed dimensions, length 1.

    Counts are damped to ``1 + ln(count)``. A text without a single letter becomes the zero vector.
    """

    card = Card(id="hashed-ngrams", revision="1", dimensions=1024, max_tokens=None, licence="EUPL-1.2")

    def __init__(self) -> None:
        self._vectorizer = HashingVectorizer(
            analyzer="char_wb",
            ngram_range=(3, 5),
            n_features=self.card.dimensions,
            strip_accents="unicode",
            norm=None,
            alternate_sign=True,
        )

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Rows of shape (texts, 1024)."""
        if not texts:
            return np.zeros((0, self.card.dimensions), dtype=np.float32)
        counts = self._vectorizer.transform(list(texts))
        counts.data = np.sign(counts.data) * (1 + np.log(np.maximum(np.abs(counts.data), 1)))
        return np.asarray(normalize(counts).toarray(), dtype=np.float32)

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Questions are read as passages are."""
        return self.passages(texts)
