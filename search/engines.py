"""What finds passages and weighs them, as one; all of it is derived from the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.document import Document, Passage, text_in_context
from corpus.visibility import Visibility
from models.protocols import Encoded
from search.failures import storing
from search.lexical import Lexical
from search.tokens import TokenStore
from search.vectors import Vectors
from search.words import OpenLexical, Words

Embed = Callable[[Sequence[str]], Encoded]
Taken = tuple[Document, Sequence[Passage]]
Progress = Callable[[int, int], None]
# by document id
Shown = Mapping[str, Visibility]

# Passages that are embedded and handed to Chroma together.
BATCH = 256


@dataclass(frozen=True)
class Engines:
    """Words, meaning, and meaning token by token.

    A reader may go on with what it holds while the index swaps to others.
    """

    words: Words
    vectors: Vectors
    tokens: TokenStore

    @property
    def lexical(self) -> Lexical:
        """The words of all passages."""
        return self.words.seen_by(Visibility.VERTROUWELIJK)

    @classmethod
    def open(cls, folder: Path, open_lexical: OpenLexical) -> Engines:
        """Raises StorageFailed."""
        with storing(ValueError):
            words = Words(folder, open_lexical)
        try:
            vectors = Vectors(folder / "vectors")
            return cls(words, vectors, TokenStore(folder / "tokens"))
        except BaseException:
            words.close()
            raise

    def add(self, documents: Sequence[Taken], encoded: Encoded, shown: Shown) -> None:
        """``encoded`` holds all passages in order.

        The words become findable at ``commit``. Raises StorageFailed.
        """
        with storing(ValueError):
            for document, passages in documents:
                self.words.add(document, passages, shown[document.id])
        ids = [(document.id, passage.id) for document, passages in documents for passage in passages]
        self.vectors.add(ids, encoded.vectors)
        self.tokens.add(ids, encoded.tokens)

    def remove(self, document_ids: Collection[str]) -> None:
        """As ``add``; what is not there is no error."""
        with storing(ValueError):
            for document in document_ids:
                self.words.remove(document)
        self.vectors.remove(document_ids)
        self.tokens.remove(document_ids)

    def commit(self) -> None:
        """Makes the words durable and findable. Raises StorageFailed."""
        with storing(ValueError):
            self.words.commit()

    def reshelve(self, document: Document, passages: Sequence[Passage], visibility: Visibility) -> None:
        """The words follow a visibility that changed, as ``add``; the rest is kept in one for all."""
        with storing(ValueError):
            self.words.remove(document.id)
            self.words.add(document, passages, visibility)

    def fill(
        self, documents: Iterable[Taken], embed: Embed, shown: Shown, done: Callable[[int], None]
    ) -> None:
        """Adds and commits documents, embedding their passages; ``done`` is told how many so far."""
        total = 0
        for batch in _batches(documents):
            texts = [text_in_context(document.title, part) for document, parts in batch for part in parts]
            self.add(batch, embed(texts), shown)
            total += len(texts)
            done(total)
        self.commit()

    def recovered(self, folder: Path, open_lexical: OpenLexical) -> Engines:
        """The same after a failed write: tantivy's writer may be dead, and what it buffered must go."""
        self.words.close()
        with storing(ValueError):
            return replace(self, words=Words(folder, open_lexical))

    def close(self) -> None:
        """Frees all for another process."""
        self.words.close()
        self.vectors.close()
        self.tokens.close()

    def retire(self, folder: Path) -> None:
        """Deletes the folder as soon as the last reader has let go."""
        self.words.close()
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
