"""Keeps vectors of passages, and finds the nearest. The home of Chroma.

The id of a vector is ``<document>:<passage>``, so that counting needs no look-up.
"""

from __future__ import annotations

import shutil
import weakref
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
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
from search.nearest import Nearest

# A denser graph than Chroma's default: 98 of the 100 nearest found, not 73 (20,000 random vectors).
GRAPH: CreateHNSWConfiguration = {
    "space": "ip",
    "max_neighbors": 32,
    "ef_construction": 200,
    "ef_search": 400,
}


class Vectors(Nearest):
    """One Chroma collection in a folder of its own. Each write is durable when it returns. All raise
    StorageFailed, reads too, since Chroma tidies its log while it reads.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
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
        self._writes = 0

    @property
    def writes(self) -> int:
        """See ``Nearest``."""
        return self._writes

    def add(self, ids: Sequence[tuple[str, str]], rows: Rows) -> None:
        """``ids`` are (document id, passage id), none of which is there yet; ``rows`` has the shape
        (ids, dimensions).
        """
        before, (counted_at, total) = self._writes, self._counted
        with self._changing():
            for start in range(0, len(ids), self._batch):
                batch = ids[start : start + self._batch]
                self._collection.upsert(
                    ids=[f"{document}:{passage}" for document, passage in batch],
                    embeddings=np.asarray(rows[start : start + self._batch], dtype=np.float32),
                    metadatas=[{"document": document} for document, _ in batch],
                )
        if counted_at == before:
            # who counts holds up everybody, 25 ms for 100,000
            self._counted = self._writes, total + len(ids)

    def remove(self, document_ids: Collection[str]) -> None:
        """Takes out all vectors of these documents; a document without any is no error."""
        if document_ids:
            with self._changing():
                among = cast(Where, {"document": {"$in": list(document_ids)}})
                self._collection.delete(where=among)

    def count(self) -> int:
        """See ``Nearest``."""
        with self._storing():
            return self._collection.count()

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """What is remembered holds neither during a write nor after it."""
        self._writes += 1
        try:
            with self._storing():
                yield
        finally:
            self._writes += 1

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
                self.fetch(np.asarray(one[0], dtype=np.float32), self.count())
        except StorageFailed:
            return False
        return True

    def read(self, names: Sequence[str]) -> Mapping[str, Rows]:
        """See ``Nearest``."""
        with self._storing():
            found = self._collection.get(ids=list(names), include=["embeddings"])
        read = np.asarray(found["embeddings"], dtype=np.float32) if found["ids"] else ()
        return dict(zip(found["ids"], read, strict=True))

    def fetch(self, vector: NDArray[np.float32], limit: int) -> list[tuple[str, float]]:
        """See ``Nearest``."""
        with self._storing():
            answer = self._collection.query(
                query_embeddings=np.atleast_2d(vector), n_results=limit, include=["distances"]
            )
        distances = answer["distances"] or [[]]
        return [(name, 1.0 - distance) for name, distance in zip(answer["ids"][0], distances[0], strict=True)]

    def close(self) -> None:
        """Frees the folder; nothing can be asked any more."""
        self._client.close()

    def retire(self, folder: Path) -> None:
        """Closes, and deletes the folder, as soon as nobody holds this any more."""
        weakref.finalize(self, _discard, self._client, folder)


def _document(name: str) -> str:
    return name.partition(":")[0]


def _discard(client: Client, folder: Path) -> None:
    client.close()
    shutil.rmtree(folder, ignore_errors=True)
