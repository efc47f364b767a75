"""Cuts a document into passages: whole sentences of one section, of even length."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from corpus.document import BlockKind, Document, Passage, Section, passage_id
from corpus.span import Span
from ingest.draft import LISTED, TABULAR
from ingest.language import passage_language
from models.protocols import Sentences

# What it costs to be too short at all, the more the shorter, and to be cut out of a paragraph.
_BELOW, _SHORT, _CUT = 3.0, 8.0, 0.6
# A heading with so few words below it ("Een bijdrage van …") reads on into its first subsection.
_TINY = 15
_ANNOUNCING = frozenset({BlockKind.HEADING, BlockKind.HEADER_ROW})


@dataclass(frozen=True, slots=True)
class SplitOptions:
    """Words in a passage where the text allows; a passage above ``max_characters`` is too long as well."""

    min_words: int = 80
    max_words: int = 180
    max_characters: int = 1_500


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence, a table row or a whole heading: what is never cut.

    ``opens`` tells that a block begins with it, ``leads`` that it announces what follows; ``table`` is
    the number of its table, 0 outside tables.
    """

    index: int
    span: Span
    words: int
    kind: BlockKind
    opens: bool
    leads: bool
    table: int
    path: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class _Cost:
    """What a passage costs; the cheapest division of a stretch is the best one."""

    options: SplitOptions

    def of(self, first: _Unit, last: _Unit, words: int) -> float:
        length = last.span.end - first.span.start
        options = self.options
        if first is not last and (words > options.max_words or length > options.max_characters):
            return float("inf")
        middle = (options.min_words + options.max_words) / 2
        short = max(0, options.min_words - words) / options.min_words
        below = _BELOW * (short > 0) + _SHORT * short**2
        even = (words - middle) / (options.max_words - options.min_words)
        cut = (not first.opens) + 2 * last.leads
        return 1 + even**2 + below + _CUT * cut


def split(document: Document, sentences: Sentences, options: SplitOptions | None = None) -> list[Passage]:
    """Passages in order, not overlapping, that together hold every sentence and heading of the text.

    A heading stands at the start of the passage below it; the text of a passage is otherwise of one
    section, and of one table or none. ``context`` holds the sentence that leads in a list which starts
    before the passage, or the header of a table of which this is a later part.
    """
    cost = _Cost(options or SplitOptions())
    units = _units(document, sentences)
    passages: list[Passage] = []
    seen: dict[str, int] = {}
    for stretch in _stretches(units):
        for part in _divided(stretch, cost):
            span = Span(part[0].span.start, part[-1].span.end)
            text = span.cut(document.text)
            words = " ".join(text.split())
            occurrence = seen.get(words, 0)
            seen[words] = occurrence + 1
            passages.append(
                Passage(
                    id=passage_id(document.id, text, occurrence),
                    document_id=document.id,
                    ordinal=len(passages),
                    span=span,
                    text=text,
                    section=tuple(section.title for section in part[-1].path),
                    pages=document.pages_of(span),
                    language=passage_language(text, document.language),
                    context=_context(document, units, part[0]),
                )
            )
    return passages


def _units(document: Document, sentences: Sentences) -> list[_Unit]:
    units: list[_Unit] = []
    for block, path, table in zip(document.blocks, _paths(document), _tables(document), strict=True):
        text = block.span.cut(document.text)
        whole = block.kind == BlockKind.HEADING or table
        for number, span in enumerate([Span(0, len(text))] if whole else sentences(text)):
            words = span.cut(text)
            units.append(
                _Unit(
                    index=len(units),
                    span=span.shifted(block.span.start),
                    words=len(words.split()),
                    kind=block.kind,
                    opens=number == 0,
                    leads=words.endswith(":") or block.kind in _ANNOUNCING,
                    table=table,
                    path=path,
                )
            )
    return units


def _paths(document: Document) -> Iterator[tuple[Section, ...]]:
    """For each block the sections that hold it, outermost first."""
    coming = deque(document.sections)
    path: list[Section] = []
    for block in document.blocks:
        while coming and coming[0].span.start <= block.span.start:
            path.append(coming.popleft())
        path = [section for section in path if section.span.contains(block.span)]
        yield tuple(path)


def _tables(document: Document) -> Iterator[int]:
    """For each block the number of its table; a header that a new page repeats begins no new one."""
    number, header, before = 0, "", BlockKind.PARAGRAPH
    for block in document.blocks:
        if block.kind in TABULAR:
            text = block.span.cut(document.text)
            another = block.kind == BlockKind.HEADER_ROW and before == BlockKind.ROW and text != header
            if before not in TABULAR or another:
                number, header = number + 1, text
        before = block.kind
        yield number if block.kind in TABULAR else 0


def _stretches(units: Sequence[_Unit]) -> Iterator[list[_Unit]]:
    """Units that may share passages: of one section and one table, with the headings above them."""
    stretch: list[_Unit] = []
    for _, group in groupby(units, key=lambda unit: (unit.path, unit.table)):
        following = list(group)
        if stretch and not _reads_on(stretch, following):
            yield stretch
            stretch = []
        stretch += following
    if stretch:
        yield stretch


def _reads_on(stretch: Sequence[_Unit], following: Sequence[_Unit]) -> bool:
    """Whether the one only opens the section of the other, or one that holds it."""
    path = stretch[-1].path
    if following[0].path[: len(path)] != path:
        return False
    tabular = stretch[-1].table or following[0].table
    tiny = sum(unit.words for unit in stretch) < _TINY and not tabular
    return tiny or all(unit.kind == BlockKind.HEADING for unit in stretch)


def _divided(stretch: Sequence[_Unit], cost: _Cost) -> list[Sequence[_Unit]]:
    """The cheapest division into passages, by dynamic programming over the ends."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(stretch) + 1):
        choices: list[tuple[float, int]] = []
        words = 0
        for start in range(end - 1, -1, -1):
            words += stretch[start].words
            price = cost.of(stretch[start], stretch[end - 1], words)
            if price == float("inf"):
                break
            choices.append((best[start][0] + price, start))
        best.append(min(choices))
    cuts = [len(stretch)]
    while cuts[-1]:
        cuts.append(best[cuts[-1]][1])
    return [stretch[start:end] for start, end in pairwise(reversed(cuts))]


def _context(document: Document, units: Sequence[_Unit], first: _Unit) -> str:
    """The header of the table, or the sentence that leads in the list, where it stands before ``first``."""
    if first.kind not in LISTED | {BlockKind.ROW}:
        return ""
    for unit in reversed(units[: first.index]):
        if first.kind == BlockKind.ROW and unit.kind != BlockKind.ROW:
            return unit.span.cut(document.text) if unit.kind == BlockKind.HEADER_ROW else ""
        if first.kind in LISTED and (unit.kind not in LISTED or unit.leads):
            leads_in = unit.kind in LISTED | {BlockKind.PARAGRAPH} and unit.path == first.path
            return unit.span.cut(document.text) if leads_in else ""
    return ""
