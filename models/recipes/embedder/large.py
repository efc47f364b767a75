"""Batches larger than memory, for tasks in which every text of the batch is a wrong answer to the others.

First everything is read without remembering how; the loss tells the gradient of what was read; then each
piece of the batch is read again, now with memory (Gao et al. 2021, "Scaling Deep Contrastive Learning
Batch Size under Memory Limited Setup").
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from models.recipes.embedder.batches import Tokens

# Tokens, filling up included, that are read at once.
PIECE = 2_048


@dataclass(frozen=True, slots=True)
class Reading:
    """``vectors`` of shape (texts, dimensions); of a transformer also what it made of each token.

    ``tokens`` has shape (texts, longest, dimensions), each already times its weight; ``weights``
    (texts, longest), 0 where a text is filled up. A model without layers has neither.
    """

    vectors: Tensor
    tokens: Tensor | None = None
    weights: Tensor | None = None


Read = Callable[[Sequence[Tokens]], Reading]
# A column of texts: a vector each, and for each its tokens (its length, dimensions) with their weights.
Column = tuple[Tensor, list[tuple[Tensor, Tensor]]]


def learn(
    read: Read,
    columns: Sequence[Sequence[Tokens]],
    loss: Callable[[list[Column]], Tensor],
    piece: int = PIECE,
) -> float:
    """Leaves the loss's gradients in the parameters that ``read`` uses, and gives the loss.

    ``columns`` are equally long.
    """
    texts = [text for column in columns for text in column]
    pieces = list(_pieces(texts, piece))
    with torch.set_grad_enabled(len(pieces) == 1):
        readings = [read([texts[i] for i in numbers]) for numbers in pieces]
    if len(pieces) == 1:
        found = loss(_columns(readings, pieces, len(columns[0])))
        found.backward()
        return float(found.detach())
    leaves = [[part.requires_grad_() for part in _parts(reading)] for reading in readings]
    found = loss(_columns(readings, pieces, len(columns[0])))
    slopes = iter(torch.autograd.grad(found, [part for parts in leaves for part in parts], allow_unused=True))
    for numbers, parts in zip(pieces, leaves, strict=True):
        wanted = [next(slopes) for _ in parts]
        again = _parts(read([texts[i] for i in numbers]))
        used = [(part, slope) for part, slope in zip(again, wanted, strict=True) if slope is not None]
        torch.autograd.backward([part for part, _ in used], [slope for _, slope in used])
    return float(found.detach())


def _parts(reading: Reading) -> list[Tensor]:
    return [part for part in (reading.vectors, reading.tokens) if part is not None]


def _pieces(texts: Sequence[Tokens], piece: int) -> Iterator[list[int]]:
    """Numbers of texts, those of one length together, so that little of it is filling up."""
    numbers: list[int] = []
    for number in sorted(range(len(texts)), key=lambda i: -len(texts[i])):
        if numbers and len(texts[numbers[0]]) * (len(numbers) + 1) > piece:
            yield numbers
            numbers = []
        numbers.append(number)
    if numbers:
        yield numbers


def _columns(readings: Sequence[Reading], pieces: Sequence[list[int]], rows: int) -> list[Column]:
    """What was read, back in the order of the columns."""
    order = torch.tensor([i for numbers in pieces for i in numbers]).argsort()
    vectors = torch.cat([reading.vectors for reading in readings])[order].split(rows)
    tokens: dict[int, tuple[Tensor, Tensor]] = {}
    for reading, numbers in zip(readings, pieces, strict=True):
        if reading.tokens is not None and reading.weights is not None:
            tokens.update(zip(numbers, zip(reading.tokens, reading.weights, strict=True), strict=True))
    return [
        (part, [tokens[i] for i in range(start * rows, (start + 1) * rows) if i in tokens])
        for start, part in enumerate(vectors)
    ]
