"""One process owns a data folder. The home of filelock."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import DataFolderInUse
from search.failures import storing


class FolderLock:
    """Held from construction until ``release``; the operating system lets go when the process dies.

    ``left_behind`` tells that the owner before this one died without a release. Raises
    DataFolderInUse where another process, or another index in this one, holds the folder.
    """

    def __init__(self, folder: Path) -> None:
        self._owner = folder / "lock.pid"
        self._lock = FileLock(
            folder / "lock", timeout=0, thread_local=False, fallback_to_soft=False, preserve_lock_file=True
        )
        with storing():
            try:
                self._lock.acquire()
            except Timeout:
                raise _in_use(folder, self._owner) from None
            self.left_behind = self._owner.exists()
            self._owner.write_text(str(os.getpid()))

    def release(self) -> None:
        """Lets another take the folder."""
        self._owner.unlink(missing_ok=True)
        self._lock.release()


def _in_use(folder: Path, owner: Path) -> DataFolderInUse:
    pid = ""
    with suppress(OSError):
        pid = f" (proces {owner.read_text()})"
    return DataFolderInUse(
        f"De gegevensmap {folder} is al in gebruik door een andere Schuurpunt{pid}.",
        "Stop die eerst, of kies een andere map met --data.",
    )
