"""A slow parser that the fast one learns from: two LSTMs and biaffine attention (Dozat and Manning 2017).

Every sentence says which guidelines it was annotated under, so that older treebanks teach without their
ways being copied (Stymne et al. 2018): read as one of the current release, a sentence gets current trees.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.functional import leaky_relu
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence

from models.recipes.pipeline.sight import LAYERS, ROWS, Seen
from models.recipes.pipeline.treebank import Sentence

WIDTHS = (64, 64, 32)
VECTOR, VECTOR_WIDTH, STATE, STATE_WIDTH = 64, 96, 384, 192
GUIDELINES, GUIDELINES_WIDTH = 3, 16
HIDDEN, DEPTH, ARC, RELATION, TAG = 200, 2, 200, 80, 128
DROPOUT, KIND_DROPOUT = 0.33, 0.15
NEVER = -1e4


@dataclass(frozen=True, slots=True)
class Names:
    """What the teacher tells apart, each by its number: (class, features) of words, and relations."""

    tags: dict[tuple[str, str], int]
    relations: dict[str, int]

    @classmethod
    def of(cls, sentences: Iterable[Sentence]) -> Names:
        """In order of first sight."""
        tokens = [token for sentence in sentences for token in sentence.tokens]
        tags = dict.fromkeys((token.upos, token.feats) for token in tokens)
        relations = dict.fromkeys(token.deprel for token in tokens)
        return cls(
            {name: number for number, name in enumerate(tags)},
            {name: number for number, name in enumerate(relations)},
        )

    def gold(self, sentence: Sentence) -> tuple[Tensor, Tensor, Tensor]:
        """Tags, heads (0 is the root) and relations, each of shape (words,)."""
        tokens = sentence.tokens
        return (
            torch.tensor([self.tags[token.upos, token.feats] for token in tokens]),
            torch.tensor([0 if token.head == at else token.head + 1 for at, token in enumerate(tokens)]),
            torch.tensor([self.relations[token.deprel] for token in tokens]),
        )


class Batch(NamedTuple):
    """Sentences of different lengths, padded; ``guidelines`` has one number for each sentence."""

    rows: Tensor
    vectors: Tensor
    states: Tensor
    guidelines: Tensor
    lengths: list[int]


def batched(sentences: Sequence[Seen], guidelines: Sequence[int]) -> Batch:
    """All of the sentences in one batch."""
    rows, vectors, states = (
        pad_sequence(list(part), batch_first=True) for part in zip(*sentences, strict=True)
    )
    return Batch(rows, vectors, states, torch.tensor(guidelines), [len(seen[0]) for seen in sentences])


class Scores(NamedTuple):
    """``tags``: (sentences, words, tags); ``heads``: (sentences, words, 1 + words), the root first.

    ``below`` and ``above`` are what ``Teacher.relations`` compares.
    """

    tags: Tensor
    heads: Tensor
    below: Tensor
    above: Tensor


class Teacher(nn.Module):
    """Scores tags, heads and relations of every word."""

    def __init__(self, tags: int, relations: int) -> None:
        super().__init__()
        tables = [nn.Embedding(rows, width) for rows, width in zip(ROWS, WIDTHS, strict=True)]
        for table in tables:
            nn.init.normal_(table.weight, std=0.1)
        self.tables = nn.ModuleList(tables)
        self.guidelines = nn.Embedding(GUIDELINES, GUIDELINES_WIDTH)
        self.vector = nn.Linear(VECTOR, VECTOR_WIDTH)
        self.layers = nn.Parameter(torch.zeros(len(LAYERS)))
        self.state = nn.Linear(STATE, STATE_WIDTH)
        width = sum(WIDTHS) + VECTOR_WIDTH + STATE_WIDTH + GUIDELINES_WIDTH
        self.lstms = nn.ModuleList(
            nn.LSTM(2 * HIDDEN if depth else width, HIDDEN, bidirectional=True, batch_first=True)
            for depth in range(DEPTH)
        )
        self.root = nn.Parameter(torch.randn(2 * HIDDEN) * 0.1)
        self.roles = nn.ModuleList(nn.Linear(2 * HIDDEN, size) for size in (ARC, ARC, RELATION, RELATION))
        self.arcs = nn.Parameter(torch.randn(ARC + 1, ARC) * 0.01)
        self.labels = nn.Parameter(torch.randn(relations, RELATION + 1, RELATION + 1) * 0.01)
        self.tag = nn.Sequential(
            nn.Linear(2 * HIDDEN, TAG), nn.GELU(), nn.Dropout(DROPOUT), nn.Linear(TAG, tags)
        )

    def save(self, names: Names, file: Path) -> None:
        """With the names that its numbers stand for."""
        torch.save({"weights": self.state_dict(), "names": asdict(names)}, file)

    @classmethod
    def load(cls, file: Path) -> tuple[Teacher, Names]:
        """Ready to read."""
        saved = torch.load(file, weights_only=True)
        names = Names(**saved["names"])
        teacher = cls(len(names.tags), len(names.relations))
        teacher.load_state_dict(saved["weights"])
        return teacher.eval(), names

    def forward(self, batch: Batch) -> Scores:
        """Scores before softmax; padded words and the word itself are no heads."""
        words = self._shared(self._words(batch))
        for lstm in self.lstms:
            packed = pack_padded_sequence(words, batch.lengths, batch_first=True, enforce_sorted=False)
            words = self._shared(pad_packed_sequence(lstm(packed)[0], batch_first=True)[0])
        tags = self.tag(words)
        words = torch.cat([self.root.expand(len(words), 1, -1), words], dim=1)
        low, high, below, above = (self._shared(leaky_relu(role(words), 0.1)) for role in self.roles)
        heads = _with_one(low) @ self.arcs @ high.transpose(1, 2)
        places = torch.arange(heads.shape[1])
        padded = places[None] > torch.tensor(batch.lengths)[:, None]
        heads = heads.masked_fill(padded[:, None] | (places[None] == places[:, None]), NEVER)
        return Scores(tags, heads[:, 1:], _with_one(below)[:, 1:], _with_one(above))

    def relations(self, scores: Scores, heads: Tensor) -> Tensor:
        """Scores of each relation, (sentences, words, relations), were these the heads."""
        above = scores.above.gather(1, heads[..., None].expand(-1, -1, scores.above.shape[-1]))
        return torch.einsum("swi,rij,swj->swr", scores.below, self.labels, above)

    def _words(self, batch: Batch) -> Tensor:
        states = torch.einsum("l,swld->swd", self.layers.softmax(0), batch.states.float())
        kinds = [table(batch.rows[..., number]) for number, table in enumerate(self.tables)]
        kinds += [self.vector(batch.vectors), self.state(states)]
        if self.training:
            kinds = [
                kind * torch.bernoulli(kind.new_full((*kind.shape[:2], 1), 1 - KIND_DROPOUT))
                for kind in kinds
            ]
        guidelines = self.guidelines(batch.guidelines)[:, None].expand(-1, batch.rows.shape[1], -1)
        return torch.cat([*kinds, guidelines], dim=-1)

    def _shared(self, words: Tensor) -> Tensor:
        """Dropout of the same features for all words of a sentence."""
        if not self.training:
            return words
        kept = torch.bernoulli(words.new_full((len(words), 1, words.shape[-1]), 1 - DROPOUT))
        return words * kept / (1 - DROPOUT)


def _with_one(words: Tensor) -> Tensor:
    return torch.cat([words, words.new_ones(*words.shape[:2], 1)], dim=-1)
