"""Word vectors from character n-grams (floret), so that a compound never seen before has one too.

Alone of all libraries here floret is needed for training only.
"""

from __future__ import annotations

import sys
from pathlib import Path

import floret


def main(raw: Path, target: Path) -> None:
    """Train on one thread, which makes the outcome repeatable."""
    model = floret.train_unsupervised(
        str(raw),
        model="cbow",
        mode="floret",
        hashCount=2,
        bucket=30_000,
        dim=64,
        minn=3,
        maxn=5,
        ws=3,
        verbose=2,
        epoch=2,
        minCount=5,
        thread=1,
    )
    model.save_floret_vectors(str(target))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
