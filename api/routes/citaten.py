"""Permanent links to citations."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request, Response

from api.citation_schemas import FAILS, Citaat
from api.citations.forms import CITABLE, FORMS, response
from api.negotiation import Form
from api.routes.access import Access

router = APIRouter(prefix="/citaten", tags=["citaten"])


@router.get(
    "/{id}",
    operation_id="leesCitaat",
    summary="Ga een citaat opnieuw na",
    response_model=Citaat,
    responses={**CITABLE, 409: {"description": FAILS}},
)
def lees(id: str, service: Access, request: Request, form: Form) -> Citaat | Response:  # noqa: A002
    """Kijkt of de woorden er nog letterlijk staan, op hun pagina, en of het bestand nog hetzelfde is.

    Het id is dat van de passage. Dit adres blijft geldig zolang het document er is, ook als het opnieuw
    wordt gelezen of door een nieuwere versie is vervangen. In een andere vorm (Accept) komt het citaat
    alleen als het klopt.
    """
    verified = service.passages.verify(id)
    if form not in FORMS:
        return Citaat.of(verified, service.terms)
    if not verified.holds:
        raise HTTPException(409, f"{FAILS} Vraag het citaat op als application/json.")
    return response(request, verified.citation, form)
