"""The tokens of each passage, for a second look at the best. The home of sqlite3 outside the catalogue.

Derived from the catalogue as the two engines are, and kept beside them. Asked for by passage only, a few
hundred at a time.
"""

from __future__ import annotations

import shutil
import sqlite3
import weakref
from collections.abc import Collection, Sequence
from contextlib import closing
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from search.failures import storing
from search.hits import Numbers, numbers

FILE = "tokens.sqlite3"
_TABLE = """
CREATE TABLE IF NOT EXISTS tokens (passage INTEGER PRIMARY KEY, document TEXT NOT NULL, packed BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS of_document ON tokens (document);
"""


class TokenStore:
    """One file in a folder of its own. Reads are safe from any thread; writes take turns elsewhere.

    Every write is durable when it returns.
    """

    def __init__(self, folder: Path) -> None:
        """Raises StorageFailed."""
        with storing(sqlite3.Error):
            folder.mkdir(parents=True, exist_ok=True)
            _drop_what_is_none(folder)
            self._writer = _connected(folder)
            self._reader = _connected(folder)
        self._turn = Lock()

    def add(self, ids: Sequence[tuple[str, str]], packed: Sequence[bytes]) -> None:
        """``ids`` are (document id, passage id); empty bytes are left out. Raises StorageFailed."""
        rows = zip(_keys(numbers(passage for _, passage in ids)), ids, packed, strict=True)
        with storing(sqlite3.Error), self._writer:
            self._writer.executemany(
                "INSERT OR REPLACE INTO tokens VALUES (?, ?, ?)",
                ((key, document, some) for key, (document, _), some in rows if some),
            )

    def remove(self, document_ids: Collection[str]) -> None:
        """A document without any is no error. Raises StorageFailed."""
        with storing(sqlite3.Error), self._writer:
            leaving = [(document,) for document in document_ids]
            self._writer.executemany("DELETE FROM tokens WHERE document = ?", leaving)

    def counts(self) -> dict[str, int]:
        """Passages by document id. Raises StorageFailed."""
        return dict(self._read("SELECT document, COUNT(*) FROM tokens GROUP BY document"))

    def count(self) -> int:
        """How many passages have tokens. Raises StorageFailed."""
        return int(self._read("SELECT COUNT(*) FROM tokens")[0][0])

    def is_empty(self) -> bool:
        """Whether no passage has tokens. Raises StorageFailed."""
        return not self._read("SELECT 1, packed FROM tokens LIMIT 1")

    def of(self, passages: Numbers) -> list[bytes]:
        """In the order of the passages; empty bytes for one that has none. Raises StorageFailed."""
        keys = _keys(passages)
        found = dict(
            self._read(
                f"SELECT passage, packed FROM tokens WHERE passage IN ({','.join('?' * len(keys))})",  # noqa: S608
                keys,
            )
        )
        return [found.get(key, b"") for key in keys]

    def close(self) -> None:
        """Frees the file; nothing can be asked any more."""
        _close(self._writer, self._reader)

    def retire(self, folder: Path) -> None:
        """Closes, and deletes the folder, as soon as nobody holds this any more."""
        weakref.finalize(self, _discard, self._writer, self._reader, folder)

    def _read(self, query: str, values: Sequence[int] = ()) -> list[Any]:
        with storing(sqlite3.Error), self._turn, closing(self._reader.execute(query, values)) as rows:
            return rows.fetchall()


def _drop_what_is_none(folder: Path) -> None:
    """What no database can be made of is begun anew: ``Index.heal`` fills it."""
    try:
        _connected(folder).close()
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        shutil.rmtree(folder)
        folder.mkdir()


def _connected(folder: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(folder / FILE, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.executescript(_TABLE)
    return connection


def _keys(passages: Numbers) -> list[int]:
    """SQLite's numbers have a sign."""
    signed: list[int] = passages.view(np.int64).tolist()
    return signed


def _close(*connections: sqlite3.Connection) -> None:
    for connection in connections:
        connection.close()


def _discard(writer: sqlite3.Connection, reader: sqlite3.Connection, folder: Path) -> None:
    _close(writer, reader)
    shutil.rmtree(folder, ignore_errors=True)
