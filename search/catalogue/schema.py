"""The tables. Migrations make them; a test ensures that both say the same."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

# The newest migration; lets an opening skip Alembic where nothing is to be done.
REVISION = "0008"

# Names the row of ``meta`` that every change gives another value, and the one that stays as it is where only
# documents came or went, or are shown to others.
STAMP = "stamp"
GROUND = "ground"


class State(StrEnum):
    """Where a document is in its life; readers see only what is READY.

    ARRIVING → READY → LEAVING, after which its row is gone, or REPLACED where a newer version came.
    """

    ARRIVING = "arriving"
    READY = "ready"
    LEAVING = "leaving"
    REPLACED = "replaced"


class Status(StrEnum):
    """What became of a file, as a user reads it."""

    READY = "gereed"
    NO_TEXT = "geen tekst gevonden"
    FAILED = "onleesbaar"


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, also on a database that does not know time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """What the database gives back, in UTC."""
        return value and (value if value.tzinfo else value.replace(tzinfo=UTC))


metadata = MetaData()

documents = Table(
    "documents",
    metadata,
    Column("id", String(16), primary_key=True),
    # not unique: who may not know of a document has its bytes as one of their own
    Column("sha256", String(64), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("kind_evidence", Text, nullable=False),
    Column("date_day", Date),
    Column("date_precision", String(10)),
    Column("date_evidence", Text),
    Column("language", String(20), nullable=False),
    Column("pages", JSON, nullable=False),
    Column("sections", JSON, nullable=False),
    Column("blocks", JSON, nullable=False),
    Column("state", String(10), nullable=False, index=True),
    Column("replaced_by", String(16), index=True),
    Column("added_at", Moment, nullable=False),
    Column("status", String(40), nullable=False),
    Column("passage_count", Integer, nullable=False),
    Column("page_count", Integer),
    Column("visibility", String(20), nullable=False),
    # the visibility by which the words still have it, until they follow what it is now
    Column("shelved", String(20), index=True),
    Column("text", Text, nullable=False),
    # all that a census looks at, so that no text is passed over
    Index("documents_in_census", "state", "visibility", "id", "added_at"),
)

# What readers may see, as far as their clearance reaches.
READY = documents.c.state == State.READY.value

# What also has a text: of older versions no passages are left, and no search finds them.
READABLE = documents.c.state.in_([State.READY.value, State.REPLACED.value])

passages = Table(
    "passages",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("document_id", String(16), ForeignKey("documents.id"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("section", JSON, nullable=False),
    Column("page_from", Integer),
    Column("page_to", Integer),
    Column("language", String(20), nullable=False),
    Column("context", Text, nullable=False),
    Column("text_key", String(32), nullable=False, index=True),
    Index("passages_in_order", "document_id", "ordinal", unique=True),
)

# what a document had before it was replaced or read anew, so that a link to it can be checked for good
former = Table(
    "former_passages",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("document_id", String(16), ForeignKey("documents.id"), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text_key", String(32), nullable=False),
)

labels = Table(
    "labels",
    metadata,
    Column("passage_id", String(16), ForeignKey("passages.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("label", Text, primary_key=True),
    Column("score", Float, nullable=False),
    Column("evidence", JSON, nullable=False),
    Column("version", Text, nullable=False),
    Index("labels_by_name", "kind", "label", "passage_id"),
)

# of a text and not of a passage, so that they outlive it; seen by who saw the document where it was said, of
# which the id may be of one that is gone
reviews = Table(
    "reviews",
    metadata,
    Column("text_key", String(32), primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("label", Text, primary_key=True),
    Column("document_id", String(16), primary_key=True),
    Column("visibility", String(20), nullable=False),
    Column("accepted", Boolean, nullable=False),
    Column("who", Text, nullable=False),
    Column("when", Moment, nullable=False),
)

sources = Table(
    "sources",
    metadata,
    Column("key", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("document_id", String(16), ForeignKey("documents.id"), index=True),
    Column("status", String(40), nullable=False),
    Column("reason", Text, nullable=False),
    Column("seen_at", Moment, nullable=False),
)

tombstones = Table(
    "tombstones",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("document_id", String(16), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("removed_at", Moment, nullable=False),
)

meta = Table(
    "meta",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("value", JSON, nullable=False),
)
