"""Finds a quote again in a text that was read anew, or in a newer version of its document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.document import Document, Passage, text_key
from corpus.span import Span
from search.catalogue.knelpunt import Quote

_WORD = re.compile(r"\S+")


def found_again(quote: Quote, document: Document, passages: Sequence[Passage]) -> Quote | None:
    """The same words, where they stand now within one passage; None where they do not.

    Words that stand on several places are found on the first; white space may have changed, its length not.
    """
    length, text = len(quote.span), document.text
    for word in _WORD.finditer(text):
        span = Span(word.start(), word.start() + length)
        if span.end > len(text):
            return None
        if text_key(span.cut(text)) == quote.text_key:
            inside = next((one for one in passages if one.span.contains(span)), None)
            if inside:
                return replace(
                    quote,
                    document_id=document.id,
                    sha256=document.sha256,
                    passage_id=inside.id,
                    span=span,
                )
    return None
