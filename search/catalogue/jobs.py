"""Work that goes on after its request was answered: what was asked, how far it is, and what became of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Engine, Row, delete, func, insert, select, update

from search.catalogue.audit import MACHINE, Actor, record
from search.catalogue.opening import noting
from search.catalogue.schema_jobs import jobs


class Work(StrEnum):
    """What a job is to do: take in files, label all passages anew, or make the indexes anew."""

    INGEST = "opnemen"
    RETAG = "hertaggen"
    REBUILD = "indexen"


class Stage(StrEnum):
    """WAITING → RUNNING → one of the three ends; a stop in between makes RUNNING wait again."""

    WAITING = "wacht"
    RUNNING = "loopt"
    DONE = "klaar"
    FAILED = "mislukt"
    CANCELLED = "afgebroken"


UNFINISHED = (Stage.WAITING, Stage.RUNNING)


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked, and by whom. ``asked`` is JSON; ``size`` counts the bytes that wait on disk for it."""

    id: str
    kind: Work
    by: Actor
    asked: Mapping[str, Any]
    total: int
    size: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """``done`` of ``total``; ``result`` has what became of each so far. ``tries`` is how often the next one
    was begun; ``reason`` is Dutch. All moments are in UTC.
    """

    id: str
    kind: Work
    state: Stage
    who: str
    key_id: str | None
    order: Mapping[str, Any]
    tries: int
    done: int
    total: int
    result: tuple[Mapping[str, Any], ...]
    reason: str
    cancelling: bool
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None

    @property
    def unfinished(self) -> bool:
        """Whether something is still to be expected of it."""
        return self.state in UNFINISHED


@dataclass(frozen=True, slots=True)
class Backlog:
    """How much there is to do; ``since`` is when the oldest of it was asked."""

    waiting: int
    running: int
    size: int
    since: datetime | None


_COLUMNS = [jobs.c[field.name] for field in fields(Job)]
_UNFINISHED = jobs.c.state.in_([stage.value for stage in UNFINISHED])


class Jobs:
    """The one writer of jobs; safe from any thread. Raises StorageFailed where the disk refuses."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, order: Order) -> Job:
        """Durable on return."""
        now = datetime.now(UTC)
        values = {"id": order.id, "kind": order.kind.value, "who": order.by.name, "key_id": order.by.key_id}
        amounts = {"bytes": order.size, "tries": 0, "done": 0, "total": order.total, "result": []}
        with noting(self._engine) as connection:
            connection.execute(
                insert(jobs).values(
                    **values,
                    **amounts,
                    order=dict(order.asked),
                    state=Stage.WAITING.value,
                    reason="",
                    cancelling=False,
                    created_at=now,
                    turn_at=now,
                )
            )
            # files that are taken in leave rules of their own
            if order.kind is not Work.INGEST:
                by, facts = order.by, {"soort": order.kind.value}
                record(connection, by, "aangemaakt", "opdracht", order.id, after=facts)
            return _get(connection, order.id)

    def get(self, id: str) -> Job | None:  # noqa: A002 - what it is called at every door
        """As it is now, or None where there is none."""
        with self._engine.connect() as connection:
            row = connection.execute(select(*_COLUMNS).where(jobs.c.id == id)).first()
        return _job(row) if row else None

    def listed(
        self, stages: Collection[Stage], of: Actor | None, limit: int, offset: int = 0
    ) -> tuple[list[Job], int]:
        """A page of them, the newest first, and how many there are; ``of`` one person, or of everybody."""
        conditions: list[ColumnElement[bool]] = []
        if stages:
            conditions.append(jobs.c.state.in_([stage.value for stage in stages]))
        if of:
            conditions += [jobs.c.who == of.name, jobs.c.key_id.is_not_distinct_from(of.key_id)]
        wanted = select(*_COLUMNS).where(*conditions).order_by(jobs.c.created_at.desc(), jobs.c.id)
        counted = select(func.count()).select_from(jobs).where(*conditions)
        with self._engine.begin() as connection:
            total = connection.execute(counted).scalar_one()
            rows = connection.execute(wanted.limit(limit).offset(offset)).all()
        return [_job(row) for row in rows], total

    def take(self) -> Job | None:
        """Begins the next step of the job that waited longest for its turn, and puts it at the end of the
        row; so a small one never waits for all of a big one. None where nothing is to be done.
        """
        first = select(jobs.c.id).where(_UNFINISHED).order_by(jobs.c.turn_at, jobs.c.created_at).limit(1)
        now = datetime.now(UTC)
        with noting(self._engine) as connection:
            found = connection.execute(first).scalar()
            if found is None:
                return None
            _set(
                connection,
                found,
                state=Stage.RUNNING.value,
                tries=jobs.c.tries + 1,
                turn_at=now,
                started_at=func.coalesce(jobs.c.started_at, now),
            )
            return _get(connection, found)

    def report(self, id: str, outcome: Mapping[str, Any]) -> None:  # noqa: A002
        """One more is done."""
        with noting(self._engine) as connection:
            made = [*_get(connection, id).result, dict(outcome)]
            _set(connection, id, result=made, done=len(made), tries=0, reason="")

    def postpone(self, id: str, reason: str = "") -> None:  # noqa: A002
        """It waits again, and what was begun last does not count as a try."""
        with noting(self._engine) as connection:
            _set(connection, id, state=Stage.WAITING.value, tries=0, reason=reason)

    def end(self, id: str, stage: Stage, reason: str = "") -> None:  # noqa: A002
        """Nothing more is done of it."""
        with noting(self._engine) as connection:
            _end(connection, id, stage, reason)

    def cancel(self, id: str, by: Actor = MACHINE) -> Job:  # noqa: A002
        """One that waits ends at once, one that runs before its next step; one that ended stays as it is."""
        with noting(self._engine) as connection:
            before = _get(connection, id)
            if before.unfinished:
                stage = {"stand": before.state.value}
                record(connection, by, "afgebroken", "opdracht", id, before=stage)
                _set(connection, id, cancelling=True)
                if before.state is Stage.WAITING:
                    _end(connection, id, Stage.CANCELLED)
            return _get(connection, id)

    def wait_again(self) -> None:
        """What ran when the process died; how often its next step was begun stays known."""
        with noting(self._engine) as connection:
            ran = update(jobs).where(jobs.c.state == Stage.RUNNING.value)
            connection.execute(ran.values(state=Stage.WAITING.value))

    def forget(self, ids: Collection[str]) -> None:
        """As if they had never been."""
        with noting(self._engine) as connection:
            connection.execute(delete(jobs).where(jobs.c.id.in_(ids)))

    def forget_ended(self, before: datetime) -> None:
        """Those that ended before that moment."""
        with noting(self._engine) as connection:
            connection.execute(delete(jobs).where(jobs.c.ended_at < before))

    def unfinished(self) -> frozenset[str]:
        """Ids of those of which something is still to be done."""
        with self._engine.connect() as connection:
            return frozenset(connection.execute(select(jobs.c.id).where(_UNFINISHED)).scalars())

    def backlog(self) -> Backlog:
        """What waits and runs now."""
        wanted = select(jobs.c.state, jobs.c.bytes, jobs.c.created_at).where(_UNFINISHED)
        with self._engine.connect() as connection:
            rows = connection.execute(wanted).all()
        waiting = [row for row in rows if row.state == Stage.WAITING.value]
        since = min((row.created_at for row in waiting), default=None)
        return Backlog(len(waiting), len(rows) - len(waiting), sum(row.bytes for row in rows), since)


def new_id() -> str:
    """Of a job that is not there yet."""
    return uuid4().hex[:16]


def _set(connection: Connection, job: str, **values: object) -> None:
    connection.execute(update(jobs).where(jobs.c.id == job).values(**values))


def _end(connection: Connection, job: str, stage: Stage, reason: str = "") -> None:
    ended = {"state": stage.value, "ended_at": datetime.now(UTC), "bytes": 0}
    told = {"reason": reason} if reason or stage is Stage.DONE else {}
    done = {"done": jobs.c.total} if stage is Stage.DONE else {}
    _set(connection, job, **ended, **told, **done)


def _get(connection: Connection, job: str) -> Job:
    return _job(connection.execute(select(*_COLUMNS).where(jobs.c.id == job)).one())


def _job(row: Row[Any]) -> Job:
    own = {"kind": Work(row.kind), "state": Stage(row.state), "result": tuple(row.result or ())}
    return Job(**{**row._mapping, **own})
