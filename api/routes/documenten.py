"""The documents: list, read, upload, delete."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Form, Header, Query, Request, Response, UploadFile
from fastapi.responses import JSONResponse
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from api.access.editing import by_editors
from api.access.gate import known
from api.document_schemas import Document, Documenten, Lijstvraag, Wijziging
from api.job_schemas import Opdracht
from api.jobs.desk import Upload
from api.label_schemas import Naam
from api.outcome import Outcome, Status
from api.paging import Koppelingen
from api.preference import Preference, preference
from api.routes.access import Access
from api.version_schemas import Versies
from api.wire import Schema
from corpus.errors import SchuurpuntError
from corpus.visibility import Visibility
from search.catalogue.jobs import Job

router = APIRouter(prefix="/documenten", tags=["documenten"], route_class=by_editors(known))

MAX_FILES = 1000

_CREATED = {
    "description": "Het document is opgenomen.",
    "headers": {"Location": {"description": "Het adres van het document.", "schema": {"type": "string"}}},
}
_ACCEPTED = {
    "description": "De bestanden zijn aangenomen en gaan niet verloren; de opdracht vertelt hoe het gaat.",
    "headers": {
        "Location": {"description": "Het adres van de opdracht.", "schema": {"type": "string"}},
        "Preference-Applied": {
            "description": "'respond-async', als daarom is gevraagd.",
            "schema": {"type": "string"},
        },
    },
    "model": Opdracht,
}
_PREFER = "'respond-async': wacht niet op het lezen; 'wait=5': wacht ten hoogste vijf seconden (RFC 7240)."
_KNOWN = {"description": "Deze inhoud was al bekend.", "model": Document}


class Inzending(Schema):
    """Bestanden om op te nemen."""

    bestand: list[UploadFile] = Field(
        min_length=1, max_length=MAX_FILES, description="Het bestand; voor meer bestanden vaker."
    )
    zichtbaarheid: Visibility | None = Field(
        default=None,
        description="Wie het mag zien. Zonder keuze blijft dat zoals bij de versie die wordt vervangen, en "
        "geldt voor een nieuw document de instelling van de dienst. Wat al bekend is, wordt hiermee nooit "
        "voor meer mensen zichtbaar.",
    )
    vervangt: Naam | None = Field(
        default=None,
        description="Het id van het document waarvan dit een nieuwe versie is. Zonder keuze is dat wat "
        "onder dezelfde naam is ingezonden.",
    )


@router.get("", operation_id="leesDocumenten", summary="Lees de lijst van documenten")
def lees_alle(lijst: Annotated[Lijstvraag, Query()], service: Access, request: Request) -> Documenten:
    """Geeft de documenten op naam."""
    entries = service.documents.all(lijst.filters())
    end = lijst.pagina * lijst.aantal
    return Documenten(
        totaal=len(entries),
        documenten=[Document.of(one) for one in entries[end - lijst.aantal : end]],
        links=Koppelingen.around(request, lijst.pagina, end < len(entries)),
    )


@router.get("/{id}", operation_id="leesDocument", summary="Lees de gegevens van één document")
def lees(id: str, service: Access) -> Document:  # noqa: A002 - the name that the address has
    """Geeft de gegevens van een document."""
    return Document.of(service.documents.get(id))


@router.get("/{id}/versies", operation_id="leesVersies", summary="Lees de versies van een document")
def versies(id: str, service: Access) -> Versies:  # noqa: A002 - the name that the address has
    """Geeft alle versies, de oudste eerst; ook van een oudere blijven tekst en bestand te lezen."""
    return Versies.of(id, service.documents.versions(id))


@router.post(
    "",
    operation_id="plaatsDocument",
    summary="Neem bestanden op",
    status_code=201,
    response_model=Document,
    responses={201: _CREATED, 200: _KNOWN, 202: _ACCEPTED},
)
async def plaats(
    inzending: Annotated[Inzending, Form(media_type="multipart/form-data")],
    service: Access,
    response: Response,
    prefer: Annotated[str, Header(description=_PREFER)] = "",
) -> Document | Response:
    """Leest het bestand en neemt het op; dezelfde inhoud nog eens verandert niets.

    Meer bestanden, een bestand waarvan het lezen lang duurt, en een aanvraag met 'Prefer: respond-async'
    worden een opdracht, die ook doorgaat als de dienst tussentijds stopt.
    """
    wished = preference(prefer, service.settings.upload_wait_seconds)
    files = [Upload(one.filename or "", one.file, one.size or 0) for one in inzending.bestand]
    job = await run_in_threadpool(service.jobs.take_in, files, inzending.zichtbaarheid, inzending.vervangt)
    made = await service.jobs.made(job, wished.seconds) if len(files) == 1 else None
    if made is None:
        return _accepted(await run_in_threadpool(service.jobs.get, job.id), wished)
    (one,) = made
    if isinstance(one, SchuurpuntError):
        raise one
    return await run_in_threadpool(_taken_in, one, service, response)


def _accepted(job: Job, wished: Preference) -> Response:
    headers = {"Location": f"/v1/opdrachten/{job.id}"}
    if wished.asynchronous:
        headers["Preference-Applied"] = "respond-async"
    return JSONResponse(Opdracht.of(job).model_dump(mode="json", by_alias=True), 202, headers)


def _taken_in(outcome: Outcome, service: Access, response: Response) -> Document:
    if outcome.status in {Status.UNCHANGED, Status.ALSO_KNOWN}:
        response.status_code = 200
    document = outcome.entry or service.documents.get(str(outcome.document_id))
    response.headers["Location"] = f"/v1/documenten/{document.id}"
    return Document.of(document)


@router.patch("/{id}", operation_id="wijzigDocument", summary="Wijzig wie een document mag zien")
def wijzig(
    id: str,  # noqa: A002 - the name that the address has
    wijziging: Annotated[Wijziging, Body(media_type="application/merge-patch+json")],
    service: Access,
) -> Document:
    """Geldt meteen, voor alles wat van het document te vinden is; oudere versies verandert het niet."""
    return Document.of(service.set_visibility(id, wijziging.zichtbaarheid))


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
