"""Who changed what, and when: written in the very transaction of the change, and never changed after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, func, insert, select

from search.catalogue.schema_access import audit

Facts = Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who changes something; ``key_id`` is None for who sits at the machine itself."""

    name: str
    key_id: str | None = None


# the command line without a key, and what the service does by itself
MACHINE = Actor("lokaal")


@dataclass(frozen=True, slots=True)
class Rule:
    """One change, as it was recorded; ``at`` is in UTC."""

    number: int
    at: datetime
    who: str
    key_id: str | None
    action: str
    object: str
    object_id: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Sought:
    """Which rules are wanted; None leaves all. ``since`` and ``until`` are moments."""

    object: str | None = None
    object_id: str | None = None
    who: str | None = None
    since: datetime | None = None
    until: datetime | None = None


def record(  # noqa: PLR0913, PLR0917 - one argument for each column
    connection: Connection,
    by: Actor,
    action: str,
    object: str,  # noqa: A002 - what the column is called
    object_id: str,
    before: Facts = None,
    after: Facts = None,
) -> None:
    """Within the transaction of a change: both are there, or neither.

    ``action`` is a Dutch verb ('opgenomen', 'verwijderd'), ``object`` a Dutch noun ('document', 'sleutel').
    ``before`` and ``after`` are what it was and became, as small as can be: never a name or a text that
    people can remove. ``before`` is None for what is new, ``after`` for what is gone.
    """
    values = dict(
        zip(_WRITTEN, (datetime.now(UTC), by.name, by.key_id, action, object, object_id), strict=True)
    )
    # a None would be kept as the text 'null', and not as an empty cell
    facts = {name: dict(said) for name, said in (("before", before), ("after", after)) if said is not None}
    connection.execute(insert(audit).values(**values, **facts))


class Audit:
    """Reads the trail; safe from any thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def rules(self, sought: Sought, limit: int, offset: int = 0) -> tuple[list[Rule], int]:
        """A page of what is wanted, the newest first, and how many there are in all."""
        conditions = list(_conditions(sought))
        wanted = select(*_COLUMNS).where(*conditions).order_by(audit.c.number.desc())
        counted = select(func.count()).select_from(audit).where(*conditions)
        with self._engine.begin() as connection:
            total = connection.execute(counted).scalar_one()
            rows = connection.execute(wanted.limit(limit).offset(offset)).all()
        return [Rule(**row._mapping) for row in rows], total


_WRITTEN = ("at", "who", "key_id", "action", "object", "object_id")
_COLUMNS = [audit.c[field.name] for field in fields(Rule)]


def _conditions(sought: Sought) -> Iterator[ColumnElement[bool]]:
    for column in (audit.c.object, audit.c.object_id, audit.c.who):
        value = getattr(sought, column.name)
        if value is not None:
            yield column == value
    if sought.since is not None:
        yield audit.c.at >= sought.since
    if sought.until is not None:
        yield audit.c.at < sought.until
