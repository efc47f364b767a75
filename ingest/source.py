"""Where a document comes from: a file below a path, or an upload."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.document import document_id
from corpus.errors import EmptyFile, FileTooLarge, Unreadable

# what the key of a file begins with that came in over HTTP
UPLOAD = "upload:"


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one file. ``key`` names the place that it came from, so that a changed file is known
    as a new version of the same: its resolved path, or ``upload:`` and its name. ``given`` is the id of the
    document that is made of it, where that is not the one that follows from the bytes.
    """

    key: str
    name: str
    data: bytes
    sha256: str
    given: str | None = None

    @property
    def document_id(self) -> str:
        """Of the document that is made of it."""
        return self.given or document_id(self.sha256)


def find(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that are meant: a folder stands for all below it, but for hidden ones. Sorted, each once.

    A path that does not exist and a folder that cannot be read are passed on, so that reading them tells.
    """
    seen: set[Path] = set()
    for path in paths:
        for file in _below(path.expanduser()):
            resolved = file.resolve()
            if resolved not in seen:
                seen.add(resolved)
                yield resolved


def read(path: Path, max_bytes: int) -> Source:
    """Raises Unreadable, FileTooLarge or EmptyFile."""
    try:
        if not path.exists():
            raise Unreadable(f"{path} bestaat niet.", "Controleer de naam en de map.")
        if path.is_dir():
            raise Unreadable(f"De map {path} kan niet worden gelezen.", "Controleer de rechten op de map.")
        if not path.is_file():
            raise Unreadable(f"{path.name} is geen gewoon bestand.", "Geef een bestand of een map.")
        _check_size(path.name, path.stat().st_size, max_bytes)
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(
            f"{path.name} kan niet worden gelezen ({error.strerror}).",
            "Controleer de rechten op het bestand.",
        ) from error
    return _source(str(path.resolve()), path.name, data, max_bytes)


def upload(name: str, data: bytes, max_bytes: int) -> Source:
    """A file that came in over HTTP; only the last part of its name counts."""
    base = Path(name.replace("\\", "/")).name or "naamloos"
    return _source(f"{UPLOAD}{base}", base, data, max_bytes)


def _source(key: str, name: str, data: bytes, max_bytes: int) -> Source:
    _check_size(name, len(data), max_bytes)
    if not data:
        raise EmptyFile(f"{name} is leeg.", "Lever het bestand opnieuw aan, of haal het uit de map.")
    return Source(key, name, data, hashlib.sha256(data).hexdigest())


def _check_size(name: str, size: int, max_bytes: int) -> None:
    if size > max_bytes:
        raise FileTooLarge(
            f"{name} is {_readable(size)} en dat is meer dan de grens van {_readable(max_bytes)}.",
            "Splits het bestand, of verhoog SCHUURPUNT_MAX_FILE_BYTES.",
        )


def _readable(size: int) -> str:
    return f"{size / 1e6:.1f} MB".replace(".", ",") if size >= 1e5 else f"{size} bytes"


def _below(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    closed: list[OSError] = []
    files = [Path(at, name) for at, _, names in os.walk(path, onerror=closed.append) for name in names]
    files += [Path(error.filename) for error in closed]
    return sorted(file for file in files if not _hidden(file.relative_to(path)))


def _hidden(relative: Path) -> bool:
    """Dot files, and the lock files that office programs leave beside an open document."""
    return any(part.startswith((".", "~$")) for part in relative.parts)
