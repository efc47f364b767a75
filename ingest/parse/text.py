"""Plain text: paragraphs, list items and tabbed rows from the form of the lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby

from corpus.document import BlockKind
from ingest.parse.decode import decode
from ingest.parse.listing import item, rows
from ingest.parse.marks import is_bold, without_marks
from ingest.parse.parsed import Fragment, Parsed
from ingest.parse.sniff import Format
from ingest.parse.words import join

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_NOTE = re.compile(r"[¹²³⁴-⁹]+\s*[^\W\d_]")
_CUT_WORD = re.compile(r"[^\W\d_]-$")
_WRAPPED_AT_LEAST = 50
_WRAPPED_AT_MOST = 130


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    indent: int
    bold: bool


def read(name: str, data: bytes) -> Parsed:
    """Lines apart are paragraphs; a blank line always ends one."""
    text = _BREAKS.sub("\n", decode(data))
    width = _width(text)
    fragments: list[Fragment] = []
    for block in re.split(r"\n(?:\s*\n)+", text):
        _add(fragments, _fragments(block, width))
    return Parsed(Format.TEXT, tuple(fragments))


def _width(text: str) -> int:
    """Where the lines of this text were wrapped, in characters; 0 where they were not."""
    lengths = sorted(len(line.rstrip()) for line in text.split("\n") if line.strip())
    longest = lengths[int(len(lengths) * 0.98)] if lengths else 0
    return longest if _WRAPPED_AT_LEAST <= longest <= _WRAPPED_AT_MOST else 0


def _add(fragments: list[Fragment], new: list[Fragment]) -> None:
    """A paragraph that a page of its source cut in two is put together again, before the page's notes."""
    last = len(fragments) - 1
    while last > 0 and fragments[last].kind is BlockKind.NOTE:
        last -= 1
    if fragments and new and _goes_on(fragments[last], new[0]):
        fragments[last] = _joined(fragments[last], new[0].text)
        new = new[1:]
    fragments.extend(new)


def _joined(fragment: Fragment, words: str) -> Fragment:
    left, between = join(fragment.text, words)
    return replace(fragment, text=left + between + words)


def _goes_on(last: Fragment, first: Fragment) -> bool:
    return (
        last.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)
        and first.kind is BlockKind.PARAGRAPH
        and len(last.text) >= _WRAPPED_AT_LEAST
        and len(first.text) >= _WRAPPED_AT_LEAST
        and last.text[-1].isalnum() | (last.text[-1] in ",-")
        and first.text[0].islower()
    )


def _fragments(block: str, width: int) -> list[Fragment]:
    whole = is_bold(block)
    lines = [_line(raw, plain, whole) for raw, plain in _plain_lines(block)]
    found: list[Fragment] = []
    indents: list[int] = []
    for tabbed, group in groupby((line for line in lines if line.text), key=lambda line: "\t" in line.text):
        several = list(group)
        if tabbed and len(several) > 1:
            found += rows([line.text.split("\t") for line in several])
            continue
        for number, line in enumerate(several):
            if number and _wrapped(several[number - 1], line, width):
                found[-1] = _joined(found[-1], line.text)
            else:
                found.append(_fragment(line, indents))
    return found


def _plain_lines(block: str) -> list[tuple[str, str]]:
    """Each line as it was, and without marks; a mark may open on one line and close on the next."""
    raw, plain = block.split("\n"), without_marks(block).split("\n")
    return list(zip(raw, plain, strict=True))


def _line(raw: str, plain: str, bold: bool) -> _Line:
    indent = len(plain) - len(plain.lstrip())
    return _Line(plain.strip(), indent, bold or is_bold(item(raw) or raw))


def _wrapped(before: _Line, line: _Line, width: int) -> bool:
    """Whether the line goes on with the one before: that one was full, or this one hangs below it."""
    if (
        item(line.text) is not None
        or any(p.match(line.text) for p in (_HEADING, _NOTE))
        or _HEADING.match(before.text)
    ):
        return False
    hangs = line.indent > 0 or item(before.text) is not None
    unfinished = before.text[-1].isalnum() and (line.text.lstrip("(")[:1].islower())
    if _CUT_WORD.search(before.text) or (hangs and unfinished):
        return True
    first_word = len(line.text.split(maxsplit=1)[0])
    full = before.indent + len(before.text) + 1 + first_word > width * 0.9
    return width > 0 and len(before.text) >= _WRAPPED_AT_LEAST * 0.8 and full


def _fragment(line: _Line, indents: list[int]) -> Fragment:
    if heading := _HEADING.match(line.text):
        return Fragment(heading[2], BlockKind.HEADING, level=len(heading[1]))
    words = item(line.text)
    if words is None:
        indents.clear()
        kind = BlockKind.NOTE if _NOTE.match(line.text) else BlockKind.PARAGRAPH
        return Fragment(line.text, kind, bold=line.bold)
    while indents and line.indent < indents[-1]:
        indents.pop()
    if not indents or line.indent > indents[-1]:
        indents.append(line.indent)
    return Fragment(words, BlockKind.ITEM, level=len(indents), bold=line.bold)
