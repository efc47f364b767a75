"""The arithmetic of a page: matrices as PDF writes them, and the lines that a path leaves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import SupportsFloat

from ingest.parse.pdf.pieces import Rule

# a, b, c, d, e, f: (x, y) becomes (ax + cy + e, bx + dy + f)
Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_THIN = 3.0


def upright(left: float, bottom: float, width: float, height: float, turn: int) -> Matrix:
    """Moves the corner of the page to the origin, and turns the page as a reader sees it."""
    turned: dict[int, Matrix] = {
        90: (0, -1, 1, 0, 0, width),
        180: (-1, 0, 0, -1, width, height),
        270: (0, 1, -1, 0, height, 0),
    }
    return times((1, 0, 0, 1, -left, -bottom), turned.get(turn, IDENTITY))


def times(first: Matrix, second: Matrix) -> Matrix:
    """Carries out the first, then the second."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def as_matrix(operands: Iterable[SupportsFloat]) -> Matrix:
    """Raises ValueError when there are not six numbers."""
    a, b, c, d, e, f = (float(operand) for operand in operands)
    return a, b, c, d, e, f


def rule(x0: float, y0: float, x1: float, y1: float) -> Rule:
    """The smallest upright rectangle that holds both points."""
    return Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def is_thin(drawn: Rule) -> bool:
    """Thin enough to be a line to the eye."""
    return min(drawn.x1 - drawn.x0, drawn.y1 - drawn.y0) <= _THIN


def edges(drawn: Rule) -> list[Rule]:
    """The line itself, or the four sides of a rectangle."""
    if is_thin(drawn):
        return [drawn]
    x0, y0, x1, y1 = drawn.x0, drawn.y0, drawn.x1, drawn.y1
    return [Rule(x0, y0, x1, y0), Rule(x0, y1, x1, y1), Rule(x0, y0, x0, y1), Rule(x1, y0, x1, y1)]
