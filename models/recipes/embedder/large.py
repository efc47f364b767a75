"""Batches larger than memory, for tasks in which every text of the batch is a wrong answer to the others.

First all vectors are made without remembering how; the loss tells the gradient of each vector; then each
piece of the batch is read again, now with memory (Gao et al. 2021, "Scaling Deep Contrastive Learning
Batch Size under Memory Limited Setup").
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import torch
from torch import Tensor

from models.recipes.embedder.batches import Tokens

# Tokens, padding included, that are read at once.
PIECE = 2_048

Read = Callable[[Sequence[Tokens]], Tensor]


def learn(
    read: Read,
    columns: Sequence[Sequence[Tokens]],
    loss: Callable[[list[Tensor]], Tensor],
    piece: int = PIECE,
) -> float:
    """Leaves the loss's gradients in the parameters that ``read`` uses, and gives the loss.

    ``columns`` are equally long; ``loss`` gets their vectors, one tensor of shape (rows, dimensions) each.
    """
    texts = [text for column in columns for text in column]
    pieces = list(_pieces(texts, piece))
    if len(pieces) == 1:
        order = torch.tensor(pieces[0]).argsort()
        found = loss(list(read([texts[i] for i in pieces[0]])[order].split(len(columns[0]))))
        found.backward()
        return float(found.detach())
    order = torch.tensor([i for piece in pieces for i in piece]).argsort()
    with torch.no_grad():
        vectors = torch.cat([read([texts[i] for i in piece]) for piece in pieces])[order]
    vectors.requires_grad_()
    found = loss(list(vectors.split(len(columns[0]))))
    (slopes,) = torch.autograd.grad(found, vectors)
    for numbers in pieces:
        read([texts[i] for i in numbers]).backward(slopes[numbers])
    return float(found.detach())


def _pieces(texts: Sequence[Tokens], piece: int) -> Iterator[list[int]]:
    """Numbers of texts, those of one length together, so that little of it is padding."""
    numbers: list[int] = []
    for number in sorted(range(len(texts)), key=lambda i: -len(texts[i])):
        if numbers and len(texts[numbers[0]]) * (len(numbers) + 1) > piece:
            yield numbers
            numbers = []
        numbers.append(number)
    if numbers:
        yield numbers
