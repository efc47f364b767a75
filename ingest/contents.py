"""The table of contents: which blocks it is, what it lists, and where in the text its titles stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from ingest.draft import Draft
from ingest.lineform import number_of, without_number

_HEADING = re.compile(r"(?:\d+\.?\s+)?(?:inhoud(?:sopgave)?|contents|table of contents)", re.IGNORECASE)
_LEADER = r"\s*(?:\.{3,}|…+|·{3,}|_{3,}|\||\t|(?:\. ){3,})\s*"
_LED = re.compile(rf"(?P<title>[^|\t]*?\S){_LEADER}(?P<page>\d{{1,4}})(?=\s|$|\|)(?:\s*\|)?\s*")
_BARE = re.compile(r"(?P<title>\S.*?\D)\s+(?P<page>\d{1,4})")
_INTERLUDES = ("interview", "column", "intermezzo")
_ENOUGH, _SAME_WORD = 0.84, 0.7
_LONGEST_HEADING = 25
_LONGEST_LISTING = 3_000
_STEM = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """A title that the contents list, with the level that its number and place give it."""

    title: str
    level: int


@dataclass(frozen=True, slots=True)
class Contents:
    """The blocks ``start`` up to, not including, ``end``, heading included, and what they list."""

    start: int
    end: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """The blocks that together are the heading of an entry; ``end`` is ``start`` where it is lost."""

    entry: Entry
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    words: list[str]


def find_contents(blocks: Sequence[Draft]) -> Contents | None:
    """The first table of contents with at least two entries."""
    for start, block in enumerate(blocks):
        if not _HEADING.fullmatch(block.text):
            continue
        listed: list[tuple[int, int, int, str]] = []
        end = start + 1
        while end < len(blocks) and (row := list(_listed(blocks[end].text))):
            listed += [(page, column, end, title) for column, (title, page) in enumerate(row)]
            end += 1
        if len(listed) >= 2:
            # Two columns are read in the order of their pages: the left one down, then the right one.
            return Contents(start, end, tuple(_levelled([title for *_, title in sorted(listed)])))
    return None


def _listed(text: str) -> Iterator[tuple[str, int]]:
    """Titles and pages on a line of the contents; nothing if it is another sort of line."""
    if len(text) > _LONGEST_LISTING:
        return
    led = list(_LED.finditer(text))
    if led and not _LED.sub("", text).strip(" |"):
        yield from ((found["title"].strip(), int(found["page"])) for found in led)
    elif (bare := _BARE.fullmatch(text)) and len(text.split()) <= _LONGEST_HEADING:
        yield bare["title"].strip(" ."), int(bare["page"])


def _levelled(titles: Sequence[str]) -> Iterator[Entry]:
    """A number gives its depth; a title without one stands below the number before it.

    The exceptions: what comes before the first number and what directly precedes a new chapter's
    first number is a chapter; an interview between two paragraphs belongs to neither; and a title
    that is listed twice has one level.
    """
    numbers = [number_of(title) for title in titles]
    known: dict[str, int] = {}
    depth = 0
    for index, title in enumerate(titles):
        following = numbers[index + 1] if index + 1 < len(titles) else ()
        if numbers[index]:
            level = depth = len(numbers[index])
        elif depth == 0 or set(following[1:]) == {1}:
            level, depth = 1, min(depth, 1)
        elif _is_interlude(title):
            level = 2
        else:
            level = depth + 1
        level = known.setdefault(title.casefold(), level)
        yield Entry(title, level)


def _is_interlude(title: str) -> bool:
    return title.casefold().startswith(_INTERLUDES)


def place(contents: Contents, blocks: Sequence[Draft]) -> list[Place]:
    """Where the headings stand, in order; found are those of the best matching in reading order.

    Titles may differ a little from those in the text, and a heading may be spread over two blocks.
    """
    entries = contents.entries
    lines = _lines(blocks, contents.end)
    best: list[tuple[float, tuple[Place, ...]]] = [(0.0, ())] * (len(blocks) + 1)
    for entry in entries:
        extended = list(best)
        for start, end, score in _candidates(entry, lines):
            total, places = best[start]
            if total + score > extended[end][0]:
                extended[end] = (total + score, (*places, Place(entry, start, end)))
        for index in range(1, len(extended)):
            if extended[index - 1][0] > extended[index][0]:
                extended[index] = extended[index - 1]
        best = extended
    found = list(best[-1][1])
    return sorted([*found, *_lost(entries, found, blocks)], key=lambda each: each.start)


def _lost(entries: Sequence[Entry], found: Sequence[Place], blocks: Sequence[Draft]) -> Iterator[Place]:
    """Chapters of a series ("Regio A", "Regio B") of which the heading did not survive as text.

    Such a chapter begins after the last block that mentions the one before it by name, if its own
    name comes up only after that; where this is not so, nothing is assumed.
    """
    for before, after in pairwise(found):
        position = entries.index(before.entry)
        missing = entries[position + 1 : entries.index(after.entry, position + 1)]
        if len(missing) != 1 or _plain(missing[0].title)[:1] != _plain(before.entry.title)[:1]:
            continue
        stretch = range(before.end, after.start)
        theirs = [index for index in stretch if _mentions(blocks[index].text, before.entry.title)]
        ours = [index for index in stretch if _mentions(blocks[index].text, missing[0].title)]
        if theirs and ours and theirs[-1] < ours[0]:
            yield Place(missing[0], theirs[-1] + 1, theirs[-1] + 1)


def _mentions(text: str, title: str) -> bool:
    """Whether one of the names in the title comes up, be it as an adjective ("Friesland", "Friese")."""
    names = {
        name[:_STEM] for name in re.findall(r"\w+", title)[1:] if name[0].isupper() and len(name) >= _STEM
    }
    return any(word[:_STEM] in names for word in re.findall(r"\w+", text))


def _lines(blocks: Sequence[Draft], first: int) -> dict[int, list[_Line]]:
    """Every block or pair of blocks that could be a heading, by its number of words."""
    lines: defaultdict[int, list[_Line]] = defaultdict(list)
    for start in range(first, len(blocks)):
        for end in (start + 1, start + 2):
            if end > len(blocks) or not _is_short(blocks[end - 1].text):
                break
            text = " ".join(block.text for block in blocks[start:end])
            words = _plain(text)
            lines[len(words)].append(_Line(start, end, text, words))
    return lines


def _is_short(text: str) -> bool:
    return any(map(str.isalnum, text)) and len(text.split()) <= _LONGEST_HEADING


def _candidates(entry: Entry, lines: Mapping[int, Sequence[_Line]]) -> Iterator[tuple[int, int, float]]:
    """The lines that look like the entry, with how much."""
    listed = _plain(entry.title)
    for line in lines.get(len(listed), ()):
        score = _alikeness(listed, line.words)
        if score < _ENOUGH:
            continue
        numbers = number_of(entry.title), number_of(line.text)
        other_number = all(numbers) and numbers[0] != numbers[1]
        exact = without_number(line.text) == without_number(entry.title)
        yield line.start, line.end, score + 0.02 * exact - 0.2 * other_number


def _alikeness(listed: Sequence[str], words: Sequence[str]) -> float:
    """From 0 to 1, word by word, so that one other word is another title."""
    total = 0.0
    for left, right in zip(listed, words, strict=True):
        ratio = 1.0 if left == right else SequenceMatcher(None, left, right).ratio()
        if ratio < _SAME_WORD:
            return 0.0
        total += ratio
    return total / len(listed) if listed else 0.0


def _plain(title: str) -> list[str]:
    return re.findall(r"\w+", without_number(title).casefold())
