"""The order in which a reader takes the pieces of a page: column by column where there are columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from ingest.parse.pdf.pieces import Piece, by_line, top_down

_SAME_START = 3.0
_FEWEST_LINES = 2


class _Band(NamedTuple):
    """A part of the page with a gutter down its middle."""

    above: list[Piece]
    left: list[Piece]
    right: list[Piece]
    below: list[Piece]


def regions(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Columns, and stretches over the full width, in reading order; each from the top down."""
    bands = [band for x in _gutters(pieces) if (band := _band(pieces, x))]
    if not bands:
        return [top_down(pieces)] if pieces else []
    best = max(bands, key=lambda band: len(band.left) + len(band.right))
    return [region for part in best for region in regions(part)]


def _gutters(pieces: Sequence[Piece]) -> list[float]:
    """Where several lines start right of others there may be a gutter."""
    starts = sorted(piece.x0 for piece in pieces)
    left = starts[0] if starts else 0.0
    found: list[float] = []
    for start in starts:
        alike = sum(abs(other - start) < _SAME_START for other in starts)
        if start - left > 50 and alike >= 2 and (not found or start - found[-1] > _SAME_START):
            found.append(start - 1)
    return found


def _band(pieces: Sequence[Piece], x: float) -> _Band | None:
    """The largest stretch of the page that nothing crosses at ``x``, if both its sides are columns."""
    ordered = top_down(pieces)
    crossing = [number for number, piece in enumerate(ordered) if piece.x0 < x - 1 and piece.x1 > x + 1]
    bounds = [-1, *crossing, len(ordered)]
    start, end = max(pairwise(bounds), key=lambda pair: pair[1] - pair[0])
    inside = ordered[start + 1 : end]
    left = [piece for piece in inside if piece.x0 < x - 1]
    right = [piece for piece in inside if piece.x0 >= x - 1]
    if not _are_columns(left, right):
        return None
    left, after = _own(left, right[-1].y) if end < len(ordered) else (left, [])
    return _Band(ordered[: start + 1], left, right, after + ordered[end:])


def _are_columns(left: list[Piece], right: list[Piece]) -> bool:
    """Columns stand beside each other, and at least one of them is running text; a table is none."""
    if min(len(left), len(right)) < _FEWEST_LINES:
        return False
    beside = min(left[0].y, right[0].y) - max(left[-1].y, right[-1].y)
    if beside < 0.9 * left[0].size:
        return False
    if _is_prose(left) and _is_prose(right):
        return True
    return (_is_prose(left) or _is_prose(right)) and not _share_lines(left, right)


def _is_prose(pieces: list[Piece]) -> bool:
    """Long pieces of much the same length, close under each other."""
    lines = by_line(pieces)
    if len(lines) < _FEWEST_LINES:
        return False
    widths = sorted(piece.x1 - piece.x0 for piece in pieces)
    filled = median(widths) > 0.6 * widths[int(len(widths) * 0.9)]
    # two lines are columns only if they are long: else they may be a table
    long = median(len(piece.text) for piece in pieces) >= (28 if len(lines) < 3 else 18)
    pitch = median(above[0].y - line[0].y for above, line in pairwise(lines))
    return long and filled and pitch < 1.85 * median(piece.size for piece in pieces)


def _share_lines(left: list[Piece], right: list[Piece]) -> bool:
    """Whether what stands on the shorter side mostly stands on a line with the other, as in a table."""
    few, many = sorted((left, right), key=len)
    beside = sum(any(abs(piece.y - other.y) < 1 for other in many) for piece in few)
    return beside > 0.7 * len(few)


def _own(left: list[Piece], bottom: float) -> tuple[list[Piece], list[Piece]]:
    """What hangs well below both columns belongs to what comes after them."""
    for number in range(1, len(left)):
        piece, above = left[number], left[number - 1]
        if piece.y < bottom - 1 and above.y - piece.y > 1.7 * piece.size:
            return left[:number], left[number:]
    return left, []
