"""What is in a document: its text, its file, and pictures of its pages."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import FileResponse

from api.original import original
from api.routes.access import Access
from api.text_schemas import Documenttekst

router = APIRouter(prefix="/documenten/{id}", tags=["documenten"])

PNG = "image/png"
_FILE = {
    "description": "Het bestand.",
    "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}},
}
_PICTURE = {"description": "De pagina.", "content": {PNG: {"schema": {"type": "string", "format": "binary"}}}}

Pagina = Annotated[int | None, Query(ge=1, description="De pagina; zonder keuze de hele tekst.")]
Nummer = Annotated[int, Path(ge=1, description="De pagina, vanaf 1.")]
Breedte = Annotated[int, Query(ge=100, le=2000, description="De breedte, in beeldpunten.")]


@router.get("/tekst", operation_id="leesTekst", summary="Lees de tekst van een document")
def tekst(id: str, service: Access, request: Request, pagina: Pagina = None) -> Documenttekst:  # noqa: A002
    """Geeft de tekst, van het geheel of van één pagina."""
    return Documenttekst.of(service.documents.text(id), pagina, request)


@router.get(
    "/origineel",
    operation_id="leesOrigineel",
    summary="Haal het oorspronkelijke bestand op",
    response_class=FileResponse,
    responses={200: _FILE},
)
def origineel(id: str, service: Access) -> FileResponse:  # noqa: A002 - the name that the address has
    """Geeft het bestand zoals het is opgenomen, als bijlage."""
    return original(service.documents.get(id), service.documents.original(id))


@router.get(
    "/paginas/{nummer}/afbeelding",
    operation_id="leesAfbeelding",
    summary="Bekijk een pagina van een PDF",
    response_class=Response,
    responses={200: _PICTURE},
)
def afbeelding(id: str, nummer: Nummer, service: Access, breedte: Breedte = 1000) -> Response:  # noqa: A002
    """Geeft een afbeelding van de pagina (PNG)."""
    return Response(service.documents.picture(id, nummer, breedte), media_type=PNG)
