"""Tables: by the lines that are drawn around their cells, else by cells that stand under each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.parse.pdf.pieces import Piece, Rule, by_line
from ingest.parse.words import join_all

_TOUCH = 3.0
_ALIGNED = 4.0
_FARTHEST = 3.5
_CLOSE = 1.45

# the dots of a table of contents
LEADERS = re.compile(r"\s*(?:\.\s?){4,}\s*|\s*…{2,}\s*")

Cells = list[list[Piece]]


def with_ruled_tables(pieces: Sequence[Piece], rules: Sequence[Rule]) -> list[Piece]:
    """The same pieces, but those inside a drawn grid are one piece that holds its cells."""
    rest = list(pieces)
    for grid in _grids(rules):
        columns = sorted(_distinct(rule.x0 for rule in grid if not rule.horizontal))
        heights = sorted(_distinct(rule.y0 for rule in grid if rule.horizontal), reverse=True)
        if len(columns) < 3 or len(heights) < 3:
            continue
        inside = [piece for piece in rest if _within(piece, columns, heights)]
        cells: list[Cells] = [[[] for _ in columns[1:]] for _ in heights[1:]]
        for piece in inside:
            middle = piece.y + 0.3 * piece.size
            row = sum(middle < height for height in heights) - 1
            column = sum(piece.x0 + 1 > x for x in columns) - 1
            cells[max(row, 0)][min(max(column, 0), len(columns) - 2)].append(piece)
        if sum(bool(cell) for row in cells for cell in row) >= 4:
            taken = {id(piece) for piece in inside}
            rest = [piece for piece in rest if id(piece) not in taken]
            rest.append(_table(cells, inside))
    return rest


def aligned_tables(lines: Sequence[list[Piece]], rules: Sequence[Rule]) -> Iterator[list[Piece]]:
    """The same lines, but lines whose parts stand under each other are one piece that holds its cells."""
    number = 0
    while number < len(lines):
        grown = _grow(lines, number)
        if len(grown) >= 2:
            inside = [piece for line in lines[number : number + len(grown)] for piece in line]
            yield [_table(_rows(grown, rules), inside)]
            number += len(grown)
        else:
            yield lines[number]
            number += 1


def _table(rows: Sequence[Cells], pieces: Sequence[Piece]) -> Piece:
    cells = tuple(tuple(_words(cell) for cell in row) for row in rows if any(row))
    top = max(pieces, key=lambda piece: piece.y)
    header = [piece for cell in rows[0] for piece in cell]
    bold = bool(header) and all(piece.bold for piece in header) and not all(piece.bold for piece in pieces)
    left, right = min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)
    return Piece("", left, right, top.y, top.size, bold, cells=cells)


def _words(cell: list[Piece]) -> str:
    return join_all([" ".join(piece.text for piece in line) for line in by_line(cell)])


def _within(piece: Piece, columns: list[float], heights: list[float]) -> bool:
    middle = piece.y + 0.3 * piece.size
    in_width = columns[0] - _TOUCH < piece.x0 < columns[-1]
    return not piece.turn and not piece.cells and in_width and heights[-1] < middle < heights[0]


def _grids(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Lines that touch each other."""
    grids: list[list[Rule]] = []
    for rule in rules:
        touching = [grid for grid in grids if any(_touch(rule, other) for other in grid)]
        merged = [rule, *(other for grid in touching for other in grid)]
        grids = [grid for grid in grids if grid not in touching]
        grids.append(merged)
    return grids


def _touch(one: Rule, other: Rule) -> bool:
    return (
        one.x0 - _TOUCH <= other.x1
        and other.x0 - _TOUCH <= one.x1
        and one.y0 - _TOUCH <= other.y1
        and other.y0 - _TOUCH <= one.y1
    )


def _distinct(values: Iterator[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _TOUCH:
            found.append(value)
    return found


def _grow(lines: Sequence[list[Piece]], start: int) -> list[Cells]:
    """Lines from ``start`` on that fit the columns of the first, each as its cells."""
    first = lines[start]
    if len(first) < 2 or any(piece.cells or LEADERS.search(piece.text) for piece in first):
        return []
    columns = [replace(piece) for piece in first]
    grown: list[Cells] = [[[piece] for piece in first]]
    for above, line in pairwise(lines[start:]):
        places = _places(columns, line)
        far = above[0].y - line[0].y > _FARTHEST * line[0].size
        if places is None or far or (places == [0] and above[0].y - line[0].y > _CLOSE * line[0].size):
            break
        row: Cells = [[] for _ in columns]
        for place, piece in zip(places, line, strict=True):
            row[place].append(piece)
            column = columns[place]
            columns[place] = replace(column, x0=min(column.x0, piece.x0), x1=max(column.x1, piece.x1))
        grown.append(row)
    while len(grown) > 1 and sum(bool(cell) for cell in grown[-1]) < 2 and not any(grown[-1][1:]):
        grown.pop()
    full = sum(sum(bool(cell) for cell in row) >= 2 for row in grown)
    wide = any(right[0].x0 - left[0].x1 > right[0].size for row in grown for left, right in _neighbours(row))
    return grown if full >= 2 and wide else []


def _neighbours(row: Cells) -> Iterator[tuple[list[Piece], list[Piece]]]:
    return pairwise(cell for cell in row if cell)


def _places(columns: list[Piece], line: list[Piece]) -> list[int] | None:
    """The column of each piece, or None where a piece fits none, or more than one."""
    places = []
    for piece in line:
        fitting = [number for number, column in enumerate(columns) if _overlap(piece, column)]
        if (
            piece.cells
            or len(fitting) != 1
            or fitting[0] in places
            or not _aligned(piece, columns[fitting[0]])
        ):
            return None
        places.append(fitting[0])
    return places


def _overlap(piece: Piece, column: Piece) -> bool:
    return piece.x0 < column.x1 + 1 and column.x0 < piece.x1 + 1


def _aligned(piece: Piece, column: Piece) -> bool:
    starts, ends = abs(piece.x0 - column.x0), abs(piece.x1 - column.x1)
    middles = abs(piece.x0 + piece.x1 - column.x0 - column.x1) / 2
    return min(starts, ends, middles) < _ALIGNED


def _rows(lines: list[Cells], rules: Sequence[Rule]) -> list[Cells]:
    """Joins the lines of a cell that holds several: a new row starts below a rule or a wider gap."""
    heights = [max(piece.y for cell in line for piece in cell) for line in lines]
    steps = [above - below for above, below in pairwise(heights)]
    rows: list[Cells] = [lines[0]]
    for line, step, height in zip(lines[1:], steps, heights[1:], strict=True):
        ruled = any(rule.horizontal and height < rule.y0 < height + step for rule in rules)
        size = next(piece.size for cell in line for piece in cell)
        apart = step > 1.2 * min(steps) or step > _CLOSE * size
        if ruled or apart or (line[0] and not _continues(line)):
            rows.append(line)
        else:
            rows[-1] = [above + below for above, below in zip(rows[-1], line, strict=True)]
    return rows


def _continues(line: Cells) -> bool:
    """Whether no cell looks like the start of something."""
    starts = [cell[0].text.lstrip("(")[:1] for cell in line if cell]
    return all(start.islower() for start in starts)
