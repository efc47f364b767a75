"""Keeps files that were accepted on disk, until they are taken in."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import BinaryIO

from search.failures import storing
from search.originals import sync


class Arrivals:
    """``<job>/0``, ``<job>/1``, …: never under a name that somebody sent. Raises StorageFailed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, job: str, files: Sequence[BinaryIO]) -> None:
        """Durable on return; after an error nothing of it is left."""
        folder = self._folder / job
        try:
            with storing():
                folder.mkdir(parents=True)
                for number, file in enumerate(files):
                    _write(folder / str(number), file)
                for made in (folder, self._folder, self._folder.parent):
                    sync(made)
        except BaseException:
            self.drop(job)
            raise

    def read(self, job: str, number: int) -> bytes:
        """One of the files of a job."""
        with storing():
            return (self._folder / job / str(number)).read_bytes()

    def drop(self, job: str) -> None:
        """What cannot be removed now goes with the next ``sweep``."""
        shutil.rmtree(self._folder / job, ignore_errors=True)

    def sweep(self, wanted: Collection[str]) -> None:
        """Clears what a process left behind that died: the files of all other jobs."""
        for folder in self._folder.glob("*"):
            if folder.name not in wanted:
                self.drop(folder.name)


def _write(target: Path, file: BinaryIO) -> None:
    with target.open("xb") as kept:
        shutil.copyfileobj(file, kept)
        kept.flush()
        os.fsync(kept.fileno())
