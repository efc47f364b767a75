"""How the service is: for what starts it, watches it and sends it requests."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, HTTPException

from api.health_schemas import Gezondheid, Levensteken
from api.routes.access import Access

router = APIRouter(prefix="/gezondheid", tags=["gezondheid"])


@router.get("", operation_id="leesGezondheid", summary="Lees of de dienst gereed is")
def lees(service: Access) -> Gezondheid:
    """Geeft de staat van de catalogus en de indexen, of 503 als er een niet antwoordt."""
    vitals = service.vitals()
    if vitals.silent:
        raise HTTPException(
            HTTPStatus.SERVICE_UNAVAILABLE,
            f"Niet bereikbaar: {', '.join(vitals.silent)}. "
            "Controleer de schijf, en voer zonder de dienst 'schuurpunt doctor' uit.",
        )
    return Gezondheid.of(vitals)


# not in a thread: a service whose threads are all at work is alive
@router.get("/levensteken", operation_id="leesLevensteken", summary="Lees of de dienst leeft")
async def levensteken() -> Levensteken:
    """Geeft altijd antwoord zolang de dienst draait."""
    return Levensteken(status="levend")
