"""The last look before anything is shown: whether words stand in their source to the letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from corpus.document import Page
from corpus.span import Span
from search.answer.answer import Quote
from search.answer.candidates import Candidate
from search.query import Citation

# the text and the pages of a document
Stored = tuple[str, Sequence[Page]]


class Check:
    """Makes quotes of what is found literally, and numbers the passages that they come from.

    ``stored`` is by document id, as it is stored now. ``sources`` are the passages in the order of their
    numbers, by id; ``dropped`` counts what was not found.
    """

    def __init__(self, stored: Mapping[str, Stored]) -> None:
        self._stored = stored
        self.sources: dict[str, Citation] = {}
        self.dropped = 0

    def quotes(self, candidates: Iterable[Candidate]) -> Iterator[Quote]:
        """Those that stand in their document to the letter."""
        for one in candidates:
            text, pages = self._stored.get(one.citation.document_id, ("", ()))
            span = one.unit.span.shifted(one.citation.span.start)
            if is_literal(one.unit.text, span, text, pages):
                touched = _touched(span, pages)
                cited = (touched[0].number, touched[-1].number) if touched else None
                yield Quote(
                    one.unit.text, span, cited, one.unit.lead_in, self._number(one.citation), one.score
                )
            else:
                self.dropped += 1

    def _number(self, citation: Citation) -> int:
        self.sources.setdefault(citation.id, citation)
        return list(self.sources).index(citation.id) + 1


def is_literal(words: str, span: Span, text: str, pages: Sequence[Page]) -> bool:
    """Whether a document has these very characters at ``span``, and the pages that would be cited hold
    them; nothing is folded or collapsed.
    """
    if not words or span.end > len(text) or span.cut(text) != words:
        return False
    touched = _touched(span, pages)
    return not pages or (bool(touched) and words in text[touched[0].span.start : touched[-1].span.end])


def _touched(span: Span, pages: Sequence[Page]) -> list[Page]:
    return [page for page in pages if page.span.overlaps(span)]
