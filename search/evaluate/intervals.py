"""How sure a mean over questions is: would other questions of the same making give the same?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 2000
SEED = 2026
OUTER = (2.5, 97.5)

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure, and the bounds that hold 95% of what resampled questions give (bootstrap)."""

    value: float
    low: float
    high: float


def mean(values: Values) -> Interval:
    """The mean of one value for each question, at least one."""
    return _interval(float(values.mean()), values[_draws(len(values))].mean(axis=1))


def ratio(values: Values, others: Values) -> Interval:
    """The mean of the values to that of others on the same questions; without bound where those are all 0."""
    draws = _draws(len(values))
    return _interval(
        _divided(values.mean(), others.mean()),
        _divided(values[draws].mean(axis=1), others[draws].mean(axis=1)),
    )


def _draws(questions: int) -> NDArray[np.int64]:
    return np.random.default_rng(SEED).integers(questions, size=(RESAMPLES, questions))


def _divided(above: Values, below: Values) -> Values:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(below > 0, above / below, np.where(above > 0, np.inf, 1.0))


def _interval(value: float | Values, resampled: Values) -> Interval:
    # between two infinite values numpy would interpolate to none
    low, high = np.percentile(resampled, OUTER, method="nearest")
    return Interval(float(value), float(low), float(high))
