"""The documents: list, read, upload, delete."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response, UploadFile
from pydantic import Field

from api.outcome import Status
from api.paging import Koppelingen
from api.routes.access import Access
from api.schemas import Document, Documenten, Lijstvraag
from api.wire import Schema

router = APIRouter(prefix="/documenten", tags=["documenten"])

_CREATED = {
    "description": "Het document is opgenomen.",
    "headers": {"Location": {"description": "Het adres van het document.", "schema": {"type": "string"}}},
}
_KNOWN = {"description": "Deze inhoud was al bekend.", "model": Document}


class Inzending(Schema):
    """Een bestand om op te nemen."""

    bestand: UploadFile = Field(description="Het bestand.")


@router.get("", operation_id="leesDocumenten", summary="Lees de lijst van documenten")
def lees_alle(lijst: Annotated[Lijstvraag, Query()], service: Access, request: Request) -> Documenten:
    """Geeft de documenten op naam."""
    entries = service.documents(lijst.filters())
    end = lijst.pagina * lijst.aantal
    return Documenten(
        totaal=len(entries),
        documenten=[Document.of(one) for one in entries[end - lijst.aantal : end]],
        links=Koppelingen.around(request, lijst.pagina, end < len(entries)),
    )


@router.get("/{id}", operation_id="leesDocument", summary="Lees de gegevens van één document")
def lees(id: str, service: Access) -> Document:  # noqa: A002 - the name that the address has
    """Geeft de gegevens van een document."""
    return Document.of(service.document(id))


@router.post(
    "",
    operation_id="plaatsDocument",
    summary="Neem een bestand op",
    status_code=201,
    responses={201: _CREATED, 200: _KNOWN},
)
def plaats(
    inzending: Annotated[Inzending, Form(media_type="multipart/form-data")],
    service: Access,
    response: Response,
) -> Document:
    """Leest het bestand en neemt het op; dezelfde inhoud nog eens verandert niets."""
    bestand = inzending.bestand
    outcome = service.upload(bestand.filename or "", bestand.file.read())
    if outcome.status in {Status.UNCHANGED, Status.ALSO_KNOWN}:
        response.status_code = 200
    document = service.document(str(outcome.document_id))
    response.headers["Location"] = f"/v1/documenten/{document.id}"
    return Document.of(document)


@router.delete(
    "/{id}",
    operation_id="verwijderDocument",
    summary="Verwijder een document",
    status_code=204,
    response_class=Response,
)
def verwijder(id: str, service: Access) -> None:  # noqa: A002 - the name that the address has
    """Verwijdert een document uit alle opslag."""
    service.remove(id)
