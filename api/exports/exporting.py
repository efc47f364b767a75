"""What somebody takes along: a dossier as a report, answers as a table, coded passages as a project."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from api.documents import Documents
from api.evidence import batch
from api.evidence.dossiers import Dossiers
from api.exports import refi
from api.exports.report import Arrangement, Making, Report, compiled
from corpus.taxonomy.terms import Terms
from search.answer.answer import Answer
from search.query import Query


@dataclass(frozen=True, slots=True)
class Exports:
    """For one person, called ``name``: no more than they see."""

    documents: Documents
    dossiers: Dossiers
    terms: Terms
    answer: Callable[[Query], Answer]
    name: str

    def report(self, id: str, arrangement: Arrangement, address: str) -> Report:  # noqa: A002
        """A dossier to hand on; ``address`` is that of the service. Raises NotFound."""
        unread = tuple(self.documents.unread())
        making = Making(datetime.now(UTC), self.name, arrangement, address, unread)
        return compiled(self.dossiers.get(id), self.dossiers.parts(id), self.terms, making)

    def answers(self, data: bytes, most: int, address: str) -> bytes:
        """A CSV of at most so many questions, as one of answers. Raises BadInput, which names lines."""
        return batch.answered(batch.read(data, most), lambda text: self.answer(Query(text)), address)

    def codebook(self) -> bytes:
        """Every labelled passage, as a project of REFI-QDA."""
        return refi.write(self._coded(), self.terms, self.documents.unread(), datetime.now(UTC))

    def _coded(self) -> Iterator[refi.Coded]:
        for entry in self.documents.all():
            text, passages = self.documents.text(entry.id), self.documents.passages(entry.id)
            yield refi.Coded(text, entry.added_at, tuple(passages))
