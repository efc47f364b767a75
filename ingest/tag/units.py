"""What is judged at a time: a sentence, with the one before it where it leans on that."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.document import BlockKind, Document, Passage
from corpus.span import Span
from ingest.tag.rules import Rules, Said, joined
from models.protocols import Sentences

# Who reads only this sentence does not know what it is about.
_LEANS = re.compile(
    r"(?:dat|dit|die|deze|zo|zij|ze|hij|het|er|hen|hun|ook|maar|toch|dus|want|en|of|echter|sindsdien|vervolgens|"
    r"bovendien|tegelijk|anders|daarnaast|verder|zelfs|alleen|daar\w*|hier\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or two that belong together, of the passage with that number; ``span`` lies within it."""

    passage: int
    span: Span
    text: str
    said: Said
    is_heading: bool


class Units:
    """Cuts passages up and reads what the rules say of each unit."""

    def __init__(self, sentences: Sentences, rules: Rules) -> None:
        self._sentences = sentences
        self._rules = rules

    def __call__(self, document: Document, passages: Sequence[Passage]) -> Iterator[Unit]:
        """The units of all passages; two sentences belong together only within a paragraph."""
        headings = [block.span for block in document.blocks if block.kind is BlockKind.HEADING]
        for number, passage in enumerate(passages):
            single = list(self._single(number, passage, headings))
            yield from single
            for first, second in pairwise(single):
                between = passage.text[first.span.end : second.span.start]
                if "\n" not in between and _LEANS.match(second.text):
                    span = Span(first.span.start, second.span.end)
                    said = joined((first.said, second.said))
                    yield Unit(number, span, span.cut(passage.text), said, False)

    def said(self, text: str) -> Said:
        """What all sentences of a text say together."""
        return joined(self._rules(text, span) for span in self._sentences(text))

    def _single(self, number: int, passage: Passage, headings: Sequence[Span]) -> Iterator[Unit]:
        for span in self._sentences(passage.text):
            at = passage.span.start + span.start
            before = bisect_right(headings, at, key=lambda heading: heading.start)
            is_heading = before > 0 and at < headings[before - 1].end
            yield Unit(number, span, span.cut(passage.text), self._rules(passage.text, span), is_heading)
