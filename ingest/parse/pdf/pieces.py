"""What stands on a page: pieces of text and drawn lines, in points from the lower left corner."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ingest.parse.listing import ALONE

# as a part of the font size: a gap that is a space, and one that sets texts apart
_SPACE = 0.13
_APART = 1.0
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
    """Joins what a program drew in parts: letters to words and words to stretches without a wide gap."""
    once = {(run.text, round(run.x0), round(run.y)): run for run in runs}
    pieces: list[Piece] = []
    for line in by_line(_level(list(once.values()))):
        start = len(pieces)
        for run in line:
            if len(pieces) > start and (joined := _joined(pieces[-1], run)):
                pieces[-1] = joined
            else:
                pieces.append(run)
    return [replace(piece, text=" ".join(piece.text.split())) for piece in pieces]


def _joined(left: Piece, right: Piece) -> Piece | None:
    gap, size = right.x0 - left.x1, max(left.size, right.size)
    limit = _AFTER_BULLET if ALONE.fullmatch(left.text.strip()) else _APART
    if gap > limit * size:
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


def _level(runs: list[Piece]) -> list[Piece]:
    """Puts a raised or lowered mark on the line that it belongs to; a raised number keeps its form."""
    levelled = []
    for run in runs:
        base = _base(run, runs) if len(run.text.strip()) <= 3 else None
        if base is None:
            levelled.append(run)
            continue
        text = run.text.translate(_RAISED) if run.y > base.y else run.text
        levelled.append(replace(run, text=text, y=base.y, size=base.size, bold=base.bold))
    return levelled


def _base(mark: Piece, runs: list[Piece]) -> Piece | None:
    for run in runs:
        near = min(abs(mark.x0 - run.x1), abs(run.x0 - mark.x1)) < 0.4 * run.size
        if near and mark.size < 0.85 * run.size and 0.05 * run.size < abs(mark.y - run.y) < 0.7 * run.size:
            return run
    return None
