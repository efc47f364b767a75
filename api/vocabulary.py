"""What labels are called, and what questions are understood with: one for all who ask."""

from __future__ import annotations

from collections.abc import Callable

from corpus.taxonomy import Taxonomy
from corpus.taxonomy.terms import Terms
from search.understand import Knowledge, Understand


class Vocabulary:
    """Of the taxonomy that is in use. Safe from any thread: what is read is never half renewed."""

    def __init__(
        self, load: Callable[[], Taxonomy], know: Callable[[], Knowledge], understand: Understand
    ) -> None:
        """``load`` and ``know`` read the taxonomy as it is now. Raises BadTaxonomy."""
        self._load = load
        self._know = know
        self._understand = understand
        self.terms = Terms(load())

    def read(self) -> tuple[Terms, Knowledge]:
        """As it is now, to ``use`` when the labels are made by it. Raises BadTaxonomy."""
        return Terms(self._load()), self._know()

    def use(self, terms: Terms, knowledge: Knowledge) -> None:
        """From now on, for everybody."""
        self.terms = terms
        self._understand.learn(knowledge)
