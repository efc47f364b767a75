"""Dossiers as they are stored: what was collected, in which order, with which notes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, update

from corpus.errors import NotFound
from corpus.span import Span
from corpus.visibility import Visibility
from search.catalogue.anchors import Anchor, Found, look
from search.catalogue.audit import Actor, record
from search.catalogue.kept import Kept, Named
from search.catalogue.opening import noting
from search.catalogue.reading import Catalogue
from search.catalogue.schema_evidence import dossier_items, dossiers


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier(Named):
    """A named collection."""

    description: str
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


class Dossiers(Kept[Dossier]):
    """See ``Kept``.

    What happens to an item that is more closed than the dossier leaves the moment of its last change as it
    was: who knows of the dossier need not know of the item.
    """

    table = dossiers
    kind = Dossier
    noun = "dossier"

    @staticmethod
    def unknown(id: str) -> NotFound:  # noqa: A002 - what it is called at every door
        """See ``Kept``."""
        return NotFound(f"Er is geen dossier met id '{id}'.", "Kijk het na in de lijst van dossiers.")

    def items(self, id: str) -> list[Item]:  # noqa: A002 - what it is called at every door
        """What is in it, in order."""
        with self._engine.connect() as connection:
            return _items(connection, id)

    def stand(
        self, catalogue: Catalogue, within: Collection[Visibility], anchors: Sequence[Anchor]
    ) -> list[Found | None]:
        """What became of each quote, for who sees what ``catalogue`` and ``within`` say; None is hidden."""
        return look(self._engine, catalogue, within, anchors)

    def add(self, id: str, item: Item, by: Actor, check: Callable[[Sequence[Item]], None]) -> None:  # noqa: A002
        """At the end; ``check`` raises where it does not go with what is there."""
        with noting(self._engine) as connection:
            check(_items(connection, id))
            self._touch(connection, id, [item])
            last = select(func.coalesce(func.max(dossier_items.c.position), 0)).where(*_within(id))
            position = connection.execute(last).scalar_one() + 1
            connection.execute(insert(dossier_items).values(owner_id=id, position=position, **_row(item)))
            record(connection, by, "toegevoegd", self.noun, id, None, _said(item))

    def note(self, id: str, item_id: str, note: str, by: Actor) -> None:  # noqa: A002
        """What stands beside an item."""
        with noting(self._engine) as connection:
            self._touch(connection, id, [_item(connection, id, item_id)])
            same = dossier_items.c.id == item_id
            connection.execute(update(dossier_items).where(same).values(note=note))
            told = {"onderdeel": item_id, "notitie": len(note)}
            record(connection, by, "gewijzigd", self.noun, id, None, told)

    def order(self, id: str, item_ids: Sequence[str], by: Actor) -> None:  # noqa: A002
        """All items in this order; what is not named comes last, as it stood."""
        with noting(self._engine) as connection:
            items = _items(connection, id)
            before = [item.id for item in items]
            known = [one for one in item_ids if one in set(before)]
            after = [*known, *(one for one in before if one not in set(known))]
            self._touch(connection, id, _moved(items, after))
            for position, one in enumerate(after, 1):
                same = dossier_items.c.id == one
                connection.execute(update(dossier_items).where(same).values(position=position))
            told = ({"volgorde": before}, {"volgorde": after})
            record(connection, by, "gewijzigd", self.noun, id, *told)

    def drop(self, id: str, item_id: str, by: Actor) -> None:  # noqa: A002
        """Takes an item out. Of each visibility the last that was taken out can be put back: what one does
        leaves no trace in what others may not know of.
        """
        with noting(self._engine) as connection:
            item = _item(connection, id, item_id)
            self._touch(connection, id, [item])
            alike = dossier_items.c.visibility == item.visibility.value
            connection.execute(delete(dossier_items).where(*_without(id), alike))
            place = -dossier_items.c.position
            connection.execute(
                update(dossier_items).where(dossier_items.c.id == item_id).values(position=place)
            )
            record(connection, by, "weggehaald", self.noun, id, _said(item), None)

    def dropped(self, id: str, item_id: str) -> Item:  # noqa: A002
        """What was taken out and can be put back. Raises NotFound."""
        with self._engine.connect() as connection:
            return _dropped(connection, id, item_id)[0]

    def restore(self, id: str, item_id: str, by: Actor, check: Callable[[Sequence[Item]], None]) -> None:  # noqa: A002
        """Puts back what was taken out, where it stood; ``check`` as with ``add``."""
        with noting(self._engine) as connection:
            item, place = _dropped(connection, id, item_id)
            check(_items(connection, id))
            self._touch(connection, id, [item])
            position = dossier_items.c.position
            behind = (dossier_items.c.owner_id == id, position >= place)
            connection.execute(update(dossier_items).where(*behind).values(position=position + 1))
            same = dossier_items.c.id == item_id
            connection.execute(update(dossier_items).where(same).values(position=place))
            record(connection, by, "toegevoegd", self.noun, id, None, _said(item))

    def _held(self, connection: Connection, id: str) -> dict[str, Any]:  # noqa: A002
        return {"onderdelen": len(_items(connection, id))}

    def _touch(self, connection: Connection, id: str, items: Sequence[Item]) -> None:  # noqa: A002
        """The dossier was changed, for who may know of one of these."""
        within = self._read(connection, id).visibility.within
        if any(item.visibility in within for item in items):
            same = dossiers.c.id == id
            connection.execute(update(dossiers).where(same).values(changed_at=datetime.now(UTC)))


def unknown_item(id: str) -> NotFound:  # noqa: A002 - what it is called at every door
    """The same words for what is not there and for what one may not see."""
    return NotFound(f"Dit dossier heeft geen onderdeel met id '{id}'.", "Lees het dossier opnieuw.")


def lost_item() -> NotFound:
    """For what was taken out before something else was, and for what one may not see."""
    return NotFound("Dit onderdeel is niet meer terug te zetten.", "Zet het opnieuw in het dossier.")


def _moved(items: Sequence[Item], after: Sequence[str]) -> list[Item]:
    """The most closed of the items that stand in another order for who sees as little as can be."""
    for known in Visibility:
        seen = [item for item in items if item.visibility in known.within]
        if [item.id for item in seen] != [one for one in after if one in {item.id for item in seen}]:
            return [item for item in seen if item.visibility is known]
    return []


def _within(owner: str) -> tuple[ColumnElement[bool], ...]:
    """Of the rows of a dossier those that are in it."""
    return dossier_items.c.owner_id == owner, dossier_items.c.position > 0


def _without(owner: str) -> tuple[ColumnElement[bool], ...]:
    """Those that were taken out: their position is less the place where they stood."""
    return dossier_items.c.owner_id == owner, dossier_items.c.position < 0


def _items(connection: Connection, owner: str) -> list[Item]:
    wanted = select(dossier_items).where(*_within(owner))
    return [_item_from(row) for row in connection.execute(wanted.order_by(dossier_items.c.position))]


def _item(connection: Connection, owner: str, wanted: str) -> Item:
    same = dossier_items.c.id == wanted
    row = connection.execute(select(dossier_items).where(*_within(owner), same)).first()
    if row is None:
        raise unknown_item(wanted)
    return _item_from(row)


def _dropped(connection: Connection, owner: str, wanted: str) -> tuple[Item, int]:
    """With the place where it stood."""
    same = dossier_items.c.id == wanted
    row = connection.execute(select(dossier_items).where(*_without(owner), same)).first()
    if row is None:
        raise lost_item()
    return _item_from(row), -row.position


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
