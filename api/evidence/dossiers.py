"""What may be done with dossiers, and what each person sees in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from secrets import token_hex

from api.access.principal import Role
from api.evidence import rules
from api.evidence.register import Register
from api.evidence.rules import Reader
from api.evidence.seen import Seen
from api.evidence.shelf import Shelf
from corpus.document import text_key
from corpus.errors import Conflict
from corpus.visibility import Visibility
from search.catalogue import dossiers as store
from search.catalogue.anchors import Anchor, Found
from search.catalogue.dossiers import Dossier, Item

MAX_ITEMS = 1_000


@dataclass(frozen=True, slots=True)
class Part:
    """An item as one person sees it: either a quote with what became of it, or a knelpunt."""

    item: Item
    found: Found | None = None
    knelpunt: Seen | None = None


class Dossiers(Shelf[Dossier]):
    """See ``Shelf``. Whoever may change dossiers, may change each that they see."""

    def __init__(self, kept: store.Dossiers, by: Reader, register: Register) -> None:
        super().__init__(kept, by)
        self._kept = kept
        self._register = register

    def parts(self, id: str) -> list[Part]:  # noqa: A002 - what it is called at every door
        """What is in it, in order; each quote with what became of it."""
        self.get(id)
        return list(self._seen(self._kept.items(id)))

    def part(self, id: str, item_id: str) -> Part:  # noqa: A002
        """One of them."""
        for part in self.parts(id):
            if part.item.id == item_id:
                return part
        raise store.unknown_item(item_id)

    def make(self, name: str, description: str = "", visibility: Visibility = Visibility.NETWERK) -> Dossier:
        """A new one, of whoever asks."""
        self._by.who.require(Role.REDACTEUR)
        now = datetime.now(UTC)
        made = Dossier(
            id=token_hex(8),
            name=rules.name(name),
            description=rules.text(description),
            owner=self._by.who.name,
            visibility=self._by.allowed(visibility),
            created_at=now,
            changed_at=now,
        )
        self._kept.make(made, self._by.who.actor)
        return made

    def change(
        self,
        id: str,  # noqa: A002 - what it is called at every door
        name: str | None = None,
        description: str | None = None,
        visibility: Visibility | None = None,
    ) -> Dossier:
        """What is None stays as it was."""
        self._by.who.require(Role.REDACTEUR)
        self.get(id)
        said = self._said(name, visibility)
        if description is not None:
            said["description"] = rules.text(description)
        if said:
            said["changed_at"] = datetime.now(UTC)
        return self._kept.change(id, said, self._by.who.actor)

    def add(self, id: str, passage_id: str, note: str = "") -> Item:  # noqa: A002
        """Puts a passage at the end. Raises Conflict where it is in there already, or there is no room."""
        self._by.who.require(Role.REDACTEUR)
        self.get(id)
        citation = self._by.catalogue.citation(passage_id)
        anchor = Anchor(
            citation.document_id,
            citation.sha256,
            citation.id,
            citation.span,
            text_key(citation.text),
            self._by.catalogue.entry(citation.document_id).visibility,
        )
        told = (rules.text(note), self._by.who.name, datetime.now(UTC), anchor.visibility)
        return self._put(id, Item(token_hex(8), anchor, None, *told))

    def add_knelpunt(self, id: str, knelpunt_id: str, note: str = "") -> Item:  # noqa: A002
        """Puts a knelpunt at the end. Raises Conflict where it is in there already, or there is no room."""
        self._by.who.require(Role.REDACTEUR)
        self.get(id)
        visibility = self._register.get(knelpunt_id).record.visibility
        told = (rules.text(note), self._by.who.name, datetime.now(UTC), visibility)
        return self._put(id, Item(token_hex(8), None, knelpunt_id, *told))

    def note(self, id: str, item_id: str, note: str) -> None:  # noqa: A002
        """What stands beside an item."""
        self._by.who.require(Role.REDACTEUR)
        self.part(id, item_id)
        self._kept.note(id, item_id, rules.text(note), self._by.who.actor)

    def move(self, id: str, item_id: str, place: int) -> None:  # noqa: A002
        """Puts an item on that place among those that they see, from 1; one too far is the last."""
        self._by.who.require(Role.REDACTEUR)
        self.part(id, item_id)
        seen = [part.item.id for part in self.parts(id) if part.item.id != item_id]
        order = [item.id for item in self._kept.items(id) if item.id != item_id]
        before = seen[place - 1] if 1 <= place <= len(seen) else None
        order.insert(len(order) if before is None else order.index(before), item_id)
        self._kept.order(id, order, self._by.who.actor)

    def drop(self, id: str, item_id: str) -> None:  # noqa: A002
        """Takes an item out; until another is, it can be put back."""
        self._by.who.require(Role.REDACTEUR)
        self.part(id, item_id)
        self._kept.drop(id, item_id, self._by.who.actor)

    def restore(self, id: str, item_id: str) -> None:  # noqa: A002
        """Puts back what was taken out last. Raises Conflict where it is in there again, or there is no room,
        and NotFound where something else was taken out since.
        """
        self._by.who.require(Role.REDACTEUR)
        self.get(id)
        item = self._kept.dropped(id, item_id)
        if not list(self._seen([item])):
            raise store.lost_item()
        self._kept.restore(id, item_id, self._by.who.actor, lambda items: self._check(item, items))

    def _seen(self, items: Sequence[Item]) -> Iterator[Part]:
        anchors = [item.anchor for item in items if item.anchor]
        found = iter(self._kept.stand(self._by.catalogue, self._by.within, anchors))
        knelpunten = self._register.some([item.knelpunt_id for item in items if item.knelpunt_id])
        for item in items:
            if item.anchor and (one := next(found)):
                yield Part(item, one)
            if item.knelpunt_id in knelpunten:
                yield Part(item, knelpunt=knelpunten[item.knelpunt_id])

    def _put(self, id: str, item: Item) -> Item:  # noqa: A002
        self._kept.add(id, item, self._by.who.actor, lambda items: self._check(item, items))
        return item

    def _check(self, item: Item, items: Sequence[Item]) -> None:
        """Raises Conflict where it is among them already, or there is no room."""
        passages = {one.anchor.passage_id for one in items if one.anchor}
        if item.anchor and item.anchor.passage_id in passages:
            raise Conflict("Deze passage staat al in dit dossier.", "Pas de notitie erbij aan.")
        if item.knelpunt_id and item.knelpunt_id in {one.knelpunt_id for one in items}:
            raise Conflict("Dit knelpunt staat al in dit dossier.", "Pas de notitie erbij aan.")
        # those that they do not see take no room of theirs
        if len(items) >= MAX_ITEMS and len(list(self._seen(items))) >= MAX_ITEMS:
            raise Conflict(
                f"Een dossier heeft plaats voor {MAX_ITEMS} onderdelen.", "Begin een nieuw dossier."
            )
