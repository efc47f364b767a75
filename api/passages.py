"""The passages that somebody may read and cite, and what their labels tell together."""

from __future__ import annotations

from collections.abc import Iterator

from api.documents import Documents
from corpus.document import Passage
from search.catalogue.labels import Judged
from search.query import Citation, Facets
from search.similar import similar
from search.verify import Verified, verify
from search.view import View

AROUND = 1


class Passages:
    """For one person. Every method that takes an id raises NotFound for what they do not see."""

    def __init__(self, view: View, documents: Documents) -> None:
        self._view = view
        self._documents = documents

    def all(self) -> Iterator[Citation]:
        """Every passage with its labels, document by document."""
        for entry in self._documents.all():
            yield from self._documents.passages(entry.id)

    def get(self, id: str) -> Citation:  # noqa: A002 - what it is called at every door
        """One of them."""
        return self._view.catalogue.citation(id)

    def around(self, prefix: str) -> tuple[list[Passage], Citation, list[Passage]]:
        """The passage whose id starts so, with what stands before and after it."""
        citation = self.get(self._view.catalogue.passage_of(prefix))
        near = self._view.catalogue.neighbours(citation.id, AROUND)
        place = [passage.id for passage in near].index(citation.id)
        return near[:place], citation, near[place + 1 :]

    def similar(self, id: str, limit: int) -> list[Citation]:  # noqa: A002
        """Other passages that mean nearly the same, best first. Raises StorageFailed."""
        return similar(self._view, id, limit)

    def verify(self, id: str) -> Verified:  # noqa: A002
        """Whether a citation still holds."""
        return verify(self._view, id)

    def counts(self) -> Facets:
        """How many passages have each label."""
        census = self._view.catalogue.census()
        return census.facets(census.passages)

    def judged(self) -> list[Judged]:
        """Every text of which people judged labels, with what the taggers found."""
        return self._view.catalogue.judged()
