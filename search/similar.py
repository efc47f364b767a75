"""Passages that mean nearly what another one means, in other words."""

from __future__ import annotations

from dataclasses import replace

from search.diversity import folded
from search.query import Citation, Filters, Ranked
from search.view import View

# so many of the nearest are read for each that is shown, since those that repeat another fall out
READ = 3


def similar(index: View, passage_id: str, limit: int) -> list[Citation]:
    """The nearest, best first, each with its cosine as score; without the passage itself and without what
    nearly repeats it. What repeats another of them is named there. Raises NotFound and StorageFailed.
    """
    itself = index.catalogue.citation(passage_id)
    allowed = index.catalogue.allowed(Filters(), index.catalogue.census())
    near = index.nearest(index.vector(itself.document_id, passage_id), 1 + READ * limit, allowed)
    others = [(one, cosine) for one, cosine in near if one != passage_id]
    cited = index.catalogue.citations([one for one, _ in others])
    ranked = [Ranked(replace(cited[one], score=cosine), cosine, {}) for one, cosine in others if one in cited]
    return [one.citation for one in folded([Ranked(itself, 1.0, {}), *ranked])[1 : limit + 1]]
