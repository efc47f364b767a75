"""Which passages are findable, and how they are labelled: held in memory, to filter and count at once."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, select

from corpus.label import LabelKind
from search.catalogue.schema import READY, STAMP, documents, labels, meta, passages, reviews
from search.hits import Numbers, contained, ids, numbers
from search.query import Facets

Value = TypeVar("Value", bound=Hashable)

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Census:
    """As it was at one moment, which ``stamp`` names.

    ``passages`` is sorted; ``document`` has for each of them a place in ``documents``. Then a row for
    every label of every passage: ``labelled`` is a place in ``passages``, ``term`` one in ``terms``.
    """

    stamp: str
    passages: Numbers
    documents: tuple[str, ...]
    document: Places
    terms: tuple[tuple[LabelKind, str], ...]
    labelled: Places
    term: Places

    def allowed(self, within: Collection[str] | None, wanted: Mapping[LabelKind, Collection[str]]) -> Numbers:
        """The passages of these documents (None for all) that have, of every kind, a wanted label; sorted."""
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
        having = contained(self.passages, np.sort(found))
        counts = np.bincount(self.term[having[self.labelled]], minlength=len(self.terms)).tolist()
        facets: dict[LabelKind, dict[str, int]] = {kind: {} for kind in LabelKind}
        for (kind, name), count in sorted(zip(self.terms, counts, strict=True), key=_most_first):
            if count:
                facets[kind][name] = count
        return facets

    def keys(self, found: Numbers) -> list[tuple[str, str]]:
        """(document id, passage id) of those of these passages that are findable."""
        known = found[contained(found, self.passages)]
        places = self.document[np.searchsorted(self.passages, known)].tolist()
        return [(self.documents[place], passage) for place, passage in zip(places, ids(known), strict=True)]


def stamp_of(connection: Connection) -> str:
    """Another one after every change."""
    return connection.execute(select(meta.c.value).where(meta.c.key == STAMP)).scalar() or ""


def take(connection: Connection) -> Census:
    """A census within a transaction; about a second for 300,000 labels."""
    stamp = stamp_of(connection)
    wanted = select(passages.c.id, passages.c.document_id).join(documents).where(READY)
    rows = connection.execute(wanted).all()
    found = numbers(row.id for row in rows)
    in_order = np.argsort(found)
    names, document = _coded([row.document_id for row in rows])
    given = connection.execute(_by_taggers().union(_by_people())).all()
    terms, term = _coded([(LabelKind(kind), name) for _, kind, name in given])
    labelled = np.searchsorted(found[in_order], numbers(row[0] for row in given))
    return Census(stamp, found[in_order], names, document[in_order], terms, labelled, term)


def _by_taggers() -> Select[str, str, str]:
    """What no person rejected."""
    rejected = select(reviews).where(
        reviews.c.text_key == passages.c.text_key,
        reviews.c.kind == labels.c.kind,
        reviews.c.label == labels.c.label,
        ~reviews.c.accepted,
    )
    found = select(labels.c.passage_id, labels.c.kind, labels.c.label)
    found = found.select_from(labels.join(passages).join(documents))
    return found.where(READY, ~rejected.exists())


def _by_people() -> Select[str, str, str]:
    by_text = passages.c.text_key == reviews.c.text_key
    found = select(passages.c.id, reviews.c.kind, reviews.c.label)
    found = found.select_from(passages.join(documents).join(reviews, by_text))
    return found.where(READY, reviews.c.accepted)


def _coded(values: Sequence[Value]) -> tuple[tuple[Value, ...], Places]:
    """The different values, and for each value its place among them."""
    places = {value: place for place, value in enumerate(dict.fromkeys(values))}
    return tuple(places), np.fromiter((places[value] for value in values), np.int64, len(values))


def _among(values: Sequence[Value], wanted: Collection[Value]) -> NDArray[np.bool_]:
    return np.fromiter((value in wanted for value in values), np.bool_, len(values))


def _most_first(counted: tuple[tuple[LabelKind, str], int]) -> tuple[int, str]:
    (_, name), count = counted
    return -count, name
