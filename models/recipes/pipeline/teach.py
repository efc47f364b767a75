"""Trains the teacher on all sentences that may be learnt from, of whatever guidelines."""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from torch.nn.utils.rnn import pad_sequence

from models.recipes.pipeline.examples import Treebanks
from models.recipes.pipeline.sight import Seen, Sight
from models.recipes.pipeline.teacher import Names, Teacher, batched
from models.recipes.pipeline.treebank import Sentence

EPOCHS, ALL_EPOCHS = 6, 5
RATE, WARM_UP, FALL, LARGEST_STEP = 2e-3, 60, 0.7, 5.0
WORDS = 600
NONE = -100
CURRENT = 0


@dataclass(frozen=True, slots=True)
class Lesson:
    """A sentence, what is seen of it, and the guidelines it follows (0 are the current ones)."""

    sentence: Sentence
    seen: Seen
    guidelines: int


def lessons(treebanks: Treebanks, sight: Sight) -> list[Lesson]:
    """Every sentence that may be learnt from."""
    return [
        Lesson(sentence, seen, guidelines)
        for guidelines, sentences in enumerate((treebanks.final, *treebanks.older))
        for sentence, seen in zip(sentences, sight([one.forms for one in sentences]), strict=True)
    ]


def taught(known: Sequence[Lesson], names: Names) -> Teacher:
    """A teacher that read all of it five times, what is current twice as often, and that alone at last."""
    chance = random.Random(1)
    torch.manual_seed(1)
    current = [lesson for lesson in known if lesson.guidelines == CURRENT]
    plan = [
        batch
        for epoch in range(EPOCHS)
        for batch in batches([*known, *current] if epoch < ALL_EPOCHS else current, chance)
    ]
    teacher = Teacher(len(names.tags), len(names.relations))
    optimizer = torch.optim.Adam(teacher.parameters(), betas=(0.9, 0.9))
    for step, batch in enumerate(plan):
        for group in optimizer.param_groups:
            group["lr"] = RATE * min(1, (step + 1) / WARM_UP) * (1 - step / len(plan)) ** FALL
        optimizer.zero_grad()
        loss(teacher, batch, names).backward()
        nn.utils.clip_grad_norm_(teacher.parameters(), LARGEST_STEP)
        optimizer.step()
    return teacher


def batches(known: Sequence[Lesson], chance: random.Random) -> list[list[Lesson]]:
    """Sentences of about one length together, in random order."""
    found: list[list[Lesson]] = [[]]
    for lesson in sorted(known, key=lambda one: len(one.sentence.tokens) + 4 * chance.random()):
        if sum(len(one.sentence.tokens) for one in found[-1]) >= WORDS:
            found.append([])
        found[-1].append(lesson)
    return chance.sample(found, len(found))


def loss(teacher: Teacher, batch: Sequence[Lesson], names: Names) -> Tensor:
    """Of heads, of relations below the right heads, and half of tags."""
    scores = teacher(batched([one.seen for one in batch], [one.guidelines for one in batch]))
    tags, heads, relations = (
        pad_sequence(list(part), batch_first=True, padding_value=NONE)
        for part in zip(*(names.gold(one.sentence) for one in batch), strict=True)
    )
    named = teacher.relations(scores, heads.clamp(min=0))
    return (
        cross_entropy(scores.heads.transpose(1, 2), heads)
        + cross_entropy(named.transpose(1, 2), relations)
        + 0.5 * cross_entropy(scores.tags.transpose(1, 2), tags)
    )


def main(treebanks: Path, vectors: Path, embedder: Path, target: Path, *, every: int) -> None:
    """Write the teacher to the file ``target``; it reads one sentence in ``every``."""
    known = lessons(Treebanks(treebanks, every), Sight(vectors, embedder))
    names = Names.of([lesson.sentence for lesson in known])
    taught(known, names).save(names, target)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:-1]), every=int(sys.argv[-1]))
