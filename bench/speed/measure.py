"""Times a way to ask, on every question once: an hour of questions seldom holds the same one twice."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np

QUESTIONS = Path(__file__).with_name("questions.txt").read_text(encoding="utf-8").splitlines()
# asked first, so that models and engines are loaded
WARMING = 8


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds for each question: by the clock, and of the processor, all threads together."""

    clock: Sequence[float]
    processor: Sequence[float]

    @property
    def row(self) -> tuple[str, ...]:
        """Median and 95th percentile of both, as they are shown."""
        figures = (both for one in (self.clock, self.processor) for both in (median(one), p95(one)))
        return tuple(f"{figure:.1f}" for figure in figures)

    def times(self, other: Timing) -> str:
        """How many times as much of the processor as the other, by the medians."""
        return f"{median(self.processor) / max(median(other.processor), 1e-3):.1f}"


def measured(ask: Callable[[str], object], questions: Sequence[str] = QUESTIONS) -> Timing:
    """The last few questions come first and are not counted."""
    for question in questions[-WARMING:]:
        ask(question)
    taken = [_timed(ask, question) for question in questions[:-WARMING]]
    return Timing([one for one, _ in taken], [one for _, one in taken])


def p95(values: Sequence[float]) -> float:
    return float(np.percentile(values, 95))


def _timed(ask: Callable[[str], object], question: str) -> tuple[float, float]:
    clock, processor = time.perf_counter(), time.process_time()
    ask(question)
    return (time.perf_counter() - clock) * 1000, (time.process_time() - processor) * 1000
