"""Asking for passages."""

from __future__ import annotations

from fastapi import APIRouter

from api.label_schemas import Oordeel
from api.routes.access import Access
from api.schemas import Passage, Zoekantwoord, Zoekvraag

router = APIRouter(prefix="/passages", tags=["passages"])


@router.post("/_zoek", operation_id="zoekPassages", summary="Zoek passages bij een vraag")
def zoek(vraag: Zoekvraag, service: Access) -> Zoekantwoord:
    """Geeft de passages die het best bij de vraag passen, elk met haar bron."""
    return Zoekantwoord.of(service.search(vraag.query(service.terms)), service.terms)


@router.get("/{id}", operation_id="leesPassage", summary="Lees één passage")
def lees(id: str, service: Access) -> Passage:  # noqa: A002 - the name that the address has
    """Geeft de passage met haar bron."""
    return Passage.of(service.passage(id), service.terms)


@router.post("/{id}/labels", operation_id="beoordeelLabels", summary="Zeg welke labels kloppen")
def beoordeel(id: str, oordeel: Oordeel, service: Access) -> Passage:  # noqa: A002 - the name that the address has
    """Bewaart wat een mens vindt, voor elke passage met dezelfde tekst; geeft de passage zoals zij nu is."""
    said = service.label(id, oordeel.toevoegen, oordeel.afwijzen, oordeel.door)
    return Passage.of(said, service.terms)
