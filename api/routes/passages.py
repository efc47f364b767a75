"""Asking for passages."""

from __future__ import annotations

from fastapi import APIRouter

from api.routes.access import Access
from api.schemas import Passage, Zoekantwoord, Zoekvraag

router = APIRouter(prefix="/passages", tags=["passages"])


@router.post("/_zoek", operation_id="zoekPassages", summary="Zoek passages bij een vraag")
def zoek(vraag: Zoekvraag, service: Access) -> Zoekantwoord:
    """Geeft de passages die het best bij de vraag passen, elk met haar bron."""
    return Zoekantwoord.of(service.search(vraag.query()))


@router.get("/{id}", operation_id="leesPassage", summary="Lees één passage")
def lees(id: str, service: Access) -> Passage:  # noqa: A002 - the name that the address has
    """Geeft de passage met haar bron."""
    return Passage.of(service.passage(id))
