"""What each region reports."""

from __future__ import annotations

from fastapi import APIRouter

from api.region_schemas import Regio, Regiolijst, Regioprofiel
from api.routes.access import Access

router = APIRouter(prefix="/regios", tags=["regios"])


@router.get("", operation_id="leesRegios", summary="Lees alle regio's")
def lees_alle(service: Access) -> Regiolijst:
    """Geeft de inspiratieregio's, met hoeveel er van elk bekend is."""
    found = service.regions.all()
    return Regiolijst(totaal=len(found), regios=[Regio.of(one) for one in found])


@router.get("/{id}", operation_id="leesRegio", summary="Lees wat een regio meldt")
def lees(id: str, service: Access) -> Regioprofiel:  # noqa: A002 - the name that the address has
    """Geeft thema's, knelpunten, wensen en oplossingen, en welke regio's over hetzelfde berichten."""
    return Regioprofiel.of(service.regions.profile(id), service.terms)
