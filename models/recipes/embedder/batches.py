"""Batches of tokens for either student, drawn at random from several tasks."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

Tokens = list[int]
# Texts of about one length are kept together within so many batches; no more, or batches grow alike.
POOL = 20


@dataclass(frozen=True, slots=True)
class Task:
    """Rows of texts, what they should give, and how often the task has its turn.

    ``texts`` has one tuple for each row: (text,), (query, passage, *negatives) or (first, second).
    ``targets`` holds teacher's vectors (rows, dimensions), or judged similarities (rows,), or nothing.
    So many rows stay together as ``together`` says: what stands near is the hardest to tell apart.
    """

    name: str
    texts: Sequence[tuple[str, ...]]
    targets: NDArray[np.float32] | None
    weight: float
    tokens: int
    together: int = 1


def tokenised(tokenizer: Tokenizer, task: Task, longest: int, *, special: bool) -> list[tuple[Tokens, ...]]:
    """The task's rows as piece numbers, at most ``longest`` each; ``special`` adds [CLS] and [SEP]."""
    tokenizer.enable_truncation(longest)
    flat = tokenizer.encode_batch([text for row in task.texts for text in row], add_special_tokens=special)
    unknown = tokenizer.get_vocab()["[UNK]"]
    ids = iter([found.ids or [unknown] for found in flat])
    return [tuple(next(ids) for _ in row) for row in task.texts]


def batches(
    rows: Sequence[tuple[Tokens, ...]], tokens: int, chance: random.Random, together: int = 1
) -> Iterator[list[int]]:
    """Numbers of rows, endlessly: together about ``tokens`` tokens.

    Rows that need not stay together are put beside others of about their length.
    """
    while True:
        starts = list(range(0, len(rows), together))
        chance.shuffle(starts)
        order = [i for start in starts for i in range(start, min(start + together, len(rows)))]
        mean = sum(map(_length, rows)) / len(rows)
        width = max(1, int(POOL * tokens / mean))
        for start in range(0, len(order), width):
            pool = order[start : start + width]
            if together == 1:
                pool.sort(key=lambda i: _length(rows[i]))
            cut = list(_cut(rows, pool, tokens))
            chance.shuffle(cut)
            yield from cut


def _cut(rows: Sequence[tuple[Tokens, ...]], pool: list[int], tokens: int) -> Iterator[list[int]]:
    batch: list[int] = []
    held = 0
    for number in pool:
        if batch and held + _length(rows[number]) > tokens:
            yield batch
            batch, held = [], 0
        batch.append(number)
        held += _length(rows[number])
    if len(batch) > 1:
        yield batch


def _length(row: tuple[Tokens, ...]) -> int:
    return sum(map(len, row))


def flat(texts: Sequence[Tokens], device: torch.device) -> dict[str, Tensor]:
    """What the student without layers reads."""
    starts = np.cumsum([0, *map(len, texts[:-1])])
    return {
        "input_ids": torch.tensor([number for text in texts for number in text], device=device),
        "offsets": torch.from_numpy(starts).to(device),
    }


def padded(texts: Sequence[Tokens], device: torch.device) -> dict[str, Tensor]:
    """What the transformer reads; piece 0 is padding."""
    ids = torch.zeros((len(texts), max(map(len, texts))), dtype=torch.int64)
    mask = torch.zeros_like(ids)
    for row, text in enumerate(texts):
        ids[row, : len(text)] = torch.tensor(text)
        mask[row, : len(text)] = 1
    return {"input_ids": ids.to(device), "attention_mask": mask.to(device)}
