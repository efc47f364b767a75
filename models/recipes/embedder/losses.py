"""What the students are taught by; all vectors are rows of length 1."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, kl_div, log_softmax, normalize, softmax

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


def late(queries: list[tuple[Tensor, Tensor]], passages: list[tuple[Tensor, Tensor]]) -> Tensor:
    """Late interaction, shape (queries, passages), -1 to 1 (Khattab and Zaharia 2020).

    Every token of the query looks for its nearest in the passage, and counts by its weight.
    """
    asked, weights = _filled(queries)
    told, there = _filled(passages)
    near = torch.einsum("qid,pjd->qpij", asked, told).masked_fill((there == 0)[None, :, None, :], -1)
    return torch.einsum("qpi,qi->qp", near.amax(dim=3), weights / weights.sum(dim=1, keepdim=True))


def _filled(texts: list[tuple[Tensor, Tensor]]) -> tuple[Tensor, Tensor]:
    tokens = nn.utils.rnn.pad_sequence([one for one, _ in texts], batch_first=True)
    weights = nn.utils.rnn.pad_sequence([one for _, one in texts], batch_first=True)
    return normalize(tokens, dim=2), weights


def found(queries: Tensor, passages: Tensor, by_tokens: Tensor) -> Tensor:
    """Find by tokens, and by one vector as by tokens, which see more (Lin et al. 2020).

    ``by_tokens`` is what ``late`` gives for the same queries and passages.
    """
    own = torch.arange(len(queries), device=queries.device)
    taught = kl_div(
        log_softmax(SCALE * queries @ passages.T, dim=1),
        softmax(SCALE * by_tokens.detach(), dim=1),
        reduction="batchmean",
    )
    return cross_entropy(SCALE * by_tokens, own) + taught + contrast(queries, passages)


def ordered(first: Tensor, second: Tensor, judged: Tensor) -> Tensor:
    """CoSENT: of any two pairs, the one that people find more alike has the higher cosine."""
    cosines = SCALE * (first * second).sum(dim=1)
    gaps = cosines[:, None] - cosines[None, :]
    wrong = gaps[judged[:, None] < judged[None, :]]
    return torch.logsumexp(torch.cat([gaps.new_zeros(1), wrong]), dim=0)


def shortened(vectors: Tensor, dimensions: int) -> Tensor:
    """The first dimensions alone, again of length 1 (Matryoshka, Kusupati et al. 2022)."""
    return normalize(vectors[:, :dimensions], dim=1)
