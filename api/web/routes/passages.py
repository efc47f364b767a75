"""A passage by its id alone, for who knows no more of it."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path
from starlette.responses import Response

from api.web.visit import Visit

router = APIRouter(prefix="/passages")


@router.get("/{id}")
def find(id: Annotated[str, Path(max_length=100)], visit: Visit) -> Response:  # noqa: A002
    """On to where it stands in its document."""
    citation = visit.service.passages.get(id)
    return visit.go(f"/documenten/{quote(citation.document_id)}?passage={quote(citation.id)}#citaat")
