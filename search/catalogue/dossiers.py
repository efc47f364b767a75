"""Dossiers as they are stored: what was collected, in which order, with which notes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, func, insert, select, update

from corpus.errors import NotFound
from corpus.span import Span
from corpus.visibility import Visibility
from search.catalogue.anchors import Anchor, Found, look
from search.catalogue.audit import Actor, record
from search.catalogue.opening import noting
from search.catalogue.reading import Catalogue
from search.catalogue.schema_evidence import dossier_items, dossiers

OBJECT = "dossier"


@dataclass(frozen=True, slots=True)
class Dossier:
    """A named collection. ``visibility`` says who may know of it, not what they see in it."""

    id: str
    name: str
    description: str
    owner: str
    visibility: Visibility
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Item:
    """Either a quote (``anchor``) or a knelpunt, with what somebody wrote beside it; ``visibility`` was that
    of its source when it was added.
    """

    id: str
    anchor: Anchor | None
    knelpunt_id: str | None
    note: str
    added_by: str
    added_at: datetime
    visibility: Visibility


class Dossiers:
    """Safe from any thread; each method that writes is one transaction, and leaves its trace in the audit.

    What happens to an item that is more closed than the dossier leaves the moment of its last change as it
    was: who knows of the dossier need not know of the item.

    Raises StorageFailed, and NotFound for an id that is not there.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> list[Dossier]:
        """Every dossier, by name."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(dossiers).order_by(dossiers.c.name, dossiers.c.id))
            return [_dossier(row) for row in rows]

    def get(self, id: str) -> Dossier:  # noqa: A002 - what it is called at every door
        """One of them."""
        with self._engine.connect() as connection:
            return _read(connection, id)

    def items(self, id: str) -> list[Item]:  # noqa: A002 - what it is called at every door
        """What is in it, in order."""
        with self._engine.connect() as connection:
            return _items(connection, id)

    def stand(
        self, catalogue: Catalogue, within: Collection[Visibility], anchors: Sequence[Anchor]
    ) -> list[Found | None]:
        """What became of each quote, for who sees what ``catalogue`` and ``within`` say; None is hidden."""
        return look(self._engine, catalogue, within, anchors)

    def make(self, dossier: Dossier, by: Actor) -> None:
        """A new one, without items."""
        with noting(self._engine) as connection:
            connection.execute(insert(dossiers).values(id=dossier.id, **_values(dossier)))
            record(connection, by.name, by.key_id, "aangemaakt", OBJECT, dossier.id, None, _facts(dossier))

    def change(self, dossier: Dossier, by: Actor) -> None:
        """What it says of itself."""
        with noting(self._engine) as connection:
            before = _read(connection, dossier.id)
            same = dossiers.c.id == dossier.id
            connection.execute(update(dossiers).where(same).values(**_values(dossier)))
            record(
                connection,
                by.name,
                by.key_id,
                "gewijzigd",
                OBJECT,
                dossier.id,
                _facts(before),
                _facts(dossier),
            )

    def remove(self, id: str, by: Actor) -> None:  # noqa: A002 - what it is called at every door
        """The dossier and its items."""
        with noting(self._engine) as connection:
            before = _read(connection, id)
            held = {**_facts(before), "onderdelen": len(_items(connection, id))}
            connection.execute(delete(dossiers).where(dossiers.c.id == id))
            record(connection, by.name, by.key_id, "verwijderd", OBJECT, id, held, None)

    def add(self, id: str, item: Item, by: Actor) -> None:  # noqa: A002 - what it is called at every door
        """At the end."""
        with noting(self._engine) as connection:
            _touch(connection, id, [item])
            last = select(func.coalesce(func.max(dossier_items.c.position), 0))
            position = connection.execute(last.where(dossier_items.c.owner_id == id)).scalar_one() + 1
            connection.execute(insert(dossier_items).values(owner_id=id, position=position, **_row(item)))
            record(connection, by.name, by.key_id, "toegevoegd", OBJECT, id, None, _said(item))

    def note(self, id: str, item_id: str, note: str, by: Actor) -> None:  # noqa: A002
        """What stands beside an item."""
        with noting(self._engine) as connection:
            _touch(connection, id, [_item(connection, id, item_id)])
            same = dossier_items.c.id == item_id
            connection.execute(update(dossier_items).where(same).values(note=note))
            record(
                connection,
                by.name,
                by.key_id,
                "gewijzigd",
                OBJECT,
                id,
                None,
                {"onderdeel": item_id, "notitie": len(note)},
            )

    def order(self, id: str, item_ids: Sequence[str], by: Actor) -> None:  # noqa: A002
        """All items in this order; what is not named comes last, as it stood."""
        with noting(self._engine) as connection:
            items = _items(connection, id)
            before = [item.id for item in items]
            known = [one for one in item_ids if one in set(before)]
            after = [*known, *(one for one in before if one not in set(known))]
            _touch(connection, id, _moved(items, after))
            for position, one in enumerate(after, 1):
                same = dossier_items.c.id == one
                connection.execute(update(dossier_items).where(same).values(position=position))
            record(
                connection,
                by.name,
                by.key_id,
                "gewijzigd",
                OBJECT,
                id,
                {"volgorde": before},
                {"volgorde": after},
            )

    def drop(self, id: str, item_id: str, by: Actor) -> None:  # noqa: A002
        """Takes an item out."""
        with noting(self._engine) as connection:
            item = _item(connection, id, item_id)
            _touch(connection, id, [item])
            connection.execute(delete(dossier_items).where(dossier_items.c.id == item_id))
            record(connection, by.name, by.key_id, "weggehaald", OBJECT, id, _said(item), None)


def unknown(id: str) -> NotFound:  # noqa: A002 - what it is called at every door
    """The same words for what is not there and for what one may not see."""
    return NotFound(f"Er is geen dossier met id '{id}'.", "Kijk het na in de lijst van dossiers.")


def unknown_item(id: str) -> NotFound:  # noqa: A002 - what it is called at every door
    """The same words for what is not there and for what one may not see."""
    return NotFound(f"Dit dossier heeft geen onderdeel met id '{id}'.", "Lees het dossier opnieuw.")


def _touch(connection: Connection, id: str, items: Sequence[Item]) -> None:  # noqa: A002
    """The dossier was changed, for who may know of one of these."""
    within = _read(connection, id).visibility.within
    if any(item.visibility in within for item in items):
        same = dossiers.c.id == id
        connection.execute(update(dossiers).where(same).values(changed_at=datetime.now(UTC)))


def _moved(items: Sequence[Item], after: Sequence[str]) -> list[Item]:
    """The most closed of the items that stand in another order for who sees as little as can be."""
    for known in Visibility:
        seen = [item for item in items if item.visibility in known.within]
        if [item.id for item in seen] != [one for one in after if one in {item.id for item in seen}]:
            return [item for item in seen if item.visibility is known]
    return []


def _read(connection: Connection, wanted: str) -> Dossier:
    row = connection.execute(select(dossiers).where(dossiers.c.id == wanted)).first()
    if row is None:
        raise unknown(wanted)
    return _dossier(row)


def _items(connection: Connection, owner: str) -> list[Item]:
    wanted = select(dossier_items).where(dossier_items.c.owner_id == owner)
    return [_item_from(row) for row in connection.execute(wanted.order_by(dossier_items.c.position))]


def _item(connection: Connection, owner: str, wanted: str) -> Item:
    same = (dossier_items.c.owner_id == owner, dossier_items.c.id == wanted)
    row = connection.execute(select(dossier_items).where(*same)).first()
    if row is None:
        raise unknown_item(wanted)
    return _item_from(row)


def _dossier(row: Row[Any]) -> Dossier:
    return Dossier(**{**row._mapping, "visibility": Visibility(row.visibility)})


def _values(dossier: Dossier) -> dict[str, Any]:
    return {
        "name": dossier.name,
        "description": dossier.description,
        "owner": dossier.owner,
        "visibility": dossier.visibility.value,
        "created_at": dossier.created_at,
        "changed_at": dossier.changed_at,
    }


def _facts(dossier: Dossier) -> dict[str, Any]:
    return {"naam": dossier.name, "eigenaar": dossier.owner, "zichtbaarheid": dossier.visibility.value}


def _said(item: Item) -> dict[str, Any]:
    passage = item.anchor.passage_id if item.anchor else None
    return {"onderdeel": item.id, "passage": passage, "knelpunt": item.knelpunt_id}


def _item_from(row: Row[Any]) -> Item:
    anchor = row.document_id and Anchor(
        row.document_id,
        row.sha256,
        row.passage_id,
        Span(row.start, row.end),
        row.text_key,
        Visibility(row.visibility),
    )
    told = (row.note, row.added_by, row.added_at, Visibility(row.visibility))
    return Item(row.id, anchor or None, row.knelpunt_id, *told)


def _row(item: Item) -> dict[str, Any]:
    made = {"id": item.id, "note": item.note, "added_by": item.added_by, "added_at": item.added_at}
    made["visibility"] = item.visibility.value
    if item.anchor is None:
        return {**made, "knelpunt_id": item.knelpunt_id}
    anchor = item.anchor
    return {
        **made,
        "document_id": anchor.document_id,
        "sha256": anchor.sha256,
        "passage_id": anchor.passage_id,
        "start": anchor.span.start,
        "end": anchor.span.end,
        "text_key": anchor.text_key,
    }
