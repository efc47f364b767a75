"""Labels passages: one file for each kind of label, joined here."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.document import Document, Passage
from corpus.label import Label, in_order
from ingest.tag.tagger import Tagger


def tag(
    document: Document, passages: Sequence[Passage], taggers: Sequence[Tagger]
) -> list[tuple[Label, ...]]:
    """The labels of each passage, by kind, then the surest first."""
    found: list[list[Label]] = [[] for _ in passages]
    for tagger in taggers:
        for labels, more in zip(found, tagger(document, passages), strict=True):
            labels.extend(more)
    return [in_order(labels) for labels in found]
