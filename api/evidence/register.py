"""The register of knelpunten, as one person sees and keeps it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import uuid4

from api.access.principal import Principal, Role
from api.evidence import moves
from api.evidence.candidates import quote_of
from api.evidence.proposals import Proposer
from api.evidence.seen import Seen, seen
from corpus.errors import BadInput, BadLabel, Conflict, Forbidden, NotFound
from corpus.label import LabelKind
from corpus.span import Span
from corpus.taxonomy.terms import Terms
from corpus.visibility import Visibility
from search.catalogue.knelpunt import Phase, Quote, Record, Verdict
from search.catalogue.knelpunt_changes import Change
from search.catalogue.reading import Catalogue

# what a person may write, and what it is called in the history
FIELDS = {
    "title": "titel",
    "kind": "soort",
    "act": "wet",
    "article": "artikel",
    "asked": "wat wordt gevraagd",
    "owner": "eigenaar",
    "notes": "notities",
    "visibility": "zichtbaarheid",
}
Value = str | Visibility | None
Values = Mapping[str, Value]
_LABELS = {"kind": LabelKind.KNELPUNT, "act": LabelKind.WET}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What to quote: of a passage the words in ``text``, or all of it."""

    passage_id: str
    text: str = ""
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Proposed:
    """How many proposals are new, how many got more quotes, and how many have none left and went."""

    new: int
    grown: int
    gone: int


class Register:
    """Bound to who asks. ``expected`` is when a record was last changed as far as the caller knows: where
    it changed since, a change raises Conflict. Changes raise Forbidden for who may not make them, and all
    that names a record raises NotFound for one that is not there to be seen.
    """

    def __init__(self, proposer: Proposer, catalogue: Catalogue, terms: Terms, who: Principal) -> None:
        """``catalogue`` holds what they may read."""
        self._store = proposer.store
        self._catalogue = catalogue
        self._proposer = proposer
        self._terms = terms
        self._who = who

    def all(self) -> list[Seen]:
        """Every knelpunt that they may know of, those that went into another left out; the oldest first."""
        there = (record for record in self._store.all() if record.verdict is not Verdict.SAMENGEVOEGD)
        return self._seen(there)

    def get(self, id: str) -> Seen:  # noqa: A002 - what it is called at every door
        """One of them, also one that went into another."""
        found = self.some([id])
        if not found:
            raise NotFound(f"Er is geen knelpunt met id '{id}'.", "Bekijk de lijst van knelpunten.")
        return found[id]

    def some(self, ids: Collection[str]) -> dict[str, Seen]:
        """Those that they may know of, by id, also those that went into another; one read for all."""
        return {one.record.id: one for one in self._seen(self._store.some(ids))}

    def propose(self) -> Proposed:
        """Makes proposals of what the labels say now; done again, it changes nothing. What is told of it is
        the difference in what they see.
        """
        self._who.require(Role.REDACTEUR)
        before = self._sizes()
        self.follow(None)
        after = self._sizes()
        grown = sum(after[one] > before[one] for one in after.keys() & before.keys())
        return Proposed(len(after.keys() - before.keys()), grown, len(before.keys() - after.keys()))

    def follow(self, documents: Collection[str] | None) -> None:
        """The same of these documents only, for the service itself after it changed them (None for all)."""
        kinds = [term.id for term in self._terms.all if term.kind is LabelKind.KNELPUNT]
        self._proposer.propose(documents, kinds)

    def _sizes(self) -> dict[str, int]:
        """How many quotes each has."""
        return {one.record.id: len(one.quotes) + len(one.asks) for one in self.all()}

    def add(self, values: Values, chosen: Sequence[Chosen]) -> Seen:
        """What a person writes down themselves is accepted by that. Raises BadLabel and BadInput."""
        self._who.require(Role.REDACTEUR)
        now = datetime.now(UTC)
        empty = Record(uuid4().hex[:16], Visibility.OPENBAAR, now, now, None, verdict=Verdict.AANVAARD)
        record = self._quoting(self._edited(empty, {"owner": self._who.name, **values}), chosen)
        if "visibility" not in values and not chosen:
            record = replace(record, visibility=Visibility.NETWERK)
        self._save("aangemaakt", Change(None, record, "Aangemaakt."))
        return self.get(record.id)

    def edit(
        self,
        id: str,  # noqa: A002
        values: Values,
        stage: Phase | None = None,
        note: str = "",
        expected: datetime | None = None,
    ) -> Seen:
        """Other ``FIELDS``, or a step on its way. Raises BadLabel, Conflict and Forbidden."""
        before = self._to_change(id, expected)
        after = self._edited(before, values)
        if stage:
            after = moves.staged(after, stage)
        named = [name for field, name in FIELDS.items() if getattr(before, field) != getattr(after, field)]
        if after == before and not note:
            return self.get(id)
        said = note or (f"Gewijzigd: {', '.join(named)}." if named else "")
        self._save("gewijzigd", Change(before, after, said))
        return self.get(id)

    def accept(self, id: str, note: str = "", expected: datetime | None = None) -> Seen:  # noqa: A002
        """Makes evidence of a proposal."""
        before = self._to_change(id, expected)
        after = moves.accepted(before)
        self._save("aanvaard", Change(before, replace(after, owner=after.owner or self._who.name), note))
        return self.get(id)

    def reject(self, id: str, reason: str, expected: datetime | None = None) -> Seen:  # noqa: A002
        """Says why a proposal is no knelpunt; the same words are not proposed again."""
        before = self._to_change(id, expected)
        self._save("verworpen", Change(before, moves.rejected(before), reason))
        return self.get(id)

    def merge(
        self,
        id: str,  # noqa: A002
        others: Sequence[str],
        note: str = "",
        expected: datetime | None = None,
    ) -> Seen:
        """The others go into this one, with all their quotes."""
        before = self._to_change(id, expected)
        sources = [self._to_change(other, None) for other in dict.fromkeys(others)]
        target, emptied = moves.merged(before, sources)
        gone = [Change(source, one, note) for source, one in zip(sources, emptied, strict=True)]
        told = note or f"{len(sources)} samengevoegd met dit knelpunt."
        self._save("samengevoegd", Change(before, target, told), *gone)
        return self.get(id)

    def split(
        self,
        id: str,  # noqa: A002
        quotes: Collection[str],
        note: str = "",
        expected: datetime | None = None,
    ) -> Seen:
        """These quotes go to a new record, which is given back."""
        before = self._to_change(id, expected, quotes)
        left, new = moves.divided(before, quotes, uuid4().hex[:16])
        told = note or f"Gesplitst uit {id}."
        self._save("gesplitst", Change(before, left, note), Change(None, new, told))
        return self.get(new.id)

    def quote(self, id: str, chosen: Chosen, expected: datetime | None = None) -> Seen:  # noqa: A002
        """One more quote. Raises BadInput where the words do not stand in the passage."""
        before = self._to_change(id, expected)
        self._save("gewijzigd", Change(before, self._quoting(before, [chosen]), "Citaat toegevoegd."))
        return self.get(id)

    def unquote(self, id: str, quote: str, expected: datetime | None = None) -> Seen:  # noqa: A002
        """One quote less."""
        before = self._to_change(id, expected, [quote])
        self._save("gewijzigd", Change(before, moves.without(before, [quote]), "Citaat verwijderd."))
        return self.get(id)

    def delete(self, id: str, expected: datetime | None = None) -> None:  # noqa: A002
        """Without a trace but in the audit; also what went into it. What taggers find is proposed again."""
        self._who.require(Role.BEHEERDER)
        before = self._to_change(id, expected)
        within = [record for record in self._store.all() if record.merged_into == id]
        self._save("verwijderd", *(Change(one, None) for one in (before, *within)))

    def _seen(self, records: Iterable[Record]) -> list[Seen]:
        return seen(list(records), self._store, self._catalogue, self._who.clearance, self._terms)

    def _to_change(self, id: str, expected: datetime | None, quotes: Collection[str] = ()) -> Record:  # noqa: A002
        """The record with all its quotes, of which they see at least those with these ids."""
        self._who.require(Role.REDACTEUR)
        found = self.get(id)
        if expected and expected != found.record.changed_at:
            raise Conflict("Dit knelpunt is intussen gewijzigd.", "Lees het opnieuw en probeer het dan weer.")
        moves.require_quotes({one.quote.id for one in (*found.quotes, *found.asks)}, quotes)
        return found.record

    def _edited(self, record: Record, values: Values) -> Record:
        given = {field: self._value(field, value) for field, value in values.items() if field in FIELDS}
        after = replace(record, **given)  # type: ignore[arg-type]
        if after.visibility not in self._who.clearance.within:
            raise Forbidden(
                f"U mag niets zien dat {after.visibility} is, en dus ook niet maken.", "Kies opener."
            )
        return after

    def _value(self, field: str, value: Value) -> Value:
        kind = _LABELS.get(field)
        if kind is None or not value:
            return None if kind else value
        found = self._terms.find(kind, value)
        if len(found) > 1:
            raise BadLabel(f"‘{value}’ kan meer dan één wet zijn.", f"Kies uit: {', '.join(found)}.")
        return found[0]

    def _quoting(self, record: Record, chosen: Iterable[Chosen]) -> Record:
        """With these quotes too; as closed as the most closed of their documents."""
        quotes = [self._quote(one) for one in chosen]
        places = self._store.places({quote.document_id for quote in quotes})
        visibility = record.visibility
        for place in places.values():
            visibility = visibility.or_stricter(place.visibility)
        return replace(record, quotes=moves.together(record.quotes, quotes), visibility=visibility)

    def _quote(self, chosen: Chosen) -> Quote:
        citation = self._catalogue.citation(chosen.passage_id)
        text = chosen.text or citation.text
        start = citation.text.find(text)
        if start < 0:
            raise BadInput(
                "Deze woorden staan niet letterlijk in de passage.", "Neem ze over zoals ze er staan."
            )
        return quote_of(citation, Span(start, start + len(text)), chosen.asks)

    def _save(self, action: str, *changes: Change) -> None:
        self._store.save(changes, action, self._who.actor)
