"""The tables of what people make of passages: knelpunten, dossiers and saved questions.

A quote is a range of a document and the key of its text, never a copy: what is removed leaves no trace,
and what is read anew is found again.
"""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from search.catalogue.schema import Moment, metadata


def _owned(table: str) -> Column[str]:
    return Column(
        "owner_id", String(16), ForeignKey(f"{table}.id", ondelete="CASCADE"), nullable=False, index=True
    )


knelpunten = Table(
    "knelpunten",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("title", Text, nullable=False),
    Column("kind", Text),
    Column("act", Text),
    Column("article", Text, nullable=False),
    Column("asked", Text, nullable=False),
    # voorstel, aanvaard, afgewezen or samengevoegd: what a person made of the proposal
    Column("verdict", String(20), nullable=False, index=True),
    # gesignaleerd, onderzocht, geagendeerd, opgelost or afgewezen
    Column("status", String(20), nullable=False),
    Column("merged_into", String(16)),
    # the accepted knelpunt that a proposal would be evidence for
    Column("resembles", String(16)),
    Column("owner", Text, nullable=False),
    Column("notes", Text, nullable=False),
    Column("visibility", String(20), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Index("knelpunten_by_theme", "kind", "act", "article"),
)

knelpunt_quotes = Table(
    "knelpunt_quotes",
    metadata,
    Column("number", Integer, primary_key=True),
    _owned("knelpunten"),
    Column("document_id", String(16), nullable=False, index=True),
    Column("sha256", String(64), nullable=False),
    Column("passage_id", String(16), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text_key", String(32), nullable=False, index=True),
    Column("regions", JSON, nullable=False),
    # whether it says what is asked for, and not what rubs
    Column("asks", Boolean, nullable=False),
)

knelpunt_history = Table(
    "knelpunt_history",
    metadata,
    Column("number", Integer, primary_key=True),
    _owned("knelpunten"),
    Column("at", Moment, nullable=False),
    Column("who", Text, nullable=False),
    Column("verdict", String(20), nullable=False),
    Column("status", String(20), nullable=False),
    Column("note", Text, nullable=False),
)

dossiers = Table(
    "dossiers",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("name", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("visibility", String(20), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
)

dossier_items = Table(
    "dossier_items",
    metadata,
    Column("id", String(16), primary_key=True),
    _owned("dossiers"),
    # from 1; of what was taken out and can be put back, less the place where it stood
    Column("position", Integer, nullable=False),
    # one of both: a knelpunt, or a quote
    Column("knelpunt_id", String(16)),
    Column("document_id", String(16), index=True),
    Column("sha256", String(64)),
    Column("passage_id", String(16)),
    Column("start", Integer),
    Column("end", Integer),
    Column("text_key", String(32)),
    # of its source when it was added: who may know of the item once the source is gone
    Column("visibility", String(20), nullable=False),
    Column("note", Text, nullable=False),
    Column("added_by", Text, nullable=False),
    Column("added_at", Moment, nullable=False),
)

saved_questions = Table(
    "saved_questions",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("name", Text, nullable=False),
    Column("query", JSON, nullable=False),
    Column("owner", Text, nullable=False),
    Column("visibility", String(20), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
)

saved_finds = Table(
    "saved_finds",
    metadata,
    Column("number", Integer, primary_key=True),
    _owned("saved_questions"),
    # whose find it is: of all who see as much
    Column("clearance", String(20), nullable=False),
    Column("passage_id", String(16), nullable=False),
    Column("text_key", String(32), nullable=False),
    Column("found_at", Moment, nullable=False),
)
