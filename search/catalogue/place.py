"""Which of the index folders is the one in use, and which model its vectors come from."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, delete, insert, inspect, select
from sqlalchemy.exc import DatabaseError

from models.protocols import Card
from search.catalogue.schema import meta
from search.failures import storing

FILE = "catalogue.sqlite3"
KEY = "index"


@dataclass(frozen=True, slots=True)
class Place:
    """``number`` names the folder; ``card`` is None as long as no model has been named."""

    number: int
    card: Card | None


def read_place(engine: Engine) -> Place | None:
    """None for a data folder without an index."""
    with engine.connect() as connection:
        value = connection.execute(select(meta.c.value).where(meta.c.key == KEY)).scalar()
    return value and Place(value["number"], value["card"] and Card(**value["card"]))


def card_of(folder: Path) -> Card | None:
    """The model of the index in a data folder, without owning that; None where there is no index.

    Raises StorageFailed.
    """
    if not (folder / FILE).is_file():
        return None
    engine = create_engine(f"sqlite:///{folder / FILE}")
    try:
        with storing(DatabaseError):
            place = read_place(engine) if inspect(engine).has_table(meta.name) else None
    finally:
        engine.dispose()
    return place.card if place else None


def write_place(connection: Connection, place: Place) -> None:
    """That index is the one in use as soon as the transaction ends."""
    connection.execute(delete(meta).where(meta.c.key == KEY))
    connection.execute(insert(meta).values(key=KEY, value=asdict(place)))
