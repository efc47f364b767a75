"""Labels passages: one file for each kind of label, joined here."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.document import Document, Passage
from corpus.label import Label, LabelKind
from ingest.tag.tagger import Tagger

_ORDER = list(LabelKind)


def tag(
    document: Document, passages: Sequence[Passage], taggers: Sequence[Tagger]
) -> list[tuple[Label, ...]]:
    """The labels of each passage, sorted by kind, then the surest first."""
    found: list[list[Label]] = [[] for _ in passages]
    for tagger in taggers:
        for labels, more in zip(found, tagger(document, passages), strict=True):
            labels.extend(more)
    return [tuple(sorted(labels, key=_place)) for labels in found]


def _place(label: Label) -> tuple[int, float, str]:
    return _ORDER.index(label.kind), -label.score, label.id
