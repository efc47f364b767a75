"""Keeps the bytes of every document under their own hash, so that a citation can be checked."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from corpus.errors import NotFound
from search.failures import storing

HASH_LENGTH = 64


class Originals:
    """Files named ``ab/abcdef…`` by SHA-256 in hex. A file is there completely, or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with storing():
            folder.mkdir(parents=True, exist_ok=True)

    def path(self, sha256: str) -> Path:
        """Where the bytes are, or would be."""
        return self._folder / sha256[:2] / sha256

    def put(self, sha256: str, data: bytes) -> None:
        """Durable on return; does nothing where the bytes already are. Raises StorageFailed."""
        target = self.path(sha256)
        if target.exists():
            return
        partial = target.with_suffix(".deel")
        with storing():
            target.parent.mkdir(exist_ok=True)
            with partial.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            partial.rename(target)
            for folder in (target.parent, self._folder):
                _sync(folder)

    def get(self, sha256: str) -> bytes:
        """The bytes as they came in. Raises NotFound."""
        try:
            return self.path(sha256).read_bytes()
        except FileNotFoundError:
            raise NotFound(
                f"Het oorspronkelijke bestand {sha256[:16]} is er niet meer.", "Neem het bestand opnieuw op."
            ) from None

    def remove(self, sha256: str) -> None:
        """Takes the bytes away, with what an interrupted ``put`` left of them."""
        target = self.path(sha256)
        with storing():
            target.unlink(missing_ok=True)
            target.with_suffix(".deel").unlink(missing_ok=True)

    def hashes(self) -> Iterator[str]:
        """The hashes of all that is kept."""
        return (path.name for path in self._folder.glob("??/*") if len(path.name) == HASH_LENGTH)

    def is_intact(self, sha256: str) -> bool:
        """Whether the bytes still are those of their name. Raises NotFound."""
        return hashlib.sha256(self.get(sha256)).hexdigest() == sha256


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
