"""The lesson: to tell what answers from what nearly does."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterator, Sequence

import torch
from tokenizers import Tokenizer
from torch import nn

from models.recipes.reranker.model import CrossEncoder, Read, padded, read
from models.recipes.reranker.questions import Judged

logger = logging.getLogger(__name__)

TOKENS = 144
BATCH, POOL = 32, 32
WARM, LAST = 50, 0.03
RATE, ROUNDS, DROPOUT = 5e-5, 2, 0.1


def taught(model: CrossEncoder, tokenizer: Tokenizer, judged: Sequence[Judged]) -> CrossEncoder:
    """The same model, which has learnt which texts answer.

    Pieces stay what they are: few of them occur in what it learns from.
    """
    for module in model.modules():
        if isinstance(module, nn.Dropout):
            module.p = DROPOUT
    for weights in model.bert.embeddings.parameters():
        weights.requires_grad = False
    rows = read(tokenizer, [pair for pair, _ in judged], TOKENS)
    answers = torch.tensor([chance for _, chance in judged])
    changed = [weights for weights in model.parameters() if weights.requires_grad]
    optimizer = torch.optim.AdamW(changed, RATE, weight_decay=0.01)
    steps = ROUNDS * (len(rows) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, step / WARM) * max(LAST, 1 - step / steps)
    )
    model.train()
    for step, numbers in enumerate(_batches(rows)):
        logits = model(**padded([rows[number] for number in numbers]))
        wrong = nn.functional.binary_cross_entropy_with_logits(logits, answers[numbers])
        wrong.backward()
        nn.utils.clip_grad_norm_(changed, 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        if step % 50 == 0:
            logger.info("%d of %d: %.3f", step, steps, wrong.item())
    return model.eval()


def _batches(rows: Sequence[Read], seed: int = 0) -> Iterator[list[int]]:
    """Numbers of rows, beside others of about their length."""
    chance = random.Random(seed)
    for _ in range(ROUNDS):
        order = list(range(len(rows)))
        chance.shuffle(order)
        for start in range(0, len(order), BATCH * POOL):
            pool = sorted(order[start : start + BATCH * POOL], key=lambda number: len(rows[number][0]))
            cut = [pool[at : at + BATCH] for at in range(0, len(pool), BATCH)]
            chance.shuffle(cut)
            yield from cut
