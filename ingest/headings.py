"""Which blocks are headings and how deep: from styles, the table of contents, sizes, or their form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from corpus.document import BlockKind
from ingest.contents import Contents, find_contents, place
from ingest.draft import LISTED, TABULAR, Draft
from ingest.lineform import (
    continues_a_sentence,
    ends_as_sentence,
    is_capitals,
    is_heading_shaped,
    is_label,
    is_name,
    number_of,
)

_RUNNING, _LEAST_SENTENCE, _LEAST_LIST = 20, 6, 15
_LARGER = 1.12
_LONGEST = 25
_DEEPEST = 9


@dataclass(frozen=True, slots=True)
class Heading:
    """The blocks ``start`` up to ``end`` are a heading; equal where the file lost it but lists it.

    ``until`` is the block before which its section ends at the latest.
    """

    start: int
    end: int
    title: str
    level: int
    until: int | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """A heading of which the depth is known only below the last heading with a fixed level."""

    index: int
    rank: int


def find_headings(blocks: Sequence[Draft]) -> list[Heading]:
    """The headings in reading order; the most trusted source that a document has decides.

    Styles, where the file has them, are the author's own word. Else the table of contents fixes the
    main structure, and font sizes or, in plain text, the forms of lines fill in what lies below.
    """
    contents = find_contents(blocks)
    listing = _listing(blocks, contents)
    styled = [
        Heading(index, index + 1, block.text, block.level or 1)
        for index, block in enumerate(blocks)
        if block.kind == BlockKind.HEADING and not (contents and contents.start <= index < contents.end)
    ]
    if styled:
        return sorted([*styled, *listing], key=lambda heading: heading.start)
    fixed = [*listing, *(_placed(contents, blocks) if contents else ())]
    taken = {index for heading in fixed for index in range(heading.start, heading.end)}
    taken.update(range(contents.end) if contents else ())
    below = _by_size(blocks, taken) or _by_form(blocks, taken, {heading.start for heading in fixed})
    return _merged(fixed, below, blocks)


def _listing(blocks: Sequence[Draft], contents: Contents | None) -> list[Heading]:
    if contents is None:
        return []
    return [Heading(contents.start, contents.start + 1, blocks[contents.start].text, 1, until=contents.end)]


def _placed(contents: Contents, blocks: Sequence[Draft]) -> Iterator[Heading]:
    for found in place(contents, blocks):
        alone = found.end - found.start == 1
        title = blocks[found.start].text if alone else found.entry.title
        yield Heading(found.start, found.end, title, found.entry.level)


def _merged(fixed: Sequence[Heading], below: Sequence[_Found], blocks: Sequence[Draft]) -> list[Heading]:
    """All headings in order, those below a fixed one one or more levels deeper than it."""
    merged: list[Heading] = []
    anchor = 0
    everything = [(heading.start, heading) for heading in fixed] + [(found.index, found) for found in below]
    for index, heading in sorted(everything, key=lambda pair: pair[0]):
        if isinstance(heading, Heading):
            anchor = 0 if heading.until else heading.level
            merged.append(heading)
        else:
            merged.append(Heading(index, index + 1, blocks[index].text, anchor + heading.rank))
    return merged


def _by_size(blocks: Sequence[Draft], taken: set[int]) -> list[_Found]:
    """Short blocks set larger or bolder than the body, the largest first in rank."""
    counts: Counter[float] = Counter()
    bold = 0
    for block in blocks:
        counts[_rounded(block.size)] += len(block.text)
        bold += len(block.text) if block.bold else 0
    body = counts.most_common(1)[0][0] if counts else 0.0
    if not body or (len(counts) == 1 and not bold) or bold > sum(counts.values()) / 2:
        return []
    found = {
        index: (_rounded(block.size) if _rounded(block.size) > body else body)
        for index, block in enumerate(blocks)
        if index not in taken and _stands_out(block, body)
    }
    ranks = {size: rank for rank, size in enumerate(sorted(set(found.values()), reverse=True), 1)}
    return [_Found(index, ranks[size]) for index, size in found.items()]


def _rounded(size: float | None) -> float:
    return round((size or 0.0) * 2) / 2


def _stands_out(block: Draft, body: float) -> bool:
    if block.kind in TABULAR or block.kind == BlockKind.NOTE or block.words > _LONGEST:
        return False
    if block.kind in LISTED and not number_of(block.text):
        return False
    larger = _rounded(block.size) >= body * _LARGER > 0
    return larger or (block.bold and _rounded(block.size) >= body and is_heading_shaped(block.text))


def _by_form(blocks: Sequence[Draft], taken: set[int], fixed: set[int]) -> list[_Found]:
    """Lines that look like headings and are followed by what a heading announces.

    Read from the end, since a line above a heading can be a heading only if that one is.
    """
    names = _names(blocks)
    accepted: set[int] = set()
    for index in reversed(range(len(blocks))):
        if index in taken or index in names or blocks[index].kind == BlockKind.NOTE:
            continue
        numbered = _is_isolated_number(blocks, index)
        if not numbered and (
            blocks[index].kind in (LISTED | TABULAR) or not is_heading_shaped(blocks[index].text)
        ):
            continue
        if _announces(blocks, index, fixed, accepted):
            accepted.add(index)
    return list(_ranked(blocks, sorted(accepted)))


def _ranked(blocks: Sequence[Draft], indexes: Sequence[int]) -> Iterator[_Found]:
    """A number gives the depth; a heading directly below another form stands below it."""
    deep = any(len(number_of(blocks[index].text)) > 1 for index in indexes)
    depth, stack, previous = 0, 0, -2
    for index in indexes:
        number = number_of(blocks[index].text)
        depth = len(number) or depth
        stack = stack + 1 if index == previous + 1 and not number else 0
        previous = index
        base = len(number) if number else (depth + 1 if deep else 1)
        yield _Found(index, base + stack)


def _names(blocks: Sequence[Draft]) -> set[int]:
    """Lines that name people below a label such as "Vormgeving"."""
    names: set[int] = set()
    labelled = False
    for index, block in enumerate(blocks):
        labelled = is_label(block.text) or (labelled and is_name(block.text))
        if labelled:
            names.add(index)
    return names


def _is_isolated_number(blocks: Sequence[Draft], index: int) -> bool:
    """Whether a numbered line is no part of a list, since its neighbours are not numbered likewise."""
    block = blocks[index]
    if not number_of(block.text) or block.kind in TABULAR or block.words > _LONGEST:
        return False
    if block.text[-1] in ",;" or (ends_as_sentence(block.text) and not block.text.endswith("?")):
        return False
    neighbours = [blocks[near] for near in (index - 1, index + 1) if 0 <= near < len(blocks)]
    nested = index + 1 < len(blocks) and (blocks[index + 1].level or 0) > (block.level or 0) > 0
    return not nested and not any(near.kind in LISTED and number_of(near.text) for near in neighbours)


def _announces(blocks: Sequence[Draft], index: int, fixed: set[int], accepted: Container[int]) -> bool:
    """Whether running text, a list or a table follows, at most one other line between, or a subheading."""
    text, follower = blocks[index].text, index + 1
    if follower in accepted:
        deeper = len(number_of(blocks[follower].text)) or _DEEPEST
        return not is_capitals(text) and not is_name(text) and len(number_of(text)) < deeper
    # Decoration is often set in capitals, and a question may be a quote: those need more to confirm them.
    weak = is_capitals(text) or text.endswith("?")
    for between in range(1 if weak else 2):
        after = follower + between
        if (
            after >= len(blocks)
            or after in fixed
            or after in accepted
            or continues_a_sentence(blocks[after].text)
        ):
            return False
        if _is_body(blocks, after, _RUNNING if weak else _LEAST_SENTENCE):
            return True
    return False


def _is_body(blocks: Sequence[Draft], index: int, least: int) -> bool:
    kind = blocks[index].kind
    run = list(_run(blocks[index : index + _LEAST_LIST], kind))
    if kind in TABULAR:
        return len(run) > 1
    if kind in LISTED:
        words = sum(block.words for block in run)
        return words >= (max(least, _LEAST_LIST) if len(run) > 1 else _RUNNING)
    words, text = blocks[index].words, blocks[index].text
    return words >= _RUNNING or (words >= least and (text.endswith(":") or ends_as_sentence(text)))


def _run(blocks: Sequence[Draft], kind: BlockKind) -> Iterator[Draft]:
    return takewhile(lambda block: block.kind == kind or {block.kind, kind} <= TABULAR, blocks)
