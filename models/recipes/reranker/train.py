"""Two lessons: to think what a deeper model thinks, and to tell what answers from what nearly does."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from models.recipes.reranker.model import Asked, CrossEncoder, Read, padded, read
from models.recipes.reranker.questions import Judged

logger = logging.getLogger(__name__)

TOKENS = 144
BATCH, POOL = 32, 32
WARM, LAST = 50, 0.03
# logits are many times larger than what they are made of
LOGIT, POOLED = 4.0, 2.0
Loss = Callable[[dict[str, Tensor], list[int]], Tensor]


@dataclass(frozen=True, slots=True)
class Lesson:
    """``rate`` is the highest learning rate, ``dropout`` the share of numbers left out."""

    rate: float
    rounds: int = 1
    dropout: float = 0.0


def distilled(
    model: CrossEncoder, teacher: CrossEncoder, tokenizer: Tokenizer, pairs: Sequence[Asked], lesson: Lesson
) -> CrossEncoder:
    """Learns the teacher's logits and what they are made of; the pairs need no answers."""
    teacher.eval()

    def loss(inputs: dict[str, Tensor], _: list[int]) -> Tensor:
        with torch.no_grad():
            wanted, wanted_pooled = teacher(**inputs)
        logits, pooled = model(**inputs)
        apart: Tensor = ((logits - wanted) / LOGIT).pow(2).mean()
        made_of: Tensor = (pooled - wanted_pooled).pow(2).mean()
        return apart + POOLED * made_of

    return _trained(model, read(tokenizer, pairs, TOKENS), loss, lesson)


def taught(model: CrossEncoder, tokenizer: Tokenizer, rows: Sequence[Judged], lesson: Lesson) -> CrossEncoder:
    """Learns which texts answer."""
    holds = torch.tensor([answers for _, answers in rows])

    def loss(inputs: dict[str, Tensor], numbers: list[int]) -> Tensor:
        return nn.functional.binary_cross_entropy_with_logits(model(**inputs)[0], holds[numbers])

    return _trained(model, read(tokenizer, [pair for pair, _ in rows], TOKENS), loss, lesson)


def _trained(model: CrossEncoder, rows: Sequence[Read], loss: Loss, lesson: Lesson) -> CrossEncoder:
    """Pieces stay what they are: few of them occur in what it learns from."""
    for module in model.modules():
        if isinstance(module, nn.Dropout):
            module.p = lesson.dropout
    for weights in model.bert.embeddings.parameters():
        weights.requires_grad = False
    changed = [weights for weights in model.parameters() if weights.requires_grad]
    optimizer = torch.optim.AdamW(changed, lesson.rate, weight_decay=0.01)
    steps = lesson.rounds * (len(rows) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, step / WARM) * max(LAST, 1 - step / steps)
    )
    model.train()
    for step, numbers in enumerate(_batches(rows, lesson.rounds)):
        wrong = loss(padded([rows[number] for number in numbers]), numbers)
        wrong.backward()
        nn.utils.clip_grad_norm_(changed, 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        if step % 50 == 0:
            logger.info("%d of %d: %.3f", step, steps, wrong.item())
    return model.eval()


def _batches(rows: Sequence[Read], rounds: int, seed: int = 0) -> Iterator[list[int]]:
    """Numbers of rows, beside others of about their length."""
    chance = random.Random(seed)
    for _ in range(rounds):
        order = list(range(len(rows)))
        chance.shuffle(order)
        for start in range(0, len(order), BATCH * POOL):
            pool = sorted(order[start : start + BATCH * POOL], key=lambda number: len(rows[number][0]))
            cut = [pool[at : at + BATCH] for at in range(0, len(pool), BATCH)]
            chance.shuffle(cut)
            yield from cut
