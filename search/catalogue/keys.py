"""Keys as they are stored: all about them, but not the words that open the door."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Row, exists, insert, select, update

from search.catalogue.audit import Actor, record
from search.catalogue.opening import Begin, noting
from search.catalogue.schema_access import keys

OBJECT = "sleutel"


@dataclass(frozen=True, slots=True)
class Key:
    """``role`` and ``clearance`` as ``api.access`` and ``corpus.visibility`` name them; moments in UTC."""

    id: str
    name: str
    role: str
    clearance: str
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    last_used_at: datetime | None = None


class Keys:
    """Each method is one transaction; safe from any thread. Writing raises StorageFailed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, key: Key, digest: str, by: Actor) -> None:
        """A new one; ``digest`` is what is kept of its words."""
        after = {"naam": key.name, "rol": key.role, "inzage": key.clearance, "tot": _day(key.expires_at)}
        with noting(self._engine) as connection:
            connection.execute(insert(keys).values(**asdict(key), hash=digest))
            record(connection, by, "aangemaakt", OBJECT, key.id, None, after)

    def all(self) -> list[Key]:
        """Every one, revoked or not, the newest first."""
        wanted = select(*_COLUMNS).order_by(keys.c.created_at.desc(), keys.c.id)
        with self._engine.connect() as connection:
            return [_key(row) for row in connection.execute(wanted)]

    def get(self, id: str) -> Key | None:  # noqa: A002 - what it is called at every door
        """None for one that there never was."""
        with self._engine.connect() as connection:
            row = connection.execute(select(*_COLUMNS).where(keys.c.id == id)).first()
        return _key(row) if row else None

    def digest(self, id: str) -> str | None:  # noqa: A002 - what it is called at every door
        """What is kept of the words of a key."""
        with self._engine.connect() as connection:
            return connection.execute(select(keys.c.hash).where(keys.c.id == id)).scalar()

    def in_use(self) -> bool:
        """Whether there is one that was not revoked; one that expired still says: not for everybody."""
        with self._engine.connect() as connection:
            return bool(connection.execute(select(exists().where(keys.c.revoked_at.is_(None)))).scalar())

    def revoke(self, id: str, at: datetime, by: Actor) -> None:  # noqa: A002 - what it is called at every door
        """From now on it opens nothing. What was revoked before stays as it was."""
        with noting(self._engine) as connection:
            valid = update(keys).where(keys.c.id == id, keys.c.revoked_at.is_(None))
            if connection.execute(valid.values(revoked_at=at)).rowcount:
                record(connection, by, "ingetrokken", OBJECT, id)

    def used(self, id: str, at: datetime) -> None:  # noqa: A002 - what it is called at every door
        """Remembers when it was last used, unless others write just now: nobody waits for this."""
        with noting(self._engine, Begin.IMPATIENT) as connection:
            connection.execute(update(keys).where(keys.c.id == id).values(last_used_at=at))


_COLUMNS = [keys.c[field.name] for field in fields(Key)]


def _key(row: Row[Any]) -> Key:
    return Key(**row._mapping)


def _day(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
