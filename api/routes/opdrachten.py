"""The jobs: list, read, begin, cancel."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.job_schemas import NieuweOpdracht, Opdracht, Opdrachten, Opdrachtenvraag
from api.paging import Koppelingen
from api.routes.access import Access
from search.catalogue.jobs import Work

router = APIRouter(prefix="/opdrachten", tags=["opdrachten"])

_ACCEPTED = {
    "description": "De opdracht is aangenomen.",
    "headers": {"Location": {"description": "Het adres van de opdracht.", "schema": {"type": "string"}}},
}
_ENDED = {"description": "De opdracht is al beëindigd."}
_SAME = {"description": "Er is al zo'n opdracht, die nog niet klaar is."}


@router.get("", operation_id="leesOpdrachten", summary="Lees de lijst van opdrachten")
def lees_alle(vraag: Annotated[Opdrachtenvraag, Query()], service: Access, request: Request) -> Opdrachten:
    """Geeft uw opdrachten, en aan een beheerder die van iedereen."""
    end = vraag.pagina * vraag.aantal
    found, total = service.jobs.listed(vraag.stand, vraag.aantal, end - vraag.aantal)
    return Opdrachten(
        totaal=total,
        opdrachten=[Opdracht.of(job) for job in found],
        links=Koppelingen.around(request, vraag.pagina, end < total),
    )


@router.get("/{id}", operation_id="leesOpdracht", summary="Lees hoe het met een opdracht staat")
def lees(id: str, service: Access) -> Opdracht:  # noqa: A002 - the name that the address has
    """Geeft de voortgang, en per bestand wat ervan is geworden."""
    return Opdracht.of(service.jobs.get(id))


@router.post(
    "",
    operation_id="plaatsOpdracht",
    summary="Begin werk aan alles wat er is",
    status_code=202,
    responses={202: _ACCEPTED, 409: _SAME},
)
def plaats(opdracht: NieuweOpdracht, service: Access, response: Response) -> Opdracht:
    """Bepaalt alle labels opnieuw, of maakt de zoekindexen opnieuw; zoeken gaat intussen door."""
    kind = Work(opdracht.soort)
    asked = {"parse": opdracht.opnieuw_lezen} if kind is Work.REBUILD else {}
    job = service.jobs.begin(kind, **asked)
    response.headers["Location"] = f"/v1/opdrachten/{job.id}"
    return Opdracht.of(job)


@router.delete(
    "/{id}",
    operation_id="breekOpdrachtAf",
    summary="Breek een opdracht af",
    responses={409: _ENDED},
)
def breek_af(id: str, service: Access) -> Opdracht:  # noqa: A002 - the name that the address has
    """Wat nog niet was begonnen, gebeurt niet meer; wat al is opgenomen, blijft."""
    return Opdracht.of(service.jobs.cancel(id))
