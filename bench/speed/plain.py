"""What our speed stands beside: tantivy and Chroma as they come, with the same passages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import chromadb
import tantivy
from chromadb.api.client import Client
from chromadb.config import Settings
from tantivy import Filter, Occur, Query, TextAnalyzerBuilder, Tokenizer

from corpus.document import Passage
from models.protocols import Vectors
from search.hits import Numbers, contained, numbers
from search.index import Index

RESULTS = 10
BATCH = 2_000


class PlainTantivy:
    """Words in small letters between white space; any of them may match. Kept in a folder."""

    def __init__(self, folder: Path, index: Index) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text", tokenizer_name="plain")
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        self._schema = builder.build()
        folder.mkdir(parents=True, exist_ok=True)
        self._index = tantivy.Index(self._schema, path=str(folder))
        words = TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.lowercase()).build()
        self._index.register_tokenizer("plain", words)
        if not self._index.searcher().num_docs:
            writer = self._index.writer(num_threads=1)
            for passage in _passages(index):
                writer.add_document(tantivy.Document(text=passage.text, id=passage.id))
            writer.commit()
            self._index.reload()

    def search(self, question: str) -> list[str]:
        """Ids of the best ten."""
        words = question.lower().split()
        terms = [(Occur.Should, Query.term_query(self._schema, "text", word)) for word in words]
        searcher = self._index.searcher()
        hits = searcher.search(Query.boolean_query(terms), RESULTS).hits
        return [searcher.doc(address)["id"][0] for _, address in hits]


class PlainChroma:
    """Chroma's own settings, and its own ``where`` to filter with. Kept in a folder.

    The vectors are those of ``ours``, a folder of ``search.vectors``; ``left`` has by name the passages
    that a filter leaves.
    """

    def __init__(self, folder: Path, ours: Path, left: Mapping[str, Numbers]) -> None:
        self._passages = _client(folder).get_or_create_collection("passages", embedding_function=None)
        given = _client(ours).get_collection("passages", embedding_function=None)
        for start in range(self._passages.count(), given.count(), BATCH):
            some = given.get(limit=BATCH, offset=start, include=["embeddings"])
            passages = numbers(name.partition(":")[2] for name in some["ids"])
            marks = zip(*(contained(passages, own).tolist() for own in left.values()), strict=True)
            metadatas = [dict(zip(left, row, strict=True)) for row in marks]
            self._passages.add(some["ids"], embeddings=some["embeddings"], metadatas=metadatas)

    def search(self, vector: Vectors, within: str | None = None) -> list[str]:
        """Ids of the nearest ten, of all or of what that filter leaves."""
        where: dict[str, Any] | None = {within: True} if within else None
        answer = self._passages.query(query_embeddings=vector, n_results=RESULTS, where=where, include=[])
        return answer["ids"][0]


def _client(folder: Path) -> Client:
    return cast(Client, chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False)))


def _passages(index: Index) -> Iterator[Passage]:
    for entry in index.catalogue.documents():
        yield from index.catalogue.passages(entry.id)
