"""Why a result stands where it stands, on a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from api.ranking_schemas import Uitleg
from search.query import Citation


def ranking(one: Citation) -> Iterator[str]:
    """Where nearly the same stands, and the explanation where one was asked for."""
    for twin in one.also_in:
        yield f"ook in: {' · '.join(filter(None, (twin.title, ' > '.join(twin.section))))} (id {twin.id})"
    if one.explanation is None:
        return
    told = Uitleg.of(one.explanation)
    yield f"score {one.score:.3f}; woorden {told.score_woorden:.2f}, betekenis {told.score_betekenis:.2f}"
    if told.woorden:
        yield f"woorden van de vraag: {', '.join(told.woorden)}"
    if told.andere_woorden:
        yield f"andere woorden: {', '.join(told.andere_woorden)}"
    if told.aandelen:
        yield "; ".join(f"{share.kenmerk} {share.bijdrage:.3f}" for share in told.aandelen)
