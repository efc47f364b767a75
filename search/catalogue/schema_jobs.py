"""The table of work that goes on after its request was answered."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Integer, String, Table, Text

from search.catalogue.schema import Moment, metadata

jobs = Table(
    "jobs",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("state", String(20), nullable=False, index=True),
    Column("who", Text, nullable=False),
    Column("key_id", String(16)),
    Column("order", JSON, nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("result", JSON),
    Column("reason", Text, nullable=False),
    Column("cancelling", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("turn_at", Moment, nullable=False),
    Column("started_at", Moment),
    Column("ended_at", Moment),
)
