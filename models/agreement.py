"""How far two judges agree, as rules and people: precision and Cohen's kappa."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Agreement:
    """Over ``judged`` cases, of which the first judge said yes to ``found``.

    ``precision`` is the share of those to which the second said yes too, None where there are none.
    ``kappa`` is 1 for agreement everywhere and 0 for no more than chance, None where both always say
    the same one thing, so that chance explains all.
    """

    judged: int
    found: int
    precision: float | None
    kappa: float | None


def agreement(pairs: Sequence[tuple[bool, bool]]) -> Agreement:
    """From what both say of each case; at least one case."""
    # takes seconds to import
    from sklearn.metrics import cohen_kappa_score, precision_score  # noqa: PLC0415

    first, second = np.array(pairs, dtype=bool).T
    found = int(first.sum())
    differ = len({*first.tolist(), *second.tolist()}) > 1
    return Agreement(
        judged=len(pairs),
        found=found,
        precision=float(precision_score(second, first)) if found else None,
        kappa=float(cohen_kappa_score(first, second)) if differ else None,
    )
