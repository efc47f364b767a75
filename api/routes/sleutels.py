"""Keys: who may come in."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.access_schemas import NieuweSleutel, Sleutel, Sleutels, Sleutelverzoek
from api.paging import Koppelingen
from api.routes.access import Access

router = APIRouter(prefix="/sleutels", tags=["sleutels"])

_CREATED = {
    "description": "De sleutel is gemaakt, en is hier voor het laatst te zien.",
    "headers": {"Location": {"description": "Het adres van de sleutel.", "schema": {"type": "string"}}},
}

Aantal = Annotated[int, Query(ge=1, le=500, description="Aantal sleutels op een pagina.")]
Pagina = Annotated[int, Query(ge=1, le=1000, description="De hoeveelste pagina, vanaf 1.")]


@router.get("", operation_id="leesSleutels", summary="Lees de lijst van sleutels")
def lees_alle(service: Access, request: Request, aantal: Aantal = 50, pagina: Pagina = 1) -> Sleutels:
    """Geeft alle sleutels, ook die niet meer gelden, zonder de woorden zelf; alleen voor een beheerder."""
    keys, end = service.management.keys(), pagina * aantal
    return Sleutels(
        totaal=len(keys),
        sleutels=[Sleutel.of(one) for one in keys[end - aantal : end]],
        links=Koppelingen.around(request, pagina, end < len(keys)),
    )


@router.post(
    "",
    operation_id="maakSleutel",
    summary="Maak een sleutel",
    status_code=201,
    responses={201: _CREATED},
)
def maak(verzoek: Sleutelverzoek, service: Access, response: Response) -> NieuweSleutel:
    """Maakt een sleutel, die hoogstens ziet wat u ziet; alleen voor een beheerder."""
    made = service.management.make_key(verzoek.wanted())
    response.headers["Location"] = f"/v1/sleutels/{made.key.id}"
    return NieuweSleutel.made(made)


@router.get("/{id}", operation_id="leesSleutel", summary="Lees één sleutel")
def lees(id: str, service: Access) -> Sleutel:  # noqa: A002 - the name that the address has
    """Geeft wat er van een sleutel bekend is; alleen voor een beheerder."""
    return Sleutel.of(service.management.key(id))


@router.delete(
    "/{id}",
    operation_id="trekSleutelIn",
    summary="Trek een sleutel in",
    status_code=204,
    response_class=Response,
)
def trek_in(id: str, service: Access) -> None:  # noqa: A002 - the name that the address has
    """Opent vanaf nu niets meer, behalve als het de laatste is; alleen voor een beheerder."""
    service.management.revoke_key(id)
