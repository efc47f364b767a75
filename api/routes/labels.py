"""The labels that there are."""

from __future__ import annotations

from fastapi import APIRouter

from api.label_schemas import Taxonomie
from api.routes.access import Access

router = APIRouter(prefix="/labels", tags=["labels"])


@router.get("", operation_id="leesLabels", summary="Lees alle labels")
def lees(service: Access) -> Taxonomie:
    """Geeft de labels van de taxonomie, met het aantal passages dat elk heeft."""
    return Taxonomie.of(service.terms, service.counts())
