"""What people make, name and show to others, as it is stored: dossiers and saved questions."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Engine, Row, Table, delete, insert, select, update

from corpus.errors import NotFound
from corpus.visibility import Visibility
from search.catalogue.audit import Actor, record
from search.catalogue.opening import noting


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """``visibility`` says who may know of it, not what they see in it."""

    id: str
    name: str
    owner: str
    visibility: Visibility
    created_at: datetime


Thing = TypeVar("Thing", bound=Named)


class Kept(ABC, Generic[Thing]):
    """Safe from any thread; each method that writes is one transaction, and leaves its trace in the audit:
    never a name, since who removes a thing removes its name too.

    ``table`` has a column for each field of ``kind``; ``noun`` is what the audit calls one of them.
    Raises StorageFailed, and NotFound for an id that is not there.
    """

    table: Table
    kind: type[Thing]
    noun: str

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @staticmethod
    @abstractmethod
    def unknown(id: str) -> NotFound:  # noqa: A002 - what it is called at every door
        """The same words for what is not there and for what one may not see."""

    def all(self) -> list[Thing]:
        """Every one, by name."""
        wanted = select(self.table).order_by(self.table.c.name, self.table.c.id)
        with self._engine.connect() as connection:
            return [self._thing(row) for row in connection.execute(wanted)]

    def get(self, id: str) -> Thing:  # noqa: A002
        """One of them."""
        with self._engine.connect() as connection:
            return self._read(connection, id)

    def make(self, made: Thing, by: Actor) -> None:
        """A new one, with nothing in it."""
        values = {field.name: getattr(made, field.name) for field in fields(made)}
        with noting(self._engine) as connection:
            connection.execute(insert(self.table).values(**values))
            record(connection, by, "aangemaakt", self.noun, made.id, None, self._facts(made))

    def change(self, id: str, values: Mapping[str, object], by: Actor) -> Thing:  # noqa: A002
        """Other values of some fields; what is not named stays, also where somebody just changed it. Without
        any, nothing is changed.
        """
        with noting(self._engine) as connection:
            before = self._read(connection, id)
            if not values:
                return before
            connection.execute(update(self.table).where(self.table.c.id == id).values(**values))
            after = self._read(connection, id)
            record(connection, by, "gewijzigd", self.noun, id, self._facts(before), self._facts(after))
            return after

    def remove(self, id: str, by: Actor) -> None:  # noqa: A002
        """With all that is in it."""
        with noting(self._engine) as connection:
            held = {**self._facts(self._read(connection, id)), **self._held(connection, id)}
            connection.execute(delete(self.table).where(self.table.c.id == id))
            record(connection, by, "verwijderd", self.noun, id, held, None)

    def _facts(self, thing: Thing) -> dict[str, Any]:
        """What the audit keeps of it."""
        return {"eigenaar": thing.owner, "zichtbaarheid": thing.visibility.value}

    def _held(self, connection: Connection, id: str) -> dict[str, Any]:  # noqa: A002
        """What the audit keeps of what was in it."""
        return {}

    def _read(self, connection: Connection, id: str) -> Thing:  # noqa: A002
        row = connection.execute(select(self.table).where(self.table.c.id == id)).first()
        if row is None:
            raise self.unknown(id)
        return self._thing(row)

    def _thing(self, row: Row[Any]) -> Thing:
        return self.kind(**{**row._mapping, "visibility": Visibility(row.visibility)})
