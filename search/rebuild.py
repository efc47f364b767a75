"""Engines made anew from the catalogue, while others read and write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress

from corpus.errors import NotFound
from corpus.visibility import Visibility
from models.protocols import Card
from search.arrival import Arrival
from search.catalogue.reading import Catalogue
from search.catalogue.renewal import Renewal
from search.engines import Embed, Engines, Progress, Taken


class Rebuild:
    """Fills ``fresh``: first with all that there is, which lasts, then with what changed meanwhile, in a
    moment at which nothing changes.
    """

    def __init__(self, catalogue: Catalogue, fresh: Engines, embed: Embed, renewal: Renewal) -> None:
        self._catalogue = catalogue
        self._fresh = fresh
        self._embed = embed
        self._renewal = renewal
        self._known = catalogue.visibilities()
        # documents that are in, by the visibility that they had
        self._filled: dict[str, Visibility] = {}

    def fill(self, renewed: Iterable[Arrival], card: Card, progress: Progress) -> None:
        """With what was read anew, and the rest as it is. Raises StorageFailed."""
        done, total = 0, self._catalogue.passage_count()
        for arrival in renewed:
            arrival.check(card)
            document = arrival.document
            if document.id in self._known:
                self._renewal.put(arrival)
                self._fresh.add([(document, arrival.passages)], arrival.encoded, self._known)
                self._filled[document.id] = self._known[document.id]
                done += len(arrival.passages)
        self._fresh.fill(self._rest(), self._embed, self._known, lambda count: progress(done + count, total))

    def catch_up(self) -> None:
        """Raises StorageFailed."""
        now = self._catalogue.visibilities()
        self._fresh.remove(self._filled.keys() - now.keys())
        late = everything(self._catalogue, now.keys() - self._filled.keys())
        self._fresh.fill(late, self._embed, now, lambda done: None)
        self._renewal.reshelve(one for one, was in self._filled.items() if now.get(one, was) is not was)

    def _rest(self) -> Iterator[Taken]:
        for document, passages in everything(self._catalogue, self._known.keys() - self._filled.keys()):
            self._filled[document.id] = self._known[document.id]
            yield document, passages


def everything(catalogue: Catalogue, within: Iterable[str] | None = None) -> Iterator[Taken]:
    """All documents by name, or those of these ids, but for what leaves meanwhile."""
    wanted = None if within is None else set(within)
    for entry in catalogue.documents():
        if wanted is None or entry.id in wanted:
            with suppress(NotFound):
                yield catalogue.document(entry.id), catalogue.passages(entry.id)
