"""What finds passages and weighs them, as one; all of it is derived from the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.document import Document, Passage, text_in_context
from models.protocols import Encoded
from search.failures import storing
from search.lexical import Lexical
from search.tokens import TokenStore
from search.vectors import Vectors

OpenLexical = Callable[[Path], Lexical]
Embed = Callable[[Sequence[str]], Encoded]
Taken = tuple[Document, Sequence[Passage]]
Progress = Callable[[int, int], None]

# Passages that are embedded and handed to Chroma together.
BATCH = 256


@dataclass(frozen=True)
class Engines:
    """Words, meaning, and meaning token by token.

    A reader may go on with what it holds while the index swaps to others.
    """

    lexical: Lexical
    vectors: Vectors
    tokens: TokenStore

    @classmethod
    def open(cls, folder: Path, open_lexical: OpenLexical) -> Engines:
        """Raises StorageFailed."""
        with storing(ValueError):
            lexical = open_lexical(folder / "lexical")
        try:
            vectors = Vectors(folder / "vectors")
            return cls(lexical, vectors, TokenStore(folder / "tokens"))
        except BaseException:
            lexical.close()
            raise

    def add(self, documents: Sequence[Taken], encoded: Encoded) -> None:
        """``encoded`` holds all passages in order.

        The words become findable at ``commit``. Raises StorageFailed.
        """
        with storing(ValueError):
            for document, passages in documents:
                self.lexical.add(document, passages)
        ids = [(document.id, passage.id) for document, passages in documents for passage in passages]
        self.vectors.add(ids, encoded.vectors)
        self.tokens.add(ids, encoded.tokens)

    def remove(self, document_ids: Collection[str]) -> None:
        """As ``add``; what is not there is no error."""
        with storing(ValueError):
            for document in document_ids:
                self.lexical.remove(document)
        self.vectors.remove(document_ids)
        self.tokens.remove(document_ids)

    def commit(self) -> None:
        """Makes the words durable and findable. Raises StorageFailed."""
        with storing(ValueError):
            self.lexical.commit()

    def fill(self, documents: Iterable[Taken], embed: Embed, done: Callable[[int], None]) -> None:
        """Adds and commits documents, embedding their passages; ``done`` is told how many so far."""
        total = 0
        for batch in _batches(documents):
            texts = [text_in_context(document.title, part) for document, parts in batch for part in parts]
            self.add(batch, embed(texts))
            total += len(texts)
            done(total)
        self.commit()

    def recovered(self, folder: Path, open_lexical: OpenLexical) -> Engines:
        """The same after a failed write: tantivy's writer may be dead, and what it buffered must go."""
        with suppress(Exception):
            self.lexical.close()
        with storing(ValueError):
            return replace(self, lexical=open_lexical(folder / "lexical"))

    def close(self) -> None:
        """Frees all for another process."""
        self.lexical.close()
        self.vectors.close()
        self.tokens.close()

    def retire(self, folder: Path) -> None:
        """Deletes the folder as soon as the last reader has let go."""
        with suppress(Exception):
            self.lexical.close()
        self.tokens.retire(folder / "tokens")
        self.vectors.retire(folder)


def _batches(documents: Iterable[Taken]) -> Iterator[list[Taken]]:
    """Runs of documents with about ``BATCH`` passages together, and never without any."""
    batch: list[Taken] = []
    for taken in documents:
        if taken[1]:
            batch.append(taken)
        if sum(len(passages) for _, passages in batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
