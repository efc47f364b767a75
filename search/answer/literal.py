"""The last look before anything is shown: whether words stand in their source to the letter."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.document import Page
from corpus.span import Span
from search.query import Citation


def placed(citation: Citation, span: Span) -> Span:
    """A range of the passage's text as a range of its document's."""
    return span.shifted(citation.span.start)


def pages_of(span: Span, pages: Sequence[Page]) -> tuple[int, int] | None:
    """First and last page that the span touches, or None where the format has no pages."""
    touched = [page.number for page in pages if page.span.overlaps(span)]
    return (touched[0], touched[-1]) if touched else None


def is_literal(words: str, span: Span, text: str, pages: Sequence[Page]) -> bool:
    """Whether ``text``, that of the document as it is stored now, has these very characters at ``span``,
    and the pages that would be cited hold them; nothing is folded or collapsed.
    """
    if not words or span.end > len(text) or span.cut(text) != words:
        return False
    cited = [page.span for page in pages if page.span.overlaps(span)]
    return not pages or (bool(cited) and words in text[cited[0].start : cited[-1].end])
