"""What the teacher sees of a word: its spelling, our word vector, and our embedder's states in context.

The embedder began as an English transformer, and what its layers know of syntax holds for Dutch too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
import spacy
import torch
from torch import Tensor
from transformers import AutoModel, AutoTokenizer

ROWS = (4_000, 3_000, 1_500)
LAYERS = (0, 2, 4, 6)
ENDING, BATCH, LONGEST = 4, 32, 256

# (rows of the tables by spelling, (words, 3); word vectors, (words, 64); states, (words, layers, 384))
Seen = tuple[Tensor, Tensor, Tensor]


class Sight:
    """Reads with the word vectors in one folder and the transformer in another."""

    def __init__(self, vectors: Path, embedder: Path) -> None:
        self._vocab = spacy.load(vectors).vocab
        self._pieces = AutoTokenizer.from_pretrained(embedder)
        self._layers = AutoModel.from_pretrained(embedder).eval()

    def __call__(self, sentences: Sequence[list[str]]) -> Iterator[Seen]:
        """One for each sentence, which is a list of words, in order."""
        for at in range(0, len(sentences), BATCH):
            batch = sentences[at : at + BATCH]
            for words, states in zip(batch, self._states(batch), strict=True):
                vectors = np.stack([np.asarray(self._vocab.get_vector(word)) for word in words])
                yield torch.tensor([_rows(word) for word in words]), torch.tensor(vectors), states

    @torch.inference_mode()
    def _states(self, sentences: Sequence[list[str]]) -> Iterator[Tensor]:
        """The mean over the pieces of each word; zeros where a sentence was cut off."""
        read = self._pieces(
            sentences,
            is_split_into_words=True,
            padding=True,
            truncation=True,
            max_length=LONGEST,
            return_tensors="pt",
        )
        layers = self._layers(**read, output_hidden_states=True).hidden_states
        states = torch.stack([layers[layer] for layer in LAYERS], dim=2)
        for number, words in enumerate(sentences):
            word_of = torch.tensor([-1 if word is None else word for word in read.word_ids(number)])
            kept = word_of >= 0
            total = torch.zeros(len(words), *states.shape[2:]).index_add_(
                0, word_of[kept], states[number][kept]
            )
            pieces = torch.bincount(word_of[kept], minlength=len(words)).clamp(min=1)
            yield (total / pieces[:, None, None]).half()


def _rows(word: str) -> tuple[int, ...]:
    """Where the whole word, its ending and its shape stand in tables of limited length."""
    lower = word.lower()
    features = (lower, lower[-ENDING:], _shape(word) + lower[-2:])
    return tuple(crc32(feature.encode()) % size for feature, size in zip(features, ROWS, strict=True))


def _shape(word: str) -> str:
    marks = "".join("X" if c.isupper() else "x" if c.isalpha() else "d" if c.isdigit() else c for c in word)
    return re.sub(r"(.)\1+", r"\1+", marks)
