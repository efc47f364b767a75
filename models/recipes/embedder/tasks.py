"""What is learnt from which data, and how much of it: the weights say how often a task has its turn."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.recipes.embedder.batches import Task
from models.recipes.embedder.parallel import Parallel
from models.recipes.embedder.retrieval import Pair, cloze, defined, field, headed, paraphrased
from models.recipes.embedder.sources import scored

# Turns of the teacher's kinds of texts; single terms pull the space towards words, so they come seldom.
TEACHER = {"short": 4.0, "long": 1.5, "term": 0.4}


def from_teacher(
    pairs: Sequence[Parallel], vectors: NDArray[np.float32], tokens: int, weight: float = 1.0
) -> list[Task]:
    """Dutch sides with the teacher's vectors of their English sides; ``tokens`` make a batch."""
    found = []
    for kind, often in TEACHER.items():
        numbers = [number for number, pair in enumerate(pairs) if pair.kind == kind]
        texts = [(pairs[number].dutch,) for number in numbers]
        found.append(Task(kind, texts, vectors[numbers], often * weight, tokens))
    return found


def from_people(data: Path, tokens: int, weight: float = 0.7) -> list[Task]:
    """Sentence pairs whose likeness people judged."""
    return [
        Task(
            name,
            [(first, second) for first, second, _ in pairs],
            np.array([score for *_, score in pairs], dtype=np.float32),
            weight,
            tokens,
        )
        for name, pairs in scored(data, "train").items()
    ]


def from_retrieval(data: Path, tokens: int, weight: float = 1.0) -> list[Task]:
    """Queries and passages; those of the programme's field come more often than their number asks.

    Passages of one manifesto, law or guide stay together in a batch, each a wrong answer to the others.
    """
    found: list[tuple[str, list[Pair], float, int]] = [
        ("cloze", cloze(data, 30_000, held=False), 3.0, 8),
        ("headed", headed(data, 15_000), 1.5, 8),
        ("defined", defined(data, 6_000), 0.3, 1),
        ("paraphrased", paraphrased(data), 0.3, 1),
        ("field", field(held=False), 1.2, 8),
    ]
    return [
        Task(
            name,
            [(pair.query, pair.passage, *pair.negatives) for pair in pairs],
            None,
            weight * often,
            tokens,
            together,
        )
        for name, pairs, often, together in found
        if pairs
    ]
