"""Labels of passages, and what people say of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    MetaData,
    Table,
    delete,
    insert,
    select,
    update,
)

from corpus.document import Passage, text_key
from corpus.label import Label, Review, in_order
from corpus.visibility import Visibility
from search.catalogue.audit import MACHINE, Actor, record
from search.catalogue.label_rows import label_from, label_values, review_from, review_values
from search.catalogue.opening import Begin, mark, writing
from search.catalogue.schema import GROUND, documents, labels, passages, reviews
from search.query import Citation

Value = TypeVar("Value")

# of this connection alone, so that who writes in it holds up nobody
DRAFTS = Table(
    "drafts",
    MetaData(),
    *(Column(column.name, column.type) for column in labels.c),
    prefixes=["TEMPORARY"],
)

Put = Callable[[Sequence[Passage], Sequence[Iterable[Label]]], None]


@dataclass(frozen=True, slots=True)
class Judged:
    """A text that people judged: what the taggers found in it, and what people said of that."""

    text: str
    labels: tuple[Label, ...]
    reviews: tuple[Review, ...]


class Labels:
    """Writes labels and reviews, each method in one transaction. Raises StorageFailed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def renewing(self, by: Actor = MACHINE) -> Iterator[Put]:
        """All labels of taggers are gone, and those that are put come instead, when the block ends well."""
        # the taggers need minutes, in which others can write: only the last step is in the catalogue itself
        with writing(self._engine, Begin.READING) as connection:
            DRAFTS.create(connection)
            yield partial(insert_labels, connection, table=DRAFTS)
            connection.execute(delete(labels))
            connection.execute(insert(labels).from_select(DRAFTS.c.keys(), select(DRAFTS)))
            DRAFTS.drop(connection)
            record(connection, by, "opnieuw bepaald", "labels", "alle")

    def review(self, place: Citation, said: Sequence[Review], by: Actor = MACHINE) -> None:
        """What is said now of a label of this text takes the place of what was said of it before.

        Who sees the document of ``place``, where it was said, sees it beside the same text elsewhere too.
        """
        key, document = text_key(place.text), place.document_id
        with writing(self._engine) as connection:
            shown = select(documents.c.visibility).where(documents.c.id == document)
            seen = Visibility(connection.execute(shown).scalar_one())
            known = reviews_of(connection, [key], seen).get(key, ())
            about = {(one.kind, one.id) for one in said}
            before = _verdicts(one for one in known if (one.kind, one.id) in about)
            for one in said:
                new = review_values(key, document, seen, one)
                connection.execute(insert(reviews).prefix_with("OR REPLACE").values(new))
            after = _verdicts(said)
            record(connection, by, "beoordeeld", "passage", place.id, before or None, after)


def judged(connection: Connection, visible: ColumnElement[bool], clearance: Visibility) -> list[Judged]:
    """Within a transaction: every text of a visible document that was judged, once."""
    wanted = (
        select(passages)
        .join(documents)
        .where(visible, passages.c.text_key.in_(select(reviews.c.text_key).where(said_to(clearance))))
        .order_by(passages.c.document_id, passages.c.ordinal)
    )
    rows = {row.text_key: row for row in reversed(connection.execute(wanted).all())}
    said = reviews_of(connection, rows, clearance)
    found = labels_of(connection, [row.id for row in rows.values()])
    wholes = select(documents.c.id, documents.c.text)
    given = connection.execute(wholes.where(documents.c.id.in_({row.document_id for row in rows.values()})))
    texts = {row.id: row.text for row in given}
    return [
        Judged(texts[row.document_id][row.start : row.end], found.get(row.id, ()), said[key])
        for key, row in reversed(rows.items())
    ]


def _verdicts(said: Iterable[Review]) -> dict[str, bool]:
    """By label, as it is written (``advies:6``)."""
    return {f"{one.kind}:{one.id}": one.accepted for one in said}


def insert_labels(
    connection: Connection,
    parts: Sequence[Passage],
    given: Sequence[Iterable[Label]],
    table: Table = labels,
) -> None:
    """Within a transaction: the labels of passages that have none."""
    rows = [
        label_values(passage.id, label) for passage, own in zip(parts, given, strict=True) for label in own
    ]
    if rows:
        connection.execute(insert(table), rows)


def labels_of(connection: Connection, passage_ids: Iterable[str]) -> dict[str, tuple[Label, ...]]:
    """What taggers found, by passage id, in order; a passage without labels is left out."""
    wanted = select(labels).where(labels.c.passage_id.in_(list(passage_ids)))
    found = _grouped((row.passage_id, label_from(row)) for row in connection.execute(wanted))
    return {passage: in_order(own) for passage, own in found.items()}


def reviews_of(
    connection: Connection, text_keys: Iterable[str], clearance: Visibility
) -> dict[str, tuple[Review, ...]]:
    """What people said last where one with that clearance sees it, by the key of a text; a text without
    reviews is left out.
    """
    wanted = select(reviews).where(reviews.c.text_key.in_(list(text_keys)), said_to(clearance))
    rows = connection.execute(wanted.order_by(reviews.c.when))
    last = {(row.text_key, row.kind, row.label): review_from(row) for row in rows}
    return _grouped((key, review) for (key, *_), review in last.items())


def said_to(clearance: Visibility) -> ColumnElement[bool]:
    """Of ``reviews``: what was said of documents that one with that clearance sees."""
    return reviews.c.visibility.in_([one.value for one in clearance.within])


def show_reviews(connection: Connection, document_ids: Iterable[str], visibility: Visibility) -> None:
    """Within a transaction: what was said in these documents is seen by others from now on."""
    there = reviews.c.document_id.in_(list(document_ids))
    if connection.execute(update(reviews).where(there).values(visibility=visibility.value)).rowcount:
        mark(connection, [GROUND])


def _grouped(pairs: Iterable[tuple[str, Value]]) -> dict[str, tuple[Value, ...]]:
    groups: dict[str, tuple[Value, ...]] = {}
    for key, value in pairs:
        groups[key] = (*groups.get(key, ()), value)
    return groups
