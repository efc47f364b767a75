"""What a tagger is; whatever fits can be added to the list that is built in ``api/learned.py``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from corpus.document import Document, Passage
from corpus.label import Label


class Tagger(Protocol):
    """Finds labels of one or more kinds; no two taggers share a kind, so that labels only add up.

    Can be pickled, or is made in the process that uses it.
    """

    def __call__(self, document: Document, passages: Sequence[Passage]) -> list[list[Label]]:
        """A list of labels for each passage, in the order of the passages; each (kind, id) once."""
        ...
