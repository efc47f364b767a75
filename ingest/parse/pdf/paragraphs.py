"""Builds paragraphs, list items, notes and table rows again from the lines of a column."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from corpus.document import BlockKind
from ingest.parse.listing import item, rows
from ingest.parse.parsed import Fragment
from ingest.parse.pdf.pieces import Piece, Rule, by_line
from ingest.parse.pdf.tables import aligned_tables
from ingest.parse.words import SOFT_HYPHEN, join, join_all

_ENDS = re.compile(r"[.!?:;…][\"'”’»)\]]*[¹²³⁰-⁹]*$")
_NOTE = re.compile(r"(?:[¹²³⁰-⁹]+|\d{1,3}|\*)\s*[^\W\d_]")
_LEADERS = re.compile(r"\s*(?:\.\s?){4,}\s*|\s*…{2,}\s*")
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
            found += _paragraphs(waiting, page, setting)
            found += rows(line[0].cells, page, header=line[0].bold or None)
            waiting = []
        else:
            waiting.append(_one(line))
    return found + _paragraphs(waiting, page, setting)


def connected(last: Fragment, first: Fragment, known: Collection[str]) -> tuple[Fragment, Fragment]:
    """Both fragments, the second as continuing the first where a column or page cut a paragraph in two."""
    if not _goes_on(last, first):
        return last, first
    left, between = join(last.text, first.text, known)
    return replace(last, text=left), replace(first, kind=last.kind, level=last.level, continues=between)


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


def _paragraphs(lines: list[Piece], page: int, setting: Setting) -> list[Fragment]:
    if not lines:
        return []
    right = max(line.x1 for line in lines)
    steps = [above.y - line.y for above, line in pairwise(lines) if _same_size(above.size, line.size)]
    step = median(steps) if steps else lines[0].size * 1.2
    groups: list[list[Piece]] = [[lines[0]]]
    for above, line in pairwise(lines):
        if _new(groups[-1], above, line, right, step):
            groups.append([line])
        else:
            groups[-1].append(line)
    indents = sorted({round(group[0].x0) for group in groups if item(group[0].text)})
    return [_fragment(group, page, indents, setting) for group in groups]


def _new(group: list[Piece], above: Piece, line: Piece, right: float, step: float) -> bool:
    """Whether a line starts a paragraph: by a gap, another look, a bullet, or room left above it."""
    size = line.size
    if (
        above.y - line.y > max(1.35 * step, 1.6 * size)
        if step > 1.6 * size
        else above.y - line.y > 1.35 * step
    ):
        return True
    if not _same_size(above.size, size) or above.bold != line.bold or above.turn != line.turn:
        return True
    if item(line.text) is not None or _LEADERS.search(above.text) or _NOTE_START(group, line):
        return True
    if above.text.endswith(_HYPHENS) or line.text[:1].islower():
        return False
    character = (line.x1 - line.x0) / max(len(line.text), 1)
    first_word = len(line.text.split(maxsplit=1)[0]) + 1
    room = right - above.x1 > first_word * character + size
    indented = line.x0 - group[0].x0 > 0.8 * size and len(group) > 1 and item(group[0].text) is None
    return (room and (_ENDS.search(above.text) is not None or not line.text[:1].islower())) or (
        indented and _ENDS.search(above.text) is not None
    )


def _NOTE_START(group: list[Piece], line: Piece) -> bool:
    return line.text[0] in "¹²³⁴⁵⁶⁷⁸⁹" and line.text[0] != group[0].text[0]


def _fragment(group: list[Piece], page: int, indents: list[int], setting: Setting) -> Fragment:
    first = group[0]
    text = join_all([line.text for line in group], setting.known)
    if len(parts := [part.strip() for part in _LEADERS.split(text) if part.strip()]) > 1:
        return rows([parts], page, header=False)[0]
    look = Fragment(text, page=page, size=first.size, bold=first.bold)
    if first.size < 0.93 * setting.body and _NOTE.match(text):
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


def _same_size(one: float, other: float) -> bool:
    return abs(one - other) <= 0.07 * max(one, other)
