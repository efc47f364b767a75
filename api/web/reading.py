"""A document as it is read: in parts of some passages, each in its blocks, with one that is cited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from api.web.marking import Pieces, pieces
from api.web.shown import Tag, tags
from corpus.document import Block, BlockKind, Document
from corpus.span import Span
from corpus.taxonomy.terms import Terms
from search.query import Citation

# a page of this many passages stays below 150 kB
IN_A_PART = 15
# and of so many characters, where there are no passages
LONGEST_PART = 20_000

# blocks of one form that follow each other, each in pieces
Run = tuple[BlockKind, list[Pieces]]


@dataclass(frozen=True, slots=True)
class Placed:
    """A passage in its document. ``page``: it is the first that begins on this page."""

    citation: Citation
    runs: tuple[Run, ...]
    tags: tuple[Tag, ...]
    cited: bool
    page: int | None


@dataclass(frozen=True, slots=True)
class Heading:
    """A section; ``address`` leads to where it begins, within this document."""

    title: str
    level: int
    address: str


@dataclass(frozen=True, slots=True)
class Part:
    """``number`` of ``last``, from 1. ``loose`` is the text of a document without passages."""

    number: int
    last: int
    passages: tuple[Placed, ...] = ()
    loose: tuple[Run, ...] = ()


class Reading:
    """A document with its passages in order; of an older version there are none, and its text is read."""

    def __init__(self, document: Document, passages: Sequence[Citation], terms: Terms) -> None:
        self._document = document
        self._passages = passages
        self._terms = terms

    def cited(self, id: str | None) -> Citation | None:  # noqa: A002 - what it is called at every door
        """The passage with that id, if it is in this document."""
        return next((one for one in self._passages if one.id == id), None)

    def part(self, number: int, cited: Citation | None, words: Span | None) -> Part:
        """The part in which the cited passage stands, else that with the number.

        ``words``, a range of the document's text, stand out in it; without, the passage does so as a whole.
        """
        if not self._passages:
            return self._loose_part(number)
        place = self._passages.index(cited) if cited else (number - 1) * IN_A_PART
        first = min(place, max(len(self._passages) - 1, 0)) // IN_A_PART * IN_A_PART
        before = self._passages[first - 1].pages if first else None
        made = []
        for one in self._passages[first : first + IN_A_PART]:
            begins = one.pages[0] if one.pages and (not before or one.pages[0] != before[0]) else None
            before = one.pages
            made.append(self._placed(one, one is cited, words if one is cited else None, begins))
        last = max(1, -(-len(self._passages) // IN_A_PART))
        return Part(first // IN_A_PART + 1, last, tuple(made))

    def outline(self) -> list[Heading]:
        """Every section, with the way to it."""
        return [
            Heading(section.title, min(section.level, 4), self._address(section.span.start))
            for section in self._document.sections
        ]

    def _loose_part(self, number: int) -> Part:
        blocks = self._document.blocks
        last = 1 + (blocks[-1].span.start // LONGEST_PART if blocks else 0)
        number = min(number, last)
        own = (block for block in blocks if block.span.start // LONGEST_PART == number - 1)
        return Part(number, last, loose=self._runs(own, Span(0, len(self._document.text)), None))

    def _address(self, place: int) -> str:
        if not self._passages:
            return f"?deel={place // LONGEST_PART + 1}"
        number, passage = next(
            ((n, one) for n, one in enumerate(self._passages) if place < one.span.end),
            (0, self._passages[0]),
        )
        return f"?deel={number // IN_A_PART + 1}#p-{passage.id}"

    def _placed(self, one: Citation, cited: bool, words: Span | None, page: int | None) -> Placed:
        within = (block for block in self._document.blocks if block.span.overlaps(one.span))
        runs = self._runs(within, one.span, words)
        return Placed(one, runs, tags(one, self._terms), cited, page)

    def _runs(self, blocks: Iterable[Block], within: Span, words: Span | None) -> tuple[Run, ...]:
        return tuple(
            (kind, [self._pieces(block, within, words) for block in run])
            for kind, run in groupby(blocks, lambda block: block.kind)
        )

    def _pieces(self, block: Block, within: Span, words: Span | None) -> Pieces:
        start, end = max(block.span.start, within.start), min(block.span.end, within.end)
        text = self._document.text[start:end]
        if words is None or words.end <= start:
            return pieces(text, ())
        return pieces(text, [Span(max(0, words.start - start), words.end - start)])
