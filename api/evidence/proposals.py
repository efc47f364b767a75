"""Makes proposals of what the taggers found, and keeps quotes where their words are.

Sentences that say nearly the same of the same act become one proposal; better two than a wrong one. What
resembles an accepted knelpunt is a proposal that names it, since only a person makes evidence of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from uuid import uuid4

from api.evidence.candidates import Candidate, candidates
from api.evidence.finding import found_again
from api.evidence.likeness import Likeness
from api.evidence.moves import together
from api.evidence.seen import quoted
from corpus.document import Document, Passage, text_key
from corpus.errors import Conflict
from corpus.label import Label, LabelKind
from corpus.span import Span
from corpus.visibility import Visibility
from models.protocols import Embedder, Sentences
from search.catalogue.audit import Actor
from search.catalogue.knelpunt import Quote, Record, Verdict
from search.catalogue.knelpunt_changes import MEANWHILE, Change
from search.catalogue.knelpunten import Knelpunten, Outline, Place, Theme
from search.catalogue.reading import Catalogue
from search.query import Citation

# the cosine from which two sentences say the same: those that say it of two things ("deeltijdonderwijs",
# "thuisonderwijs") reach 0.86
SAME = 0.88
# from here a person is asked whether they do
PERHAPS = 0.7
# a person may change a record between reading and writing, which takes no time
ATTEMPTS = 3
BY = Actor("schuurpunt")


@dataclass(slots=True)
class _Group:
    """Sentences that say the same; ``known`` where they stand in the register, ``resembles`` the accepted
    one that they may be evidence for.
    """

    known: Outline | None
    resembles: str | None = None
    texts: list[str] = field(default_factory=list)
    new: list[Candidate] = field(default_factory=list)

    @property
    def is_accepted(self) -> bool:
        """Whether only a person adds to it."""
        return self.known is not None and self.known.verdict is Verdict.AANVAARD

    @property
    def quotes(self) -> list[Quote]:
        """Of what is new."""
        return [one.quote for one in self.new] + [one.wish for one in self.new if one.wish]


class Proposer:
    """Reads everything, whoever asks: what comes of it is seen by who may see its documents."""

    def __init__(
        self, store: Knelpunten, catalogue: Catalogue, sentences: Sentences, embedder: Embedder
    ) -> None:
        self.store = store
        self._catalogue = catalogue
        self._sentences = sentences
        self._likeness = Likeness(embedder)

    def propose(self, documents: Collection[str] | None, kinds: Collection[str]) -> None:
        """Looks at the labels of these documents, or of all; done again, it changes nothing.

        ``kinds`` are the ids of the kinds of knelpunt. Proposals that nobody looked after lose what is not
        proposed any more. Raises Conflict where people go on changing what it reads.
        """
        with self.store.proposing:
            for _ in range(ATTEMPTS - 1):
                with suppress(Conflict):
                    return self._propose(documents, kinds)
            return self._propose(documents, kinds)

    def _propose(self, documents: Collection[str] | None, kinds: Collection[str]) -> None:
        records, found = self._concerned(documents), self._candidates(documents, kinds)
        if self._save(self._renewals(records, documents), "bijgewerkt"):
            records = self._concerned(documents)
        if self._save(self._losses(records, found, documents), "bijgewerkt"):
            records = self._concerned(documents)
        self._save(self._gains(records, found), "voorgesteld")

    def _concerned(self, documents: Collection[str] | None) -> list[Record]:
        return self.store.all() if documents is None else self.store.concerned(documents)

    def _candidates(self, documents: Collection[str] | None, kinds: Collection[str]) -> list[Candidate]:
        cited = self._catalogue.citations(self.store.telling(documents)).values()
        told = [one for one in cited if any(_tells(label, kinds) for label in one.labels)]
        return list(candidates(sorted(told, key=lambda one: (one.name, one.span)), self._sentences))

    def _renewals(self, records: Iterable[Record], documents: Collection[str] | None) -> list[Change]:
        """Quotes of which the words stand somewhere else now, are told from there."""
        quotes = [quote for record in records for quote in record.quotes]
        places = self.store.places({quote.document_id for quote in quotes})
        if documents is not None:
            places = {old: place for old, place in places.items() if place.document_id in documents}
        moved = {quote.passage_id for quote in quotes if quote.document_id in places}
        cited = self._catalogue.citations(sorted(moved))
        read = _Texts(self._catalogue)
        changes = []
        for record in records:
            now = tuple(_renewed(quote, places, cited.get(quote.passage_id), read) for quote in record.quotes)
            if now != record.quotes:
                changes.append(Change(record, replace(record, quotes=now), None))
        return changes

    def _losses(
        self, records: Iterable[Record], found: Iterable[Candidate], documents: Collection[str] | None
    ) -> list[Change]:
        """Of proposals that nobody looked after, what the labels do not say any more."""
        said = {(one.quote.document_id, one.quote.text_key, one.kind, one.act, one.article) for one in found}
        untouched = [record for record in records if record.is_untouched]
        places = self.store.places({quote.document_id for record in untouched for quote in record.quotes})

        def stays(record: Record, quote: Quote) -> bool:
            looked_at = documents is None or quote.document_id in documents
            is_said = (quote.document_id, quote.text_key, record.kind, record.act, record.article) in said
            return quote.document_id in places and (quote.asks or is_said or not looked_at)

        changes = (
            _left(record, [quote for quote in record.quotes if stays(record, quote)]) for record in untouched
        )
        return [change for change in changes if change]

    def _gains(self, records: Iterable[Record], found: Sequence[Candidate]) -> list[Change]:
        """What stands in no quote yet is a new proposal, or one more quote of one that is there."""
        known = _Known([*records, *self.store.rejected({one.quote.text_key for one in found})])
        places = self.store.places({one.quote.document_id for one in found})
        by_theme: dict[Theme, list[Candidate]] = defaultdict(list)
        for one in found:
            place = places[one.quote.document_id]
            if not known.has(one.quote, place):
                by_theme[Theme(one.kind, one.act, one.article, place.visibility)].append(one)
        return [change for theme, fresh in by_theme.items() for change in self._of_theme(theme, fresh)]

    def _of_theme(self, theme: Theme, found: Sequence[Candidate]) -> list[Change]:
        groups = [_Group(known, texts=list(known.texts)) for known in self.store.of_theme(theme)]
        accepted = [group for group in groups if group.is_accepted]
        open_ones = [group for group in groups if not group.is_accepted]
        for one in found:
            group, likeness = self._nearest(one.text, open_ones)
            if group is None or likeness < SAME:
                near, likeness = self._nearest(one.text, accepted)
                group = _Group(None, near.known.id if near and near.known and likeness >= PERHAPS else None)
                open_ones.append(group)
            group.texts.append(one.text)
            group.new.append(one)
        grown = [group for group in open_ones if group.new]
        there = {record.id: record for record in self.store.some([_id(group, theme) for group in grown])}
        return [_change(group, theme, there) for group in grown]

    def _nearest(self, text: str, groups: Sequence[_Group]) -> tuple[_Group | None, float]:
        """The group that says most nearly the same, and how nearly."""
        place, likeness = self._likeness.nearest(text, [group.texts for group in groups])
        return (None if place is None else groups[place]), likeness

    def _save(self, changes: Sequence[Change], action: str) -> bool:
        """Whether there was anything to write."""
        if changes:
            self.store.save(changes, action, BY)
        return bool(changes)


class _Known:
    """The sentences that stand in the register already, or that were rejected in whatever document."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._spans: dict[str, list[Span]] = defaultdict(list)
        self._rejected: dict[str, set[Visibility]] = defaultdict(set)
        for record in records:
            for quote in record.quotes:
                if not quote.asks:
                    self._spans[quote.document_id].append(quote.span)
                    if record.verdict is Verdict.AFGEWEZEN:
                        self._rejected[quote.text_key].add(record.visibility)

    def has(self, quote: Quote, place: Place) -> bool:
        """A rejection counts for whom it can be known: not for what more people see."""
        spans = self._spans.get(quote.document_id, ())
        rejected = self._rejected.get(quote.text_key, set())
        return bool(rejected & place.visibility.within) or any(span.overlaps(quote.span) for span in spans)


class _Texts:
    """Documents with their passages, each read once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._read: dict[str, tuple[Document, list[Passage]]] = {}

    def of(self, document_id: str) -> tuple[Document, list[Passage]]:
        if document_id not in self._read:
            document = self._catalogue.document(document_id)
            self._read[document_id] = document, self._catalogue.passages(document_id)
        return self._read[document_id]


def _renewed(quote: Quote, places: dict[str, Place], citation: Citation | None, read: _Texts) -> Quote:
    """The quote where its words stand now; as it was where they are not to be found."""
    place = places.get(quote.document_id)
    if place is None or quoted(quote, citation):
        return quote
    return found_again(quote, *read.of(place.document_id)) or quote


def _left(record: Record, quotes: Sequence[Quote]) -> Change | None:
    """What becomes of a proposal with these quotes left; None where that changes nothing."""
    if len(quotes) == len(record.quotes):
        return None
    if all(quote.asks for quote in quotes):
        return Change(record, None)
    return Change(record, replace(record, quotes=tuple(quotes)), None)


def _tells(label: Label, kinds: Collection[str]) -> bool:
    return label.kind is LabelKind.KNELPUNT and label.id in kinds


def _id(group: _Group, theme: Theme) -> str:
    """That of the record; of a proposal that is new the same anywhere."""
    return group.known.id if group.known else text_key(f"{theme.kind} {group.quotes[0].id}")[:16]


def _change(group: _Group, theme: Theme, there: Mapping[str, Record]) -> Change:
    """``there`` is what has such an id. Raises Conflict where a record is not what it was."""
    record = there.get(_id(group, theme))
    if group.known:
        if record is None or record.changed_at != group.known.changed_at:
            raise Conflict(*MEANWHILE)
        return Change(record, replace(record, quotes=together(record.quotes, group.quotes)), None)
    now = datetime.now(UTC)
    # unless something else has it by now
    id_ = uuid4().hex[:16] if record else _id(group, theme)
    about = (theme.kind, theme.act, theme.article)
    made = Record(id_, theme.visibility, now, now, *about, resembles=group.resembles)
    return Change(None, replace(made, quotes=together((), group.quotes)), "Voorgesteld op grond van labels.")
