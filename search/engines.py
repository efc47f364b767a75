"""The two engines that find passages, as one; both are derived from the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.document import Document, Passage, text_in_context
from models.protocols import Vectors as Rows
from search.failures import storing
from search.lexical import Lexical
from search.vectors import Vectors

OpenLexical = Callable[[Path], Lexical]
Embed = Callable[[Sequence[str]], Rows]
Progress = Callable[[int, int], None]

# Passages that are embedded and handed to Chroma together.
BATCH = 256


@dataclass(frozen=True)
class Engines:
    """Words and meaning. A reader may go on with what it holds while the index swaps to others."""

    lexical: Lexical
    vectors: Vectors

    @classmethod
    def open(cls, folder: Path, open_lexical: OpenLexical) -> Engines:
        """Raises StorageFailed."""
        with storing(ValueError):
            lexical = open_lexical(folder / "lexical")
        try:
            return cls(lexical, Vectors(folder / "vectors"))
        except BaseException:
            lexical.close()
            raise

    def add(self, document: Document, passages: Sequence[Passage], rows: Rows) -> None:
        """The words become findable at ``commit``. Raises StorageFailed."""
        with storing(ValueError):
            self.lexical.add(document, passages)
        self.vectors.add([(document.id, passage.id) for passage in passages], rows)

    def remove(self, document_ids: Collection[str]) -> None:
        """As ``add``; what is not there is no error."""
        with storing(ValueError):
            for document in document_ids:
                self.lexical.remove(document)
        self.vectors.remove(document_ids)

    def commit(self) -> None:
        """Makes the words durable and findable. Raises StorageFailed."""
        with storing(ValueError):
            self.lexical.commit()

    def fill(
        self, documents: Iterable[tuple[Document, list[Passage]]], embed: Embed, done: Callable[[int], None]
    ) -> None:
        """Adds and commits documents, embedding their passages; ``done`` is told how many so far."""
        waiting: list[tuple[Document, list[Passage]]] = []
        size = total = 0
        for document, passages in documents:
            waiting.append((document, passages))
            size += len(passages)
            if size >= BATCH:
                self._add_all(waiting, embed)
                total += size
                done(total)
                waiting, size = [], 0
        self._add_all(waiting, embed)
        self.commit()
        done(total + size)

    def _add_all(self, documents: Sequence[tuple[Document, list[Passage]]], embed: Embed) -> None:
        texts = [
            text_in_context(document.title, passage) for document, parts in documents for passage in parts
        ]
        rows = embed(texts) if texts else None
        start = 0
        for document, passages in documents:
            if rows is not None and passages:
                self.add(document, passages, rows[start : start + len(passages)])
            start += len(passages)

    def recovered(self, folder: Path, open_lexical: OpenLexical) -> Engines:
        """The same after a failed write: tantivy's writer may be dead, and what it buffered must go."""
        with suppress(Exception):
            self.lexical.close()
        with storing(ValueError):
            return replace(self, lexical=open_lexical(folder / "lexical"))

    def close(self) -> None:
        """Frees both for another process."""
        self.lexical.close()
        self.vectors.close()

    def retire(self, folder: Path) -> None:
        """Deletes the folder as soon as the last reader has let go."""
        with suppress(Exception):
            self.lexical.close()
        self.vectors.retire(folder)
