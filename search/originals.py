"""Keeps the bytes of every document under their own hash, so that a citation can be checked."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from corpus.errors import NotFound
from search.failures import storing

HASH_LENGTH = 64
PARTIAL = ".deel"


class Originals:
    """Files named ``ab/abcdef…`` by SHA-256 in hex. A file is there completely, or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with storing():
            folder.mkdir(parents=True, exist_ok=True)

    def path(self, sha256: str) -> Path:
        """Where the bytes are, or would be."""
        return self._folder / sha256[:2] / sha256

    def put(self, files: Mapping[str, bytes]) -> None:
        """Keeps bytes under their SHA-256, durable on return; what is there already stays as it is.

        Raises StorageFailed, and has then kept some of the files, each of them whole.
        """
        with storing():
            missing = {sha256: data for sha256, data in files.items() if not self.path(sha256).exists()}
            for sha256, data in missing.items():
                _write(self.path(sha256), data)
            for folder in {self._folder, *(self.path(sha256).parent for sha256 in missing)}:
                sync(folder)

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
            target.with_suffix(PARTIAL).unlink(missing_ok=True)

    def hashes(self) -> Iterator[str]:
        """The hashes of all that is kept."""
        return (path.name for path in self._folder.glob("??/*") if len(path.name) == HASH_LENGTH)

    def is_intact(self, sha256: str) -> bool:
        """Whether the bytes still are those of their name. Raises NotFound."""
        return hashlib.sha256(self.get(sha256)).hexdigest() == sha256


def _write(target: Path, data: bytes) -> None:
    """By way of another name, so that a file that has its own name is whole."""
    target.parent.mkdir(exist_ok=True)
    partial = target.with_suffix(PARTIAL)
    with partial.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    partial.rename(target)


def sync(folder: Path) -> None:
    """What was made in or removed from the folder is durable on return."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
