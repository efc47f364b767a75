"""Opens the database, and brings its tables to the newest form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, Engine, create_engine, delete, event, insert, inspect, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError

from corpus.errors import DataFolderNewer
from search.catalogue.schema import GROUND, REVISION, STAMP, meta
from search.failures import storing

MIGRATIONS = Path(__file__).parent / "migrations"

# how long to wait for who writes, in milliseconds
PATIENCE = 10_000

# FULL makes a commit survive a power cut; secure_delete overwrites what a user has removed.
PRAGMAS = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "foreign_keys": "ON",
    "secure_delete": "ON",
}


class Begin(Enum):
    """How a transaction begins, as others may write meanwhile.

    READING holds up nobody until it writes, which it may only do if it did not read before. WRITING waits
    for who writes, IMPATIENT gives up at once.
    """

    READING = ("BEGIN", PATIENCE)
    WRITING = ("BEGIN IMMEDIATE", PATIENCE)
    IMPATIENT = ("BEGIN IMMEDIATE", 0)


def open_engine(file: Path) -> Engine:
    """A SQLite database with the newest tables. Raises DataFolderNewer and StorageFailed."""
    engine = create_engine(f"sqlite:///{file}")
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    try:
        with storing(OperationalError):
            if revision(engine) != REVISION:
                _migrate(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def writing(engine: Engine, begin: Begin = Begin.WRITING, of_documents: bool = False) -> Iterator[Connection]:
    """One transaction, durable when it ends, after which the stamp is another; the ground too, unless it is
    of documents only, which come or go as a whole. Raises StorageFailed.
    """
    marks = [STAMP] if of_documents else [STAMP, GROUND]
    with noting(engine, begin) as connection:
        yield connection
        mark(connection, marks)


def mark(connection: Connection, marks: Sequence[str]) -> None:
    """Within a transaction: the stamp or the ground is another."""
    connection.execute(delete(meta).where(meta.c.key.in_(marks)))
    connection.execute(insert(meta), [{"key": one, "value": uuid4().hex} for one in marks])


@contextmanager
def noting(engine: Engine, begin: Begin = Begin.WRITING) -> Iterator[Connection]:
    """Like ``writing``, for what no search looks at: the stamp, and what is kept by it, stays as it is."""
    with storing(OperationalError), engine.execution_options(begin=begin).begin() as connection:
        yield connection


def forget_deleted(engine: Engine) -> None:
    """Empties the write-ahead log, in which deleted text lives on."""
    with storing(OperationalError), engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()


def damage(engine: Engine) -> list[str]:
    """What the database itself says is wrong with it."""
    with engine.connect() as connection:
        found = list(connection.execute(text("PRAGMA integrity_check")).scalars())
    return [] if found == ["ok"] else found


def _set_up(connection: DBAPIConnection, _record: object) -> None:
    # The driver would commit on its own before a change of tables; transactions are ours.
    connection.isolation_level = None
    cursor = connection.cursor()
    for name, value in PRAGMAS.items():
        cursor.execute(f"PRAGMA {name} = {value}")
    cursor.close()


def _begin(connection: Connection) -> None:
    begin, patience = connection.get_execution_options().get("begin", Begin.READING).value
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {patience}")
    connection.exec_driver_sql(begin)


def revision(engine: Engine) -> str | None:
    """Of the tables as they are; None where there are none yet."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(engine: Engine) -> None:
    # Alembic is slow to import and seldom needed.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with _unchecked(engine) as connection, connection.begin():
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, REVISION)
        except CommandError as error:
            raise DataFolderNewer(
                "De gegevensmap is gemaakt met een nieuwere versie van Schuurpunt.",
                "Werk Schuurpunt bij, of kies een andere map met --data.",
            ) from error


@contextmanager
def _unchecked(engine: Engine) -> Iterator[Connection]:
    """A table that is made anew is gone for a moment, with what points at it left standing."""
    with engine.connect() as connection:
        cursor = connection.connection.cursor()
        cursor.execute("PRAGMA foreign_keys = OFF")
        try:
            yield connection
        finally:
            cursor.execute("PRAGMA foreign_keys = ON")
            cursor.close()
