"""Whether every store of an index answers, and has what the catalogue says; cheap enough to ask often."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from corpus.visibility import Visibility
from search.view import View


@dataclass(frozen=True, slots=True)
class Store:
    """``count`` is of passages, None where it does not answer; ``missing`` are those it should have."""

    name: str
    count: int | None
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Vitals:
    """``stores`` begins with the catalogue; the counts are 0 where that does not answer."""

    documents: int
    passages: int
    stores: tuple[Store, ...]

    @property
    def silent(self) -> list[str]:
        """The names of the stores that do not answer."""
        return [store.name for store in self.stores if store.count is None]


def vitals(index: View) -> Vitals:
    """Never raises: whatever a store raises, it does not answer."""
    documents, passages = _asked(index.catalogue.document_count), _asked(index.catalogue.passage_count)
    catalogue = Store("catalogus", None if documents is None else passages)
    return Vitals(documents or 0, passages or 0, (catalogue, *_engines(index, passages or 0)))


def _engines(index: View, expected: int) -> Iterator[Store]:
    engines = index.engines
    asked = {"woorden": index.lexical.count, "betekenis": engines.vectors.count}
    if index.card is not None and index.card.token_dimensions is not None:
        asked["woorddelen"] = engines.tokens.count
    for name, count in asked.items():
        found = _asked(count)
        missing = 0 if found is None else max(0, expected - found)
        # what others see is no concern of who does not
        if found is not None and index.clearance is not Visibility.VERTROUWELIJK:
            found = expected - missing
        yield Store(name, found, missing)


def _asked(count: Callable[[], int]) -> int | None:
    try:
        return count()
    except Exception:
        return None
