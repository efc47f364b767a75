"""Which adviezen, bouwstenen and knelpunten a question is about, as the tagger of documents sees it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from corpus.document import Document, Kind, Passage
from corpus.label import LabelKind
from corpus.span import Span
from ingest.tag.tagger import Tagger


class Themes:
    """Makes its tagger with the first question, since that takes a second. Safe to share between threads."""

    def __init__(self, make: Callable[[], Tagger]) -> None:
        self._make = make

    @cached_property
    def _tagger(self) -> Tagger:
        return self._make()

    def __call__(self, text: str) -> frozenset[tuple[LabelKind, str]]:
        """Kind and id of each label."""
        document = Document("", "", "", "", "", Kind.OVERIG, "", None, "nl", text)
        passage = Passage("", "", 0, Span(0, len(text)), text, (), None, "nl")
        return frozenset((label.kind, label.id) for label in self._tagger(document, [passage])[0])
