"""Builds paragraphs, list items, notes and table rows again from the lines of a column."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.document import BlockKind
from ingest.parse.listing import item, rows
from ingest.parse.parsed import Fragment
from ingest.parse.pdf.pieces import Piece, Rule, by_line
from ingest.parse.pdf.tables import LEADERS, aligned_tables
from ingest.parse.words import SOFT_HYPHEN, join, join_all

_ENDS = re.compile(r"[.!?:;…][\"'”’»)\]]*[¹²³⁰-⁹]*$")
_NOTE = re.compile(r"(?:[¹²³⁰-⁹]+|\d{1,3}|\*)\s*[^\W\d_]")
_WIDEST_STEP = 1.8
_HYPHENS = ("-", "\u2010", SOFT_HYPHEN)


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for a whole document: its words, and the size of its running text in points."""

    known: Collection[str]
    body: float


def fragments(region: Sequence[Piece], rules: Sequence[Rule], page: int, setting: Setting) -> list[Fragment]:
    """The fragments of one column."""
    found: list[Fragment] = []
    waiting: list[Piece] = []
    for line in aligned_tables(by_line(region), rules):
        if line[0].cells:
            found += _paragraphs(waiting, rules, page, setting)
            found += rows(line[0].cells, page, header=line[0].bold or None)
            waiting = []
        else:
            waiting.append(_one(line))
    return found + _paragraphs(waiting, rules, page, setting)


def connect(found: list[Fragment], new: list[Fragment], known: Collection[str]) -> list[Fragment]:
    """All fragments; the first new one continues the last one where a column or page cut a paragraph in two.

    Notes at the foot of a page then step back before that paragraph, so that it stays one.
    """
    last = len(found) - 1
    while last > 0 and found[last].kind is BlockKind.NOTE:
        last -= 1
    if not found or not new or not _goes_on(found[last], new[0]):
        return found + new
    cut = found[last]
    left, between = join(cut.text, new[0].text, known)
    rest = replace(new[0], kind=cut.kind, level=cut.level, continues=between)
    notes = found[last + 1 :]
    if cut.continues is not None and notes:
        return found + new
    return [*found[:last], *notes, replace(cut, text=left), rest, *new[1:]]


def _goes_on(last: Fragment, first: Fragment) -> bool:
    if last.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or first.kind is not BlockKind.PARAGRAPH:
        return False
    if last.bold != first.bold or not _same_size(last.size or 0, first.size or 0) or _ENDS.search(last.text):
        return False
    if last.text.endswith(_HYPHENS):
        return True
    return first.text.lstrip("('\"‘“")[:1].islower() or (len(last.text) > 60 and first.text[:1].isupper())


def _one(line: list[Piece]) -> Piece:
    """A line in one piece; it is bold only if all of it is."""
    longest = max(line, key=lambda piece: len(piece.text))
    text = " ".join(piece.text for piece in line)
    return replace(longest, text=text, x0=line[0].x0, x1=line[-1].x1, bold=all(piece.bold for piece in line))


def _paragraphs(lines: list[Piece], rules: Sequence[Rule], page: int, setting: Setting) -> list[Fragment]:
    if not lines:
        return []
    right = max(line.x1 for line in lines)
    step = _usual_step(lines)
    groups: list[list[Piece]] = [[lines[0]]]
    for above, line in pairwise(lines):
        if _new(groups[-1], above, line, right, step):
            groups.append([line])
        else:
            groups[-1].append(line)
    indents = sorted({round(group[0].x0) for group in groups if item(group[0].text)})
    floor = max((rule.y0 for rule in rules if _above_notes(rule, lines)), default=-math.inf)
    return [_fragment(group, page, indents, floor, setting) for group in groups]


def _usual_step(lines: list[Piece]) -> float:
    """From line to line within a paragraph, as a part of the font size."""
    steps = sorted(
        (above.y - line.y) / line.size for above, line in pairwise(lines) if _same_size(above.size, line.size)
    )
    return min(steps[len(steps) // 3], _WIDEST_STEP) if steps else 1.2


def _above_notes(rule: Rule, lines: list[Piece]) -> bool:
    """A short line at the left, with nothing but notes below it."""
    below = [line for line in lines if line.y < rule.y0]
    is_short = 20 < rule.x1 - rule.x0 < 0.45 * (max(line.x1 for line in lines) - rule.x0)
    return rule.horizontal and is_short and bool(below) and _NOTE.match(below[0].text) is not None


def _new(group: list[Piece], above: Piece, line: Piece, right: float, step: float) -> bool:
    """Whether a line starts a paragraph: by a gap, another look, a bullet, or room left above it."""
    if above.y - line.y > 1.35 * step * line.size or above.bold != line.bold or above.turn != line.turn:
        return True
    character = (line.x1 - line.x0) / max(len(line.text), 1)
    first_word = len(line.text.split(maxsplit=1)[0]) + 1
    room = right - above.x1 > first_word * character + line.size
    flows = not room and not _ENDS.search(above.text)
    if not _same_size(above.size, line.size) and not (flows and _same_size(above.size, line.size, 0.15)):
        return True
    if _starts_item(line, flows) or LEADERS.search(above.text) or _starts_note(group, line):
        return True
    if above.text.endswith(_HYPHENS) or line.text[:1].islower():
        return False
    hangs = above.x0 > group[0].x0 + 2
    if item(group[0].text) is not None and line.x0 < group[0].x0 + (2 if hangs else -2):
        return True
    indented = line.x0 - group[0].x0 > 0.8 * line.size and len(group) > 1 and item(group[0].text) is None
    return room or (indented and not flows)


def _starts_item(line: Piece, flows: bool) -> bool:
    """A number at the start of a line is one in a sentence when the line above it runs on."""
    return item(line.text) is not None and not (flows and line.text[0].isdigit())


def _starts_note(group: list[Piece], line: Piece) -> bool:
    return line.text[0] in "¹²³⁴⁵⁶⁷⁸⁹" and line.text[0] != group[0].text[0]


def _fragment(group: list[Piece], page: int, indents: list[int], floor: float, setting: Setting) -> Fragment:
    first = group[0]
    text = join_all([line.text for line in group], setting.known)
    if len(parts := [part.strip() for part in LEADERS.split(text) if part.strip()]) > 1:
        return rows([parts], page, header=False)[0]
    look = Fragment(text, page=page, size=first.size, bold=first.bold)
    if (first.size < 0.93 * setting.body or first.y < floor) and _NOTE.match(text):
        return replace(look, kind=BlockKind.NOTE)
    words = item(text)
    if words is not None:
        return replace(look, text=words, kind=BlockKind.ITEM, level=_depth(first.x0, indents))
    return look


def _depth(x: float, indents: list[int]) -> int:
    """One deeper for each list that starts clearly further left."""
    depth = 1
    for above, indent in pairwise(indents):
        depth += indent - above > 4 and round(x) >= indent
    return depth


def _same_size(one: float, other: float, tolerance: float = 0.07) -> bool:
    return abs(one - other) <= tolerance * max(one, other)
