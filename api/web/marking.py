"""Cuts a text in pieces that stand out and pieces that do not, for a template to show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.span import Span

# words, and whether they stand out
Pieces = list[tuple[str, bool]]


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
