"""Checks a citation again, against the text and the file as they are stored now."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.document import Document, passage_id, text_key
from corpus.errors import NotFound
from corpus.span import Span
from search.index import Index
from search.query import Citation


@dataclass(frozen=True, slots=True)
class Verified:
    """``same_words``: the id, which is a hash of the words, is still theirs. ``literal``: they stand on
    those characters of the text, and those characters on those pages. ``same_file``: the kept file has the
    hash that is cited.
    """

    citation: Citation
    same_words: bool
    literal: bool
    same_file: bool

    @property
    def holds(self) -> bool:
        """Whether all of it is so."""
        return self.same_words and self.literal and self.same_file


def verify(index: Index, cited: str) -> Verified:
    """Raises NotFound where there is no such passage any more."""
    citation = index.catalogue.citation(cited)
    document = index.catalogue.document(citation.document_id)
    return Verified(
        citation,
        same_words=_same_words(index, citation),
        literal=_literal(document, citation),
        same_file=_same_file(index, citation.sha256),
    )


def _same_words(index: Index, citation: Citation) -> bool:
    key = text_key(citation.text)
    passages = index.catalogue.passages(citation.document_id)
    equal = sum(text_key(passage.text) == key for passage in passages)
    return citation.id in {passage_id(citation.document_id, citation.text, turn) for turn in range(equal)}


def _literal(document: Document, citation: Citation) -> bool:
    if citation.span.end > len(document.text) or citation.span.cut(document.text) != citation.text:
        return False
    if citation.pages is None:
        return not document.pages
    first, last = citation.pages
    on_them = [page.span for page in document.pages if first <= page.number <= last]
    return bool(on_them) and Span(on_them[0].start, on_them[-1].end).contains(citation.span)


def _same_file(index: Index, sha256: str) -> bool:
    try:
        return index.originals.is_intact(sha256)
    except NotFound:
        return False
