"""How the service is: for what starts it, watches it and sends it requests."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, HTTPException, Request

from api.health_schemas import Gezondheid, Levensteken
from api.routes.access import Watched, sees_all

router = APIRouter(prefix="/gezondheid", tags=["gezondheid"])


# nobody needs a key for these; how much there is, is told to who may see all of it
OPEN: dict[str, Any] = {"security": []}


@router.get("", operation_id="leesGezondheid", summary="Lees of de dienst gereed is", openapi_extra=OPEN)
def lees(service: Watched, request: Request) -> Gezondheid:
    """Geeft de staat van de catalogus en de indexen, of 503 als er een niet antwoordt."""
    vitals = service.vitals()
    if vitals.silent:
        raise HTTPException(
            HTTPStatus.SERVICE_UNAVAILABLE,
            f"Niet bereikbaar: {', '.join(vitals.silent)}. "
            "Controleer de schijf, en voer zonder de dienst 'schuurpunt doctor' uit.",
        )
    return Gezondheid.of(vitals, sees_all(request))


# not in a thread: a service whose threads are all at work is alive
@router.get(
    "/levensteken", operation_id="leesLevensteken", summary="Lees of de dienst leeft", openapi_extra=OPEN
)
async def levensteken() -> Levensteken:
    """Geeft altijd antwoord zolang de dienst draait."""
    return Levensteken(status="levend")
