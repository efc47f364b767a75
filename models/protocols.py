"""What the rest of the house asks of a model; whatever fits can stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.span import Span

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Card:
    """What an embedder is; stored with the vectors that it made.

    ``max_tokens`` is None for a model that reads texts of any length.
    """

    id: str
    revision: str
    dimensions: int
    max_tokens: int | None
    licence: str


class Embedder(Protocol):
    """Turns texts into rows of float32, shape (texts, dimensions), each of length 1."""

    @property
    def card(self) -> Card: ...

    def passages(self, texts: Sequence[str]) -> Vectors: ...

    def queries(self, texts: Sequence[str]) -> Vectors: ...


class Reranker(Protocol):
    """Tells how well texts answer a question, 0–1, shape (texts,)."""

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]: ...


class Sentences(Protocol):
    """Finds sentences: ordered spans that do not overlap and hold all text but white space."""

    def __call__(self, text: str) -> list[Span]: ...
