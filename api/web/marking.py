"""Cuts a text in pieces that stand out and pieces that do not, for a template to show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.span import Span

# words, and whether they stand out
Pieces = list[tuple[str, bool]]
# where one can begin to read: at the begin of a line or a sentence
BEGIN = re.compile(r"(?:^|\n|[.!?:;]\s)\s*(?=\S)")


def pieces(text: str, spans: Iterable[Span]) -> Pieces:
    """All of the text, in order; what lies in a span stands out. Spans may overlap and run on beyond it."""
    found: Pieces = []
    at = 0
    for span in merged(spans, len(text)):
        found += [(text[at : span.start], False), (span.cut(text), True)]
        at = span.end
    return [piece for piece in (*found, (text[at:], False)) if piece[0]]


def merged(spans: Iterable[Span], length: int) -> Sequence[Span]:
    """The same characters up to ``length``, in spans that are in order and do not overlap."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        start, end = max(span.start, kept[-1].end if kept else 0), min(span.end, length)
        if start < end:
            kept.append(Span(start, end))
    return kept


def excerpt(text: str, spans: Sequence[Span], length: int) -> Span:
    """The stretch of about ``length`` characters in which most of the spans stand: it begins where one can
    begin to read, and ends after a word. All of the text, where that is hardly longer.
    """
    if len(text) <= length * 3 // 2:
        return Span(0, len(text))
    starts = [found.end() for found in BEGIN.finditer(text)]
    best = max(starts, key=lambda start: (_within(spans, start, start + length), -start), default=0)
    end = text.rfind(" ", best, best + length) if best + length < len(text) else len(text)
    return Span(best, end if end > best else min(best + length, len(text)))


def _within(spans: Iterable[Span], start: int, end: int) -> int:
    return sum(start <= span.start and span.end <= end for span in spans)
