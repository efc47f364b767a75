"""Finds passages by their meaning. The home of Chroma.

Chroma's own filters take time that grows with the collection, so an allowed set is handled here: a
small one is scored exactly, of a broad one more is fetched than is asked for. The id of a vector is
``<document>:<passage>``, so that counting needs no look-up.
"""

from __future__ import annotations

import math
import shutil
import weakref
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import cast

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateHNSWConfiguration
from chromadb.api.types import Where
from chromadb.config import Settings
from chromadb.errors import ChromaError
from numpy.typing import NDArray

from corpus.errors import StorageFailed
from models.protocols import Vectors as Rows
from search.failures import storing
from search.hits import Numbers, contained, numbers

# A denser graph than Chroma's default: 98 of the 100 nearest found, not 73 (20,000 random vectors).
GRAPH: CreateHNSWConfiguration = {
    "space": "ip",
    "max_neighbors": 32,
    "ef_construction": 200,
    "ef_search": 400,
}

# Reading one vector takes about as long as six more results of a search, but only the first time.
READING_COST = 2
REMEMBERED = 30_000
# what is fetched beyond what a filter should leave enough of
MARGIN = 1.25
MENDING = "Voer 'schuurpunt doctor' uit."


class Vectors:
    """One Chroma collection in a folder of its own; every vector has length 1, so that the inner
    product is the cosine. Each write is durable when it returns. All raise StorageFailed, reads too,
    since Chroma tidies its log while it reads.
    """

    def __init__(self, folder: Path) -> None:
        self._storing = partial(storing, ChromaError, folder=folder)
        with storing(ChromaError):
            folder.mkdir(parents=True, exist_ok=True)
            settings = Settings(anonymized_telemetry=False)
            client = chromadb.PersistentClient(path=str(folder), settings=settings)
            self._client = cast(Client, client)
            self._collection = self._client.get_or_create_collection(
                "passages", embedding_function=None, configuration={"hnsw": GRAPH}
            )
            self._batch = self._client.get_max_batch_size()
        self._remembered: dict[str, Rows] = {}
        self._writes = 0
        # how many there were after how many writes
        self._counted = (-1, 0)

    def add(self, ids: Sequence[tuple[str, str]], rows: Rows) -> None:
        """``ids`` are (document id, passage id); ``rows`` has the shape (ids, dimensions)."""
        with self._changing():
            for start in range(0, len(ids), self._batch):
                batch = ids[start : start + self._batch]
                self._collection.upsert(
                    ids=[f"{document}:{passage}" for document, passage in batch],
                    embeddings=np.asarray(rows[start : start + self._batch], dtype=np.float32),
                    metadatas=[{"document": document} for document, _ in batch],
                )

    def remove(self, document_ids: Collection[str]) -> None:
        """Takes out all vectors of these documents; a document without any is no error."""
        if document_ids:
            with self._changing():
                among = cast(Where, {"document": {"$in": list(document_ids)}})
                self._collection.delete(where=among)

    def count(self) -> int:
        """How many vectors there are."""
        with self._storing():
            return self._collection.count()

    def _total(self) -> int:
        """As ``count``, which goes through all of them, but only once after each write."""
        writes, total = self._counted
        if writes != self._writes:
            writes, total = self._writes, self.count()
            self._counted = writes, total
        return total

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """What is remembered holds neither during a write nor after it."""
        self._forget()
        try:
            with self._storing():
                yield
        finally:
            self._forget()

    def _forget(self) -> None:
        self._writes += 1
        self._remembered = {}

    def counts(self) -> dict[str, int]:
        """Vectors by document id."""
        with self._storing():
            ids = self._collection.get(include=[])["ids"]
        return dict(Counter(map(_document, ids)))

    def is_sound(self) -> bool:
        """Whether all that is stored can be reached; takes about 10 ms per 1,000 vectors.

        Chroma writes its graph over the old one, so a process killed meanwhile leaves a mix of both.
        """
        try:
            with self._storing():
                one = self._collection.get(limit=1, include=["embeddings"])["embeddings"]
            if one is not None and len(one):
                self._fetch(np.asarray(one[0], dtype=np.float32), self.count())
        except StorageFailed:
            return False
        return True

    def of(self, ids: Sequence[tuple[str, str]]) -> Rows:
        """The vectors of these (document id, passage id), at least one, shape (ids, dimensions).

        Raises StorageFailed also where one is not there.
        """
        names = [f"{document}:{passage}" for document, passage in ids]
        rows = self._rows(names)
        for name in names:
            if name not in rows:
                raise StorageFailed(f"Passage {name.partition(':')[2]} staat niet in de index.", MENDING)
        return np.stack([rows[name] for name in names])

    def nearest(
        self, vector: NDArray[np.float32], limit: int, allowed: Numbers | None = None
    ) -> list[tuple[str, float]]:
        """Passage ids with their cosine, best first; ``vector`` has the shape (dimensions,).

        ``allowed`` holds the passages to stay within, sorted, or is None for all.
        """
        total = self._total()
        allowed_share = 1.0 if allowed is None or len(allowed) >= total else len(allowed) / MARGIN / total
        fetched = min(total, math.ceil(limit / max(allowed_share, 1 / (total + 1))))
        while fetched:
            hits = _passages(self._fetch(vector, fetched))
            kept = hits if allowed is None else _among(hits, allowed)
            if len(kept) >= limit or fetched == total:
                return kept[:limit]
            fetched = min(total, 2 * fetched)
        return []

    def exact(
        self, vector: NDArray[np.float32], limit: int, ids: Sequence[tuple[str, str]]
    ) -> list[tuple[str, float]]:
        """As ``nearest``, among these (document id, passage id) only, each of them scored."""
        return self.exact_each(vector[None], limit, ids)[0]

    def exact_each(
        self, vectors: Rows, limit: int, ids: Sequence[tuple[str, str]]
    ) -> list[list[tuple[str, float]]]:
        """As ``exact``, for each of many vectors, shape (vectors, dimensions)."""
        rows = self._rows([f"{document}:{passage}" for document, passage in ids]) if ids else {}
        if not rows:
            return [[] for _ in vectors]
        names = list(rows)
        scores = vectors @ np.stack(list(rows.values())).T
        best = np.argsort(-scores, axis=1, kind="stable")[:, :limit]
        return [
            _passages([(names[place], float(row[place])) for place in places])
            for row, places in zip(scores, best.tolist(), strict=True)
        ]

    def _rows(self, names: Sequence[str]) -> dict[str, Rows]:
        """The vectors of those that are there, remembered: people filter by the same again and again."""
        if len(self._remembered) > REMEMBERED:
            self._remembered = {}
        known = self._remembered
        unknown = [name for name in names if name not in known]
        if unknown:
            with self._storing():
                found = self._collection.get(ids=unknown, include=["embeddings"])
            read = np.asarray(found["embeddings"], dtype=np.float32) if found["ids"] else ()
            known.update(zip(found["ids"], read, strict=True))
        return {name: known[name] for name in names if name in known}

    def exact_is_cheaper(self, allowed_passages: int, limit: int) -> bool:
        """Whether reading every allowed vector takes less than fetching until enough are allowed."""
        total = self._total()
        fetched = min(total, limit * total / max(1, allowed_passages))
        return allowed_passages * READING_COST <= fetched

    def close(self) -> None:
        """Frees the folder; nothing can be asked any more."""
        self._client.close()

    def retire(self, folder: Path) -> None:
        """Closes, and deletes the folder, as soon as nobody holds this any more."""
        weakref.finalize(self, _discard, self._client, folder)

    def _fetch(self, vector: NDArray[np.float32], limit: int) -> list[tuple[str, float]]:
        with self._storing():
            answer = self._collection.query(
                query_embeddings=np.atleast_2d(vector), n_results=limit, include=["distances"]
            )
        distances = answer["distances"] or [[]]
        return [(name, 1.0 - distance) for name, distance in zip(answer["ids"][0], distances[0], strict=True)]


def _document(name: str) -> str:
    return name.partition(":")[0]


def _passages(hits: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    return [(name.partition(":")[2], score) for name, score in hits]


def _among(hits: Sequence[tuple[str, float]], allowed: Numbers) -> list[tuple[str, float]]:
    kept = contained(numbers(passage for passage, _ in hits), allowed)
    return [hit for hit, keep in zip(hits, kept, strict=True) if keep]


def _discard(client: Client, folder: Path) -> None:
    client.close()
    shutil.rmtree(folder, ignore_errors=True)
