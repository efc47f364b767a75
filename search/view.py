"""The stores as readers use them, each as somebody with a certain clearance sees them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.visibility import Visibility
from models.protocols import Card
from search.catalogue.reading import Catalogue
from search.hits import Numbers
from search.lexical import Lexical
from search.nearest import Nearest
from search.originals import Originals
from search.tokens import TokenStore
from search.words import Words

# of more, reading them all takes longer than a look-up for each vector
TOGETHER = 5_000


class Read(Protocol):
    """Engines, as those who only read use them."""

    @property
    def words(self) -> Words:
        """Each passage by its words, for each clearance."""

    @property
    def vectors(self) -> Nearest:
        """By its meaning."""

    @property
    def tokens(self) -> TokenStore:
        """By its meaning, token by token."""


class View(ABC):
    """What is more closed than ``clearance`` is as if it were not there. Safe from any thread.

    Words are kept for each clearance, the catalogue looks only at what it may; vectors and originals are
    asked only for what the catalogue gave, or within what it allows.
    """

    clearance = Visibility.VERTROUWELIJK
    catalogue: Catalogue
    originals: Originals

    @property
    @abstractmethod
    def engines(self) -> Read:
        """What finds passages and weighs them, those that are not seen among them."""

    @property
    @abstractmethod
    def card(self) -> Card | None:
        """The model that made the vectors."""

    @abstractmethod
    def seen_by(self, clearance: Visibility) -> View:
        """The same as one with that clearance sees it; the same object each time."""

    @property
    def lexical(self) -> Lexical:
        """Finds by words."""
        return self.engines.words.seen_by(self.clearance)

    def nearest(
        self, vector: NDArray[np.float32], limit: int, allowed: Numbers | None = None
    ) -> list[tuple[str, float]]:
        """Passage ids with their cosine, best first; ``allowed`` as ``Catalogue.allowed`` gives it, None for
        all that are seen.
        """
        vectors = self.engines.vectors
        if allowed is None:
            allowed = self.catalogue.census().passages
        if vectors.exact_is_cheaper(len(allowed), limit):
            return vectors.exact(vector, limit, self.catalogue.census().keys(allowed))
        return vectors.nearest(vector, limit, allowed)

    def nearest_each(
        self, ids: Sequence[tuple[str, str]], limit: int, allowed: Numbers
    ) -> list[list[tuple[str, float]]]:
        """As ``nearest``, of the vectors of each of these (document id, passage id). Raises StorageFailed."""
        if not ids:
            return []
        vectors = self.engines.vectors
        rows = vectors.of(ids)
        if len(allowed) <= TOGETHER:
            return vectors.exact_each(rows, limit, self.catalogue.census().keys(allowed))
        return [self.nearest(row, limit, allowed) for row in rows]

    def vector(self, document_id: str, passage_id: str) -> NDArray[np.float32]:
        """What ``nearest`` compares. Raises StorageFailed."""
        (vector,) = self.engines.vectors.of([(document_id, passage_id)])
        return np.asarray(vector)


class Restricted(View):
    """Of a whole, what one with that clearance sees."""

    def __init__(self, whole: View, clearance: Visibility) -> None:
        self._whole = whole
        self.clearance = clearance
        self.catalogue = whole.catalogue.seen_by(clearance)
        self.originals = whole.originals

    @property
    def engines(self) -> Read:
        """See ``View``."""
        return self._whole.engines

    @property
    def card(self) -> Card | None:
        """See ``View``."""
        return self._whole.card

    def seen_by(self, clearance: Visibility) -> View:
        """See ``View``."""
        return self._whole.seen_by(clearance)
