"""Questions that are kept, and what they found so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, insert, select, update

from corpus.errors import NotFound
from corpus.visibility import Visibility
from search.catalogue.audit import Actor, record
from search.catalogue.opening import noting
from search.catalogue.schema_evidence import saved_finds, saved_questions

OBJECT = "vraag"


@dataclass(frozen=True, slots=True)
class Question:
    """``query`` is the question as the API takes it; ``seen_at`` is when its news was last looked at."""

    id: str
    name: str
    query: dict[str, Any]
    owner: str
    visibility: Visibility
    created_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Find:
    """A text that a question found for who has that clearance; the same text in another document or version
    is the same find.
    """

    passage_id: str
    text_key: str
    found_at: datetime
    clearance: Visibility


class Saved:
    """Safe from any thread; raises StorageFailed, and NotFound for an id that is not there."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> list[Question]:
        """Every question, by name."""
        wanted = select(saved_questions).order_by(saved_questions.c.name, saved_questions.c.id)
        with self._engine.connect() as connection:
            return [_question(row) for row in connection.execute(wanted)]

    def get(self, id: str) -> Question:  # noqa: A002 - what it is called at every door
        """One of them."""
        with self._engine.connect() as connection:
            return _read(connection, id)

    def finds(self, id: str, clearance: Visibility) -> list[Find]:  # noqa: A002 - what it is called at every door
        """What it found so far for who has that clearance, the newest first."""
        with self._engine.connect() as connection:
            return [find for find in _finds(connection, id) if find.clearance is clearance]

    def make(self, question: Question, by: Actor) -> None:
        """A new one, that found nothing yet."""
        with noting(self._engine) as connection:
            connection.execute(insert(saved_questions).values(id=question.id, **_values(question)))
            record(connection, by.name, by.key_id, "aangemaakt", OBJECT, question.id, None, _facts(question))

    def change(self, question: Question, by: Actor) -> None:
        """Its name, its visibility, or when its news was seen; what it asks stays."""
        with noting(self._engine) as connection:
            before = _read(connection, question.id)
            same = saved_questions.c.id == question.id
            connection.execute(update(saved_questions).where(same).values(**_values(question)))
            told = (_facts(before), _facts(question))
            record(connection, by.name, by.key_id, "gewijzigd", OBJECT, question.id, *told)

    def remove(self, id: str, by: Actor) -> None:  # noqa: A002 - what it is called at every door
        """The question and what it found."""
        with noting(self._engine) as connection:
            before = _read(connection, id)
            connection.execute(delete(saved_questions).where(saved_questions.c.id == id))
            record(connection, by.name, by.key_id, "verwijderd", OBJECT, id, _facts(before), None)

    def found(self, id: str, finds: Iterable[Find]) -> None:  # noqa: A002
        """Adds what it had not found before; no person does that, so the audit is silent."""
        with noting(self._engine) as connection:
            _read(connection, id)
            known = {(one.text_key, one.clearance) for one in _finds(connection, id)}
            for one in finds:
                if (one.text_key, one.clearance) not in known:
                    known.add((one.text_key, one.clearance))
                    values = {
                        "passage_id": one.passage_id,
                        "text_key": one.text_key,
                        "clearance": one.clearance.value,
                    }
                    connection.execute(
                        insert(saved_finds).values(owner_id=id, found_at=one.found_at, **values)
                    )


def unknown(id: str) -> NotFound:  # noqa: A002 - what it is called at every door
    """The same words for what is not there and for what one may not see."""
    return NotFound(f"Er is geen bewaarde vraag met id '{id}'.", "Kijk het na in de lijst van vragen.")


def _read(connection: Connection, wanted: str) -> Question:
    row = connection.execute(select(saved_questions).where(saved_questions.c.id == wanted)).first()
    if row is None:
        raise unknown(wanted)
    return _question(row)


def _finds(connection: Connection, owner: str) -> list[Find]:
    wanted = select(saved_finds).where(saved_finds.c.owner_id == owner)
    rows = connection.execute(wanted.order_by(saved_finds.c.found_at.desc(), saved_finds.c.number))
    return [Find(row.passage_id, row.text_key, row.found_at, Visibility(row.clearance)) for row in rows]


def _question(row: Row[Any]) -> Question:
    return Question(**{**row._mapping, "visibility": Visibility(row.visibility)})


def _values(question: Question) -> dict[str, Any]:
    return {
        "name": question.name,
        "query": question.query,
        "owner": question.owner,
        "visibility": question.visibility.value,
        "created_at": question.created_at,
        "seen_at": question.seen_at,
    }


def _facts(question: Question) -> dict[str, Any]:
    seen = question.seen_at.astimezone(UTC).isoformat()
    return {"naam": question.name, "zichtbaarheid": question.visibility.value, "gezien": seen}
