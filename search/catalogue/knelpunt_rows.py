"""Knelpunten as rows, and back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from corpus.span import Span
from corpus.visibility import Visibility
from search.catalogue.knelpunt import Event, Phase, Quote, Record, Verdict
from search.catalogue.rows import Values


def record_values(record: Record) -> Values:
    """A row of ``knelpunten``, without its id and its moments."""
    return {
        "title": record.title,
        "kind": record.kind,
        "act": record.act,
        "article": record.article,
        "asked": record.asked,
        "verdict": record.verdict.value,
        "status": record.stage.value,
        "merged_into": record.merged_into,
        "resembles": record.resembles,
        "owner": record.owner,
        "notes": record.notes,
        "visibility": record.visibility.value,
    }


def quote_values(owner: str, quote: Quote) -> Values:
    """A row of ``knelpunt_quotes``, without its number."""
    return {
        "owner_id": owner,
        "document_id": quote.document_id,
        "sha256": quote.sha256,
        "passage_id": quote.passage_id,
        "start": quote.span.start,
        "end": quote.span.end,
        "text_key": quote.text_key,
        "regions": list(quote.regions),
        "asks": quote.asks,
    }


def quote_from(row: Row[Any]) -> Quote:
    """A row of ``knelpunt_quotes``."""
    place = (row.document_id, row.sha256, row.passage_id, Span(row.start, row.end), row.text_key)
    return Quote(*place, tuple(row.regions), row.asks, row.number)


def event_from(row: Row[Any]) -> Event:
    """A row of ``knelpunt_history``."""
    return Event(row.at, row.who, Verdict(row.verdict), Phase(row.status), row.note)


def record_from(row: Row[Any], quotes: tuple[Quote, ...], history: tuple[Event, ...]) -> Record:
    """A row of ``knelpunten`` with what belongs to it."""
    return Record(
        id=row.id,
        visibility=Visibility(row.visibility),
        created_at=row.created_at,
        changed_at=row.changed_at,
        kind=row.kind,
        act=row.act,
        article=row.article,
        title=row.title,
        asked=row.asked,
        verdict=Verdict(row.verdict),
        stage=Phase(row.status),
        merged_into=row.merged_into,
        resembles=row.resembles,
        owner=row.owner,
        notes=row.notes,
        quotes=quotes,
        history=history,
    )
