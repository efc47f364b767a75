"""The tables of who may do what, and of who did what."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Integer, String, Table, Text

from search.catalogue.schema import Moment, metadata

keys = Table(
    "keys",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", String(20), nullable=False),
    Column("clearance", String(20), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment),
    Column("revoked_at", Moment),
    Column("last_used_at", Moment),
)

audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
    Column("who", Text, nullable=False),
    Column("key_id", String(16)),
    Column("action", String(40), nullable=False),
    Column("object", String(20), nullable=False),
    Column("object_id", Text, nullable=False, index=True),
    Column("before", JSON),
    Column("after", JSON),
)
