"""Sentence embedders: the prefixes that a model was trained with, and a memory for questions.

What runs the model is an ``Encoder``, which is loaded when the first text comes.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Protocol

import numpy as np

from corpus.errors import ModelDamaged
from models.cards import ModelCard
from models.late import pack
from models.protocols import Encoded, Tokens, Vectors

# Questions whose vectors are kept; the next page of results asks again.
REMEMBERED = 256


@dataclass(frozen=True, slots=True)
class Read:
    """What a model made of texts: rows of length 1, shape (texts, dimensions), and the tokens of each text
    where the card has ``token_dimensions``. ``cut`` texts were longer than the model reads.
    """

    vectors: Vectors
    tokens: Sequence[Tokens] = ()
    cut: int = 0


class Encoder(Protocol):
    """Runs a model on texts as they are, one call at a time."""

    def encode(self, texts: Sequence[str]) -> Read:
        """At least one text."""


class SentenceEmbedder:
    """An embedder (see ``models.protocols``), safe to share between threads.

    A text longer than the card's ``max_tokens`` is cut off there by the model: ``cut`` counts such
    passages, and the first is logged. The first text raises ModelDamaged where files or dimensions are
    not as the card says.
    """

    def __init__(self, card: ModelCard, load: Callable[[], Encoder]) -> None:
        self.card = card.identity
        self.cut = 0
        self._prefixes = (card.query_prefix, card.passage_prefix)
        self._load = load
        self._encoder: Encoder | None = None
        self._turn = Lock()
        self._question = lru_cache(REMEMBERED)(self._encode_question)

    def passages(self, texts: Sequence[str]) -> Encoded:
        """Rows of shape (texts, dimensions), each of length 1; a text without any token may give zeros."""
        if not texts:
            return Encoded.without_tokens(self._none())
        with self._turn:
            read = self._encode([self._prefixes[1] + text for text in texts])
            self._count(read.cut)
        if not read.tokens:
            return Encoded.without_tokens(read.vectors)
        return Encoded(read.vectors, tuple(pack(tokens.vectors) for tokens in read.tokens))

    def queries(self, texts: Sequence[str]) -> Vectors:
        """As ``passages``, with the prefix of questions."""
        rows = [self._question(text).vectors for text in texts]
        return np.concatenate([self._none(), *rows])

    def question_tokens(self, text: str) -> Tokens | None:
        """As ``Embedder`` says; what was asked for by ``queries`` is not read again."""
        tokens = self._question(text).tokens
        return tokens[0] if tokens else None

    def _encode_question(self, text: str) -> Read:
        """Of one text."""
        with self._turn:
            return self._encode([self._prefixes[0] + text])

    def _encode(self, texts: Sequence[str]) -> Read:
        read = self._loaded().encode(texts)
        if read.vectors.shape[1] != self.card.dimensions:
            raise ModelDamaged(
                f"Het model {self.card.id} geeft {read.vectors.shape[1]} dimensies; "
                f"op zijn kaart staan er {self.card.dimensions}.",
                "Verbeter 'dimensions' op de kaart, of zet het goede model in de map.",
            )
        return read

    def _loaded(self) -> Encoder:
        if self._encoder is None:
            self._encoder = self._load()
        return self._encoder

    def _count(self, cut: int) -> None:
        if cut and not self.cut:
            logging.getLogger(__name__).warning(
                "Passages van meer dan %d tokens worden door model %s afgekapt.",
                self.card.max_tokens,
                self.card.id,
            )
        self.cut += cut

    def _none(self) -> Vectors:
        return np.zeros((0, self.card.dimensions), dtype=np.float32)
