"""Questions that are kept, and what they found so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, insert, select

from corpus.errors import NotFound
from corpus.visibility import Visibility
from search.catalogue.kept import Kept, Named
from search.catalogue.opening import noting
from search.catalogue.schema_evidence import saved_finds, saved_questions


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Named):
    """``query`` is the question as the API takes it; ``seen_at`` is when its news was last looked at."""

    query: dict[str, Any]
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


class Saved(Kept[Question]):
    """See ``Kept``."""

    table = saved_questions
    kind = Question
    noun = "vraag"

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        # what a question found for who has a clearance, by the key of the text, and the stamp of the
        # documents for which that holds
        self.asked: dict[tuple[str, Visibility], tuple[str, dict[str, str]]] = {}

    @staticmethod
    def unknown(id: str) -> NotFound:  # noqa: A002 - what it is called at every door
        """See ``Kept``."""
        return NotFound(f"Er is geen bewaarde vraag met id '{id}'.", "Kijk het na in de lijst van vragen.")

    def finds(self, id: str, clearance: Visibility) -> list[Find]:  # noqa: A002 - what it is called at every door
        """What it found so far for who has that clearance, the newest first."""
        with self._engine.connect() as connection:
            return [find for find in _finds(connection, id) if find.clearance is clearance]

    def found(self, id: str, finds: Iterable[Find]) -> None:  # noqa: A002
        """Adds what it had not found before; no person does that, so the audit is silent."""
        with noting(self._engine) as connection:
            self._read(connection, id)
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

    def _facts(self, thing: Question) -> dict[str, Any]:
        return {**super()._facts(thing), "gezien": thing.seen_at.astimezone(UTC).isoformat()}


def _finds(connection: Connection, owner: str) -> list[Find]:
    wanted = select(saved_finds).where(saved_finds.c.owner_id == owner)
    rows = connection.execute(wanted.order_by(saved_finds.c.found_at.desc(), saved_finds.c.number))
    return [Find(row.passage_id, row.text_key, row.found_at, Visibility(row.clearance)) for row in rows]
