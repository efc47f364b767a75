"""Tables and matrices in four bits a number: an eighth of what they were, a hundredth of it lost."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

# so many numbers of a row share a scale
BLOCK = 64
LOWEST = -8


def four_bits(table: Floats) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
    """``table`` of shape (rows, columns) as whole numbers from -8 to 7 and their scales.

    The first, of shape (rows, columns / 2), holds two of them in a byte, the first in its lower half;
    the second has shape (rows, columns / ``BLOCK``). A number is its level times its scale.
    """
    blocks = table.reshape(len(table), -1, BLOCK)
    largest = np.take_along_axis(blocks, np.abs(blocks).argmax(axis=2)[..., None], axis=2)[..., 0]
    # the largest gets the level that is farthest from 0; halves, as they are kept, so that levels fit them
    scales = (largest / LOWEST).astype(np.float16)
    steps = np.where(scales == 0, 1, scales).astype(np.float32)[..., None]
    levels = np.clip(np.rint(blocks / steps), LOWEST, -LOWEST - 1).astype(np.int8)
    halves = (levels.reshape(len(table), -1) & 15).astype(np.uint8)
    return halves[:, ::2] | halves[:, 1::2] << 4, scales
