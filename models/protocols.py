"""What the rest of the house asks of a model; whatever fits can stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from corpus.span import Span

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Card:
    """What an embedder is; stored with the vectors that it made.

    ``max_tokens`` is None for a model that reads texts of any length, ``token_dimensions`` for one that
    gives a vector for a text and none for its tokens.
    """

    id: str
    revision: str
    dimensions: int
    max_tokens: int | None
    licence: str
    token_dimensions: int | None = None


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text token by token: rows of length 1, shape (tokens, dimensions), and how much each counts.

    ``weights``, shape (tokens,), add up to 1.
    """

    vectors: Vectors
    weights: Vectors


@dataclass(frozen=True, slots=True)
class Encoded:
    """Passages as they are stored: ``vectors`` of shape (texts, dimensions), rows of length 1.

    ``tokens`` holds for each text its tokens, packed by ``models.late``; empty bytes from a model that
    gives none.
    """

    vectors: Vectors
    tokens: tuple[bytes, ...]

    @classmethod
    def without_tokens(cls, vectors: Vectors) -> Self:
        """From a model that has only a vector for a text."""
        return cls(vectors, (b"",) * len(vectors))

    @classmethod
    def joined(cls, parts: Sequence[Encoded]) -> Self:
        """All of them, one after the other; at least one."""
        tokens = tuple(packed for part in parts for packed in part.tokens)
        return cls(np.concatenate([part.vectors for part in parts]), tokens)


class Embedder(Protocol):
    """Turns texts into rows of float32, shape (texts, dimensions), each of length 1."""

    @property
    def card(self) -> Card: ...

    def passages(self, texts: Sequence[str]) -> Encoded: ...

    def queries(self, texts: Sequence[str]) -> Vectors: ...

    def question_tokens(self, text: str) -> Tokens | None:
        """None where the card has no ``token_dimensions``."""
        ...


class Reranker(Protocol):
    """Tells how well texts answer a question, 0–1, shape (texts,)."""

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]: ...


class Sentences(Protocol):
    """Finds sentences: ordered spans that do not overlap and hold all text but white space."""

    def __call__(self, text: str) -> list[Span]: ...


class Chat(Protocol):
    """Asks a language model; an answer is never empty. Raises ChatFailed."""

    def __call__(self, instruction: str, message: str) -> str: ...
