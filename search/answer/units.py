"""What a passage can answer with: its sentences, bullets, table rows and short lists, as ranges of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.span import Span
from models.analysis import Analysis
from models.protocols import Sentences

CELLS = " | "
SHORT_ITEM = 8
SHORT_LIST = 60
FEWEST_WORDS = 4
LONGEST = 120
END_MARKS = tuple(".!?…;:\"”’')")
SENTENCE = (".", "!", "?")
_PARAGRAPH = re.compile(r"\S(?:.|\n(?!\n))*")
_LINE = re.compile(r"\S.*")
_NUMBERING = re.compile(r"^(?:\d{1,2}[.)]\s+|[•*–-]\s*)+")
# with these a sentence points back at the one before it
_LEANING = re.compile(
    r"(?:(?:en|maar|ook|want|toch|dus)\s+)?(?:dit|dat(?! (?:we|wij|ze|er|de|het|een)\b)|deze|die|hier\w*"
    r"|daar\w*|zo'n|zulke?|er(?:van|door|mee|bij|uit|op|in)|zij|ze|hij|hun|het gaat|ook)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """``span`` is a range of the passage's text; ``text`` the words in it.

    ``stems`` are those of its words and their parts. ``lead_in`` is what stands above it: the sentence
    that opens the list, or the header of the table. ``is_loose`` words make no sentence: a heading or a
    label in a drawing.
    """

    span: Span
    text: str
    stems: frozenset[str]
    words: int
    lead_in: str = ""
    is_loose: bool = False

    @property
    def is_question(self) -> bool:
        """Whether it asks, where an answer should tell."""
        return self.text.rstrip("\"”’' ").endswith("?")

    @property
    def is_heading(self) -> bool:
        """Whether it is written in capitals and ends as no sentence does: it names what is told elsewhere."""
        return self.text.isupper() and CELLS not in self.text and not self.text.rstrip().endswith(SENTENCE)

    @property
    def told(self) -> str:
        """Its words with what stands above it; the number of a list item says nothing."""
        return " ".join((self.lead_in, _NUMBERING.sub("", self.text))).strip()

    @property
    def in_full(self) -> str:
        """Its words for who does not see what stands above it: each cell of a row with its column's name."""
        cells, columns = self.text.split(CELLS), self.lead_in.split(CELLS)
        if len(cells) == 1 or len(cells) != len(columns):
            return self.told
        filled = (pair for pair in zip(columns, cells, strict=True) if pair[1])
        return "; ".join(": ".join(filter(None, pair)) for pair in filled)


def units(
    text: str, context: str, headings: Sequence[str], sentences: Sentences, analysis: Analysis
) -> tuple[Unit, ...]:
    """The units of a passage in order, without its headings.

    ``context`` leads in a list or table that began before the passage. A sentence that leans on the one
    before it takes that along, and a short list is one unit with what opens it.
    """
    titles = {_plain(heading) for heading in headings}
    found: list[tuple[Span, str]] = []
    lead_in = context
    for paragraph in _spans(_PARAGRAPH, text, Span(0, len(text))):
        lines = [line for line in _spans(_LINE, text, paragraph) if _plain(line.cut(text)) not in titles]
        if lines:
            found += _of_paragraph(text, lines, lead_in, sentences, found)
            lead_in = lines[-1].cut(text) if lines[-1].cut(text).endswith(":") else ""
    return tuple(_unit(text, span, lead, analysis) for span, lead in found if span.cut(text).strip())


def _of_paragraph(
    text: str,
    lines: Sequence[Span],
    lead_in: str,
    sentences: Sentences,
    before: Sequence[tuple[Span, str]],
) -> list[tuple[Span, str]]:
    if CELLS in lines[0].cut(text):
        return list(_rows(text, lines, lead_in))
    if before and before[-1][0].cut(text) == lead_in and _is_short_list(text, lines):
        return [(Span(before[-1][0].start, lines[-1].end), before[-1][1])]
    found = []
    for line in lines:
        spans = [span.shifted(line.start) for span in sentences(line.cut(text))]
        found += [(span, lead_in) for span in _with_what_they_lean_on(text, spans)]
    return found


def _rows(text: str, lines: Sequence[Span], context: str) -> Iterator[tuple[Span, str]]:
    """Table rows below their header, which is the first line where it does not stand in the context."""
    header = context if CELLS in context else ""
    for line in lines:
        if header:
            yield line, header
        else:
            header = line.cut(text)


def _is_short_list(text: str, lines: Iterable[Span]) -> bool:
    lengths = [len(line.cut(text).split()) for line in lines]
    return max(lengths) <= SHORT_ITEM and sum(lengths) <= SHORT_LIST


def _with_what_they_lean_on(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    for number, span in enumerate(spans):
        leans = number and _LEANING.match(span.cut(text))
        yield Span(spans[number - 1].start, span.end) if leans else span


def _unit(text: str, span: Span, lead_in: str, analysis: Analysis) -> Unit:
    own = span.cut(text)
    words = analysis.keys(own)
    stems = frozenset(stem for word in words if not word.is_stop for stem in word.stems)
    ends = own.rstrip().endswith(END_MARKS)
    is_loose = CELLS not in own and not lead_in and not ends and len(words) <= SHORT_ITEM
    return Unit(span, own, stems, len(words), lead_in, is_loose or len(words) < FEWEST_WORDS)


def _spans(pattern: re.Pattern[str], text: str, within: Span) -> Iterator[Span]:
    for match in pattern.finditer(text, within.start, within.end):
        yield Span(match.start(), match.start() + len(match.group().rstrip()))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
