"""Opens the database of a data folder that another process may own, for a row of which no index knows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, create_engine

from corpus.errors import Conflict
from search.catalogue.opening import open_engine, revision
from search.catalogue.place import FILE
from search.catalogue.schema import REVISION
from search.failures import storing


@contextmanager
def beside(folder: Path) -> Iterator[Engine]:
    """Safe beside a service that runs: with its write-ahead log, SQLite lets every process read meanwhile,
    and writers wait for each other. Only new tables are the owner's to make.

    Raises Conflict where the tables are older, DataFolderNewer and StorageFailed.
    """
    with storing():
        folder.mkdir(parents=True, exist_ok=True)
    file = folder / FILE
    if file.exists():
        _check(file)
    engine = open_engine(file)
    try:
        yield engine
    finally:
        engine.dispose()


def _check(file: Path) -> None:
    engine = create_engine(f"sqlite:///{file}")
    try:
        known = revision(engine)
    finally:
        engine.dispose()
    if known is not None and known < REVISION:
        raise Conflict(
            "De gegevensmap is van een oudere versie van Schuurpunt.",
            "Voer eerst een keer 'schuurpunt documents' uit; dat werkt haar bij.",
        )
