"""Asking for an answer."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Request, Response

from api.answer_schemas import Antwoord, Antwoordvraag
from api.routes.access import Access

router = APIRouter(prefix="/antwoorden", tags=["antwoorden"])

CSV = "text/csv"
# more would keep a client waiting for minutes
MOST_QUESTIONS = 200
_TABLE: dict[int | str, dict[str, Any]] = {
    200: {"description": "De antwoorden.", "content": {CSV: {"schema": {"type": "string"}}}}
}


@router.post("", operation_id="beantwoordVraag", summary="Beantwoord een vraag uit de documenten")
def beantwoord(vraag: Antwoordvraag, service: Access) -> Antwoord:
    """Geeft letterlijke zinnen die antwoord geven, in groepen en met hun bron; of zegt dat er niets is."""
    return Antwoord.of(service.answer(vraag.query(service.terms), vraag.groepeer_op), service.terms)


@router.post(
    "/_batch",
    operation_id="beantwoordVragen",
    summary="Beantwoord een tabel met vragen",
    response_class=Response,
    responses=_TABLE,
)
def beantwoord_alle(
    vragen: Annotated[bytes, Body(media_type=CSV, description="Een CSV met een kolom ‘vraag’.")],
    service: Access,
    request: Request,
) -> Response:
    """Geeft een CSV met een regel voor elke zin die antwoord geeft; ten hoogste 200 vragen tegelijk."""
    told = service.exports.answers(vragen, MOST_QUESTIONS, str(request.base_url))
    return Response(told, media_type=CSV)
