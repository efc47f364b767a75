"""Questions as somebody asks them: answered in this process, or by another where there are any."""

from __future__ import annotations

from contextlib import suppress
from copy import copy

from api.readers import Away, Readers
from corpus.visibility import Visibility
from search.answer.answer import Answer, GroupKind
from search.answer.answerer import Answerer
from search.query import Query, Results


class Asking:
    """Safe to share between threads."""

    def __init__(self, answerer: Answerer, readers: Readers) -> None:
        self.answerer = answerer
        self._readers = readers
        self._clearance = Visibility.VERTROUWELIJK

    def seen_by(self, clearance: Visibility) -> Asking:
        """The same for who has that clearance."""
        seen = copy(self)
        seen.answerer = self.answerer.seen_by(clearance)
        seen._clearance = clearance
        return seen

    def search(self, query: Query) -> Results:
        """Raises BadQuestion."""
        with suppress(Away):
            return self._readers.search(self._clearance, query)
        return self.answerer.searcher.search(query)

    def answer(
        self, query: Query, group_by: GroupKind | None = None, results: Results | None = None
    ) -> Answer:
        """See ``Answerer.answer``. Raises BadQuestion."""
        with suppress(Away):
            return self._readers.answer(self._clearance, query, group_by)
        # those of another process have no more than their page
        return self.answerer.answer(query, group_by, results if results and results.ranked else None)
