"""How good searching, answering and labelling are, measured on what people marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from api.passages import Passages
from corpus.taxonomy.terms import Terms
from models.protocols import Embedder
from search.answer.answer import Answer
from search.evaluate import gold, tags
from search.evaluate.answers import Answering, measure
from search.evaluate.baselines import baselines
from search.evaluate.ranking import Comparison, compare
from search.query import Citation, Query, Results
from search.view import View

# the name of this house's own ranking among those that it is measured with
OURS = "Schuurpunt"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Of what one person sees; ``search`` and ``answer`` are what is measured.

    Every method raises BadInput for a file that is not as it should be.
    """

    view: View
    embedder: Embedder
    passages: Passages
    terms: Terms
    search: Callable[[Query], Results]
    answer: Callable[[Query], Answer]

    def ranking(self, file: Path) -> Comparison:
        """How well questions with known answers are searched, beside plain ways to."""
        questions = gold.load(file)
        with baselines(self.view, self.embedder) as others:
            return compare({OURS: self._ranked, **others}, questions)

    def answers(self, file: Path, unanswerable: Path | None) -> Answering:
        """How good answers are, and whether questions without one are refused."""
        return measure(
            lambda text: self.answer(Query(text)),
            self.view.catalogue.texts,
            self.passages.all(),
            gold.load(file),
            gold.load_unanswerable(unanswerable) if unanswerable else (),
        )

    def labels(self, file: Path) -> tags.Tagging:
        """How good the labels are on quotes of which they are known."""
        return tags.measure(tags.load(file, self.terms.find), self.passages.all())

    def _ranked(self, text: str, limit: int) -> Sequence[Citation]:
        return self.search(Query(text, limit)).citations
