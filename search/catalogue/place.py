"""Which of the index folders is the one in use, and which model its vectors come from."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import Connection, Engine, delete, insert, select

from models.protocols import Card
from search.catalogue.schema import meta

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


def write_place(connection: Connection, place: Place) -> None:
    """That index is the one in use as soon as the transaction ends."""
    connection.execute(delete(meta).where(meta.c.key == KEY))
    connection.execute(insert(meta).values(key=KEY, value=asdict(place)))
