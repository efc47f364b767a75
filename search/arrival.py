"""What the write path hands to the index: one file, taken apart and embedded."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import Document, Passage
from corpus.label import Label
from corpus.visibility import Visibility
from models.protocols import Card, Encoded


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file under the name by which it came.

    ``key`` tells sources apart: a resolved path, or ``upload:<name>``. ``labels`` and ``encoded`` are of
    each passage. ``visibility`` is what was told of it, if anything (see ``search.catalogue.shown``).
    ``replaces`` is the document of which this is a new version, where that was told.
    """

    key: str
    name: str
    data: bytes
    document: Document
    passages: Sequence[Passage]
    labels: Sequence[tuple[Label, ...]]
    encoded: Encoded
    visibility: Visibility | None = None
    replaces: str | None = None

    def check(self, card: Card | None) -> None:
        """Raises ValueError where the parts do not belong together, since text is stored only once."""
        document = self.document
        vectors = self.encoded.vectors
        size = (len(self.passages), card.dimensions if card else vectors.shape[-1])
        if hashlib.sha256(self.data).hexdigest() != document.sha256:
            raise ValueError(f"{self.name}: not the bytes that the document was made of")
        if "\0" in document.text:
            raise ValueError(f"{self.name}: the text holds a NUL, at which a database ends a text")
        document.text.encode()
        if vectors.shape != size or len(self.encoded.tokens) != size[0]:
            raise ValueError(f"{self.name}: vectors of shape {vectors.shape}, expected {size}")
        if len(self.labels) != len(self.passages):
            raise ValueError(f"{self.name}: labels of {len(self.labels)} passages, expected {size[0]}")
        for passage in self.passages:
            if passage.document_id != document.id or passage.span.cut(document.text) != passage.text:
                raise ValueError(f"{self.name}: passage {passage.id} is not cut from this text")
