"""Permanent links to citations."""

from __future__ import annotations

from fastapi import APIRouter

from api.citation_schemas import Citaat
from api.routes.access import Access

router = APIRouter(prefix="/citaten", tags=["citaten"])


@router.get("/{id}", operation_id="leesCitaat", summary="Ga een citaat opnieuw na")
def lees(id: str, service: Access) -> Citaat:  # noqa: A002 - the name that the address has
    """Kijkt of de woorden er nog letterlijk staan, op hun pagina, en of het bestand nog hetzelfde is.

    Het id is dat van de passage. Dit adres blijft geldig zolang het document er is, ook als het opnieuw wordt
    gelezen.
    """
    return Citaat.of(service.verify(id), service.terms)
