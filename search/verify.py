"""Checks a citation again, against the text and the file as they are stored now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.document import Document, Passage, passage_id, text_key
from corpus.errors import NotFound
from corpus.span import Span
from search.query import Citation
from search.view import View


@dataclass(frozen=True, slots=True)
class Verified:
    """``same_words``: the id, which is a hash of the words, is still theirs. ``literal``: they stand on
    those characters of the text, and those characters on those pages. ``same_file``: the kept file has the
    hash that is cited. ``replaced_by`` is the next version of a document that was replaced, which keeps its
    text and its file.
    """

    citation: Citation
    same_words: bool
    literal: bool
    same_file: bool
    replaced_by: str | None = None

    @property
    def holds(self) -> bool:
        """Whether all of it is so."""
        return self.same_words and self.literal and self.same_file


def verify(index: View, cited: str) -> Verified:
    """Also of a passage that its document had before. Raises NotFound where nothing is known of it."""
    try:
        remembered = index.catalogue.citation(cited)
    except NotFound as unknown:
        return _of_before(index, cited, unknown)
    document = index.catalogue.document(remembered.document_id)
    passages = index.catalogue.passages(document.id)
    (stored,) = index.catalogue.neighbours(cited, 0)
    # the catalogue may remember a citation, and what is stored is what counts
    citation = replace(remembered, text=stored.text, span=stored.span, pages=stored.pages)
    return Verified(
        citation,
        same_words=_same_words(stored, passages),
        literal=_literal(document, citation),
        same_file=_same_file(index, citation.sha256),
    )


def _of_before(index: View, cited: str, unknown: NotFound) -> Verified:
    kept = index.catalogue.history
    try:
        citation, key = kept.former(cited)
    except NotFound:
        raise unknown from None
    entry = kept.entry(citation.document_id)
    literal = _literal(kept.document(entry.id), citation)
    same = text_key(citation.text) == key
    return Verified(citation, same, literal, _same_file(index, entry.sha256), entry.replaced_by)


def _same_words(stored: Passage, passages: Sequence[Passage]) -> bool:
    key = text_key(stored.text)
    equal = sum(text_key(passage.text) == key for passage in passages)
    return stored.id in {passage_id(stored.document_id, stored.text, turn) for turn in range(equal)}


def _literal(document: Document, citation: Citation) -> bool:
    if citation.span.end > len(document.text) or citation.span.cut(document.text) != citation.text:
        return False
    if citation.pages is None:
        return not document.pages
    first, last = citation.pages
    on_them = [page.span for page in document.pages if first <= page.number <= last]
    return bool(on_them) and Span(on_them[0].start, on_them[-1].end).contains(citation.span)


def _same_file(index: View, sha256: str) -> bool:
    try:
        return index.originals.is_intact(sha256)
    except NotFound:
        return False
