"""What the students are taught by; all vectors are rows of length 1."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy, normalize

# One over the temperature: how sharply the right text must stand out from the others of its batch.
SCALE = 20.0


def distil(student: Tensor, teacher: Tensor) -> Tensor:
    """Come near the teacher's vector (Reimers and Gurevych 2020), and nearer than to those of other texts."""
    near = 1 - (student * teacher).sum(dim=1).mean()
    return near + 0.2 * contrast(student, teacher)


def contrast(queries: Tensor, passages: Tensor) -> Tensor:
    """Find the own passage among all; ``passages`` may have more rows, the hard negatives."""
    scores = SCALE * queries @ passages.T
    own = torch.arange(len(queries), device=queries.device)
    return (cross_entropy(scores, own) + cross_entropy(scores[:, : len(queries)].T, own)) / 2


def ordered(first: Tensor, second: Tensor, judged: Tensor) -> Tensor:
    """CoSENT: of any two pairs, the one that people find more alike has the higher cosine."""
    cosines = SCALE * (first * second).sum(dim=1)
    gaps = cosines[:, None] - cosines[None, :]
    wrong = gaps[judged[:, None] < judged[None, :]]
    return torch.logsumexp(torch.cat([gaps.new_zeros(1), wrong]), dim=0)


def shortened(vectors: Tensor, dimensions: int) -> Tensor:
    """The first dimensions alone, again of length 1 (Matryoshka, Kusupati et al. 2022)."""
    return normalize(vectors[:, :dimensions], dim=1)
