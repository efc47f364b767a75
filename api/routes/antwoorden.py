"""Asking for an answer."""

from __future__ import annotations

from fastapi import APIRouter

from api.answer_schemas import Antwoord, Antwoordvraag
from api.routes.access import Access

router = APIRouter(prefix="/antwoorden", tags=["antwoorden"])


@router.post("", operation_id="beantwoordVraag", summary="Beantwoord een vraag uit de documenten")
def beantwoord(vraag: Antwoordvraag, service: Access) -> Antwoord:
    """Geeft letterlijke zinnen die antwoord geven, in groepen en met hun bron; of zegt dat er niets is."""
    return Antwoord.of(service.answer(vraag.query(service.terms), vraag.groepeer_op), service.terms)
