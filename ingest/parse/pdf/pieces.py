"""What stands on a page: pieces of text and drawn lines, in points from the lower left corner."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from ingest.parse.listing import ALONE

# as a part of the font size: a gap that is a space, and one that sets texts apart
_SPACE = 0.13
_APART = 1.0
_MAYBE_APART = 0.29
_AFTER_BULLET = 4.0
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text on one line from ``x0`` to ``x1``; ``y`` is its baseline. ``turn`` is its direction in degrees.

    A table takes the place of a piece in the reading order: then ``cells`` holds its rows.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    turn: int = 0
    cells: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line, horizontal or vertical."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def horizontal(self) -> bool:
        """Wider than it is high."""
        return self.x1 - self.x0 > self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as drawn."""

    pieces: tuple[Piece, ...]
    rules: tuple[Rule, ...]
    height: float


def top_down(pieces: Iterable[Piece]) -> list[Piece]:
    """By line from the top, from left to right on a line."""
    return [piece for line in by_line(pieces) for piece in line]


def by_line(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Pieces that share a baseline, lines from the top, pieces from the left."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.y):
        if lines and lines[-1][0].y - piece.y <= 0.3 * max(piece.size, lines[-1][0].size):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda piece: piece.x0) for line in lines]


def assemble(runs: Iterable[Piece]) -> list[Piece]:
    """Joins what a program drew in parts: letters to words, and words to stretches without a wide gap.

    A narrower gap sets apart too where several stretches start exactly below or above it: there it
    divides the columns of a table.
    """
    once = {(run.text, round(run.x0), round(run.y)): run for run in runs}
    lines = by_line(_level(list(once.values())))
    starts = Counter(_start(piece) for line in lines for piece in _stretches(line, frozenset()))
    common = frozenset(start for start, times in starts.items() if times >= 3)
    pieces = [piece for line in lines for piece in _stretches(line, common)]
    return [replace(piece, text=" ".join(piece.text.split())) for piece in pieces]


def _stretches(line: list[Piece], starts: Collection[int]) -> list[Piece]:
    pieces: list[Piece] = []
    for run in line:
        joined = _joined(pieces[-1], run, starts) if pieces else None
        if joined is None:
            pieces.append(run)
        else:
            pieces[-1] = joined
    return pieces


def _joined(left: Piece, right: Piece, starts: Collection[int]) -> Piece | None:
    gap, size = right.x0 - left.x1, max(left.size, right.size)
    limit = _AFTER_BULLET if ALONE.fullmatch(left.text.strip()) else _APART
    if gap > limit * size or (_MAYBE_APART * size < gap and limit == _APART and _start(right) in starts):
        return None
    between = " " if gap > _SPACE * size else ""
    longest = max(left, right, key=lambda piece: len(piece.text))
    bold = left.bold and right.bold if ALONE.fullmatch(left.text.strip()) is None else right.bold
    return replace(
        left,
        text=left.text + between + right.text,
        x1=max(left.x1, right.x1),
        size=longest.size,
        bold=bold,
    )


def _start(piece: Piece) -> int:
    """Where a piece starts, in fifths of a point."""
    return round(piece.x0 * 5)


def _level(runs: list[Piece]) -> list[Piece]:
    """Puts a raised or lowered mark on the line that it belongs to; a raised number keeps its form."""
    runs = sorted(runs, key=lambda run: run.y)
    heights = [run.y for run in runs]
    levelled = []
    for run in runs:
        reach = 1.5 * run.size
        near = runs[bisect_left(heights, run.y - reach) : bisect_right(heights, run.y + reach)]
        base = _base(run, near) if len(run.text.strip()) <= 3 else None
        if base is None:
            levelled.append(run)
            continue
        text = run.text.translate(_RAISED) if run.y > base.y else run.text
        levelled.append(replace(run, text=text, y=base.y, size=base.size, bold=base.bold))
    return levelled


def _base(mark: Piece, near: list[Piece]) -> Piece | None:
    """The larger text beside the mark, a little higher or lower."""
    for run in near:
        above = (mark.y - run.y) / run.size
        if mark.size >= 0.85 * run.size or abs(above) < 0.05 or not -0.3 < above < 0.55:
            continue
        if min(abs(mark.x0 - run.x1), abs(run.x0 - mark.x1)) < 0.4 * run.size:
            return run
    return None
