"""Which passages are findable, and how they are labelled: held in memory, to filter and count at once."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, Select, String, func, select, type_coerce

from corpus.label import LabelKind
from search.catalogue.schema import GROUND, STAMP, documents, labels, passages, reviews
from search.hits import Numbers, contained, ids, numbers
from search.query import Facets

Value = TypeVar("Value", bound=Hashable)
Term = tuple[LabelKind, str]
Places = NDArray[np.int64]
Mask = NDArray[np.bool_]
# passages by document, and by label
Found = Mapping[str, Numbers]
Having = Mapping[Term, Numbers]
# when more documents came, all are counted anew
FEW = 100


@dataclass(frozen=True, slots=True)
class Counted:
    """Holds as long as the ``ground`` does, but for documents that came or went: ``added`` is when each did,
    as it is stored.

    The passages of each document, and those with each label, findable or not.
    """

    ground: str
    added: Mapping[str, str]
    findable: Found
    having: Having


@dataclass(frozen=True, slots=True)
class Census:
    """As it was at one moment, which ``stamp`` names. ``counted`` is what it was made of.

    ``passages`` is sorted; ``document`` has for each of them a place in ``documents``. Then a row for
    every label of every passage: ``labelled`` is a place in ``passages``, ``term`` one in ``terms``.
    """

    stamp: str
    counted: Counted
    passages: Numbers
    documents: tuple[str, ...]
    document: Places
    terms: tuple[Term, ...]
    labelled: Places
    term: Places

    def allowed(self, within: Collection[str] | None, wanted: Mapping[LabelKind, Collection[str]]) -> Numbers:
        """The passages of these documents (None for all) that have, of every kind, a wanted label; sorted."""
        if within is None and not wanted:
            return self.passages
        left = np.ones(len(self.passages), dtype=np.bool_)
        if within is not None:
            left &= _among(self.documents, within)[self.document]
        for kind, names in wanted.items():
            one_of = _among(self.terms, {(kind, name) for name in names})[self.term]
            having = np.zeros(len(self.passages), dtype=np.bool_)
            having[self.labelled[one_of]] = True
            left &= having
        return self.passages[left]

    def facets(self, found: Numbers) -> Facets:
        """How many of these passages have each label; the most frequent first."""
        return self._facets(self._among(found))

    def tally(self, allowed: Numbers, found: Mask) -> tuple[Facets, dict[str, int]]:
        """Of the ``allowed``, as they were allowed here, those that are marked as found: ``facets``, and how
        many of them each document has; documents without any are left out.
        """
        mask = found if allowed is self.passages else self._among(allowed[found])
        counts = _counts(self.document, mask, len(self.documents))
        by_document = dict(zip(compress(self.documents, counts), filter(None, counts), strict=True))
        return self._facets(mask), by_document

    def _facets(self, found: Mask) -> Facets:
        counts = _counts(self.term, found[self.labelled], len(self.terms))
        facets: dict[LabelKind, dict[str, int]] = {kind: {} for kind in LabelKind}
        for (kind, name), count in sorted(zip(self.terms, counts, strict=True), key=_most_first):
            if count:
                facets[kind][name] = count
        return facets

    def _among(self, found: Numbers) -> Mask:
        """Which passages are found."""
        among = np.zeros(len(self.passages), np.bool_)
        if len(among):
            # what is looked up in order stays within reach of the processor
            found = np.sort(found)
            places = np.minimum(np.searchsorted(self.passages, found), len(among) - 1)
            among[places[self.passages[places] == found]] = True
        return among

    def keys(self, found: Numbers) -> list[tuple[str, str]]:
        """(document id, passage id) of those of these passages that are findable."""
        known = found[contained(found, self.passages)]
        places = self.document[np.searchsorted(self.passages, known)].tolist()
        return [(self.documents[place], passage) for place, passage in zip(places, ids(known), strict=True)]


def marks_of(connection: Connection) -> tuple[str, str]:
    """The stamp, which is another one after every change, and the ground: after every change of more than
    which documents there are, and who sees them.
    """
    # every question asks this some times over, and SQLAlchemy would take three times as long to spell it out
    wanted = "SELECT key, value FROM meta WHERE key IN (?, ?)"
    known: dict[str, str] = dict(connection.exec_driver_sql(wanted, (STAMP, GROUND)).all())
    return known.get(STAMP, ""), known.get(GROUND, "")


def take(
    connection: Connection, visible: ColumnElement[bool], said: ColumnElement[bool], before: Census | None
) -> Census:
    """A census within a transaction, of the documents that are visible and with the reviews that are
    ``said``: a third of a second for 100,000 passages with 240,000 labels; a tenth of that where few
    documents changed since the one ``before``.

    The database joins ids to one text, since fetching a row for each takes ten times as long.
    """
    stamp, ground = marks_of(connection)
    lines = connection.execute(_ADDED.where(visible)).scalar()
    told = lines.split("\n") if lines else []
    added = dict(zip(told[::2], told[1::2], strict=True))
    known = before.counted if before and before.counted.ground == ground else Counted(ground, {}, {}, {})
    come = dict(added.items() - known.added.items())
    if len(come) > FEW:
        return _census(stamp, Counted(ground, added, *_count(connection, visible, said)))
    new = _count(connection, visible, said, come)
    return _census(stamp, Counted(ground, added, *_joined(known, added, *new)))


def _joined(
    known: Counted, added: Mapping[str, str], findable: Found, having: Having
) -> tuple[Found, Having]:
    """What is known of the documents that stayed, and what was counted of those that came."""
    stayed = dict(known.findable)
    for document, _ in known.added.items() - added.items():
        stayed.pop(document, None)
    # what comes back may have other labels
    anew = np.sort(_columns(findable.values())[0])
    kept = {term: own[~contained(own, anew)] for term, own in known.having.items()}
    more = {term: np.concatenate([kept.get(term, numbers([])), own]) for term, own in having.items()}
    return {**stayed, **findable}, {**kept, **more}


def _census(stamp: str, counted: Counted) -> Census:
    found, document = _columns(counted.findable.values())
    order = np.argsort(found)
    found = found[order]
    labelled, term = _columns(counted.having.values())
    known = contained(labelled, found)
    return Census(
        stamp=stamp,
        counted=counted,
        passages=found,
        documents=tuple(counted.findable),
        document=document[order],
        terms=tuple(counted.having),
        labelled=np.searchsorted(found, labelled[known]),
        term=term[known],
    )


_MOMENT = type_coerce(documents.c.added_at, String)
_ADDED = select(func.aggregate_strings(documents.c.id.concat("\n").concat(_MOMENT), "\n"))
_FINDABLE = (
    select(passages.c.document_id, func.aggregate_strings(passages.c.id, "").label("ids"))
    .join(documents)
    .group_by(passages.c.document_id)
)
_TAGGED = select(
    labels.c.kind, labels.c.label, func.aggregate_strings(labels.c.passage_id, "").label("ids")
).group_by(labels.c.kind, labels.c.label)
_JUDGED = (
    select(passages.c.id, reviews.c.kind, reviews.c.label, reviews.c.accepted)
    .join(reviews, passages.c.text_key == reviews.c.text_key)
    .order_by(reviews.c.when)
)


def _count(
    connection: Connection,
    visible: ColumnElement[bool],
    said: ColumnElement[bool],
    among: Collection[str] | None = None,
) -> tuple[Found, Having]:
    """Of these documents or of all: the passages of those that are visible, and of all with each label."""
    findable, tagged, judged = _FINDABLE.where(visible), _TAGGED, _JUDGED.where(said)
    if among is not None:
        own = passages.c.document_id.in_(among)
        findable, judged = findable.where(own), judged.where(own)
        tagged = tagged.where(labels.c.passage_id.in_(select(passages.c.id).where(own)))
    found = {row.document_id: numbers([row.ids]) for row in connection.execute(findable)}
    return found, _having(connection, tagged, judged)


def _having(connection: Connection, tagged: Select[Any], judged: Select[Any]) -> dict[Term, Numbers]:
    """The passages with each label, also those that are not findable; people win."""
    rows = connection.execute(tagged)
    having = {(LabelKind(row.kind), row.label): numbers([row.ids]) for row in rows}
    said: dict[Term, dict[str, bool]] = {}
    for row in connection.execute(judged):
        said.setdefault((LabelKind(row.kind), row.label), {})[row.id] = row.accepted
    for term, verdicts in said.items():
        unsaid = np.setdiff1d(having.get(term, numbers([])), numbers(verdicts))
        accepted = numbers(passage for passage, holds in verdicts.items() if holds)
        having[term] = np.concatenate([unsaid, accepted])
    return having


def _columns(groups: Collection[Numbers]) -> tuple[Numbers, Places]:
    """All numbers in a row, and for each the place of its group."""
    sizes = [len(group) for group in groups]
    return np.concatenate([numbers([]), *groups]), np.repeat(np.arange(len(groups)), sizes)


def _counts(places: Places, marked: Mask, groups: int) -> list[int]:
    """How often each group is among the marked."""
    # to weigh all takes half the time of picking out those that count
    counts: list[int] = np.bincount(places, marked, groups).astype(np.int64).tolist()
    return counts


def _among(values: Sequence[Value], wanted: Collection[Value]) -> NDArray[np.bool_]:
    return np.fromiter((value in wanted for value in values), np.bool_, len(values))


def _most_first(counted: tuple[Term, int]) -> tuple[int, str]:
    (_, name), count = counted
    return -count, name
