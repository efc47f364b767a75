"""Dossiers: make, read, fill, put in order, and take along in another form."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Request, Response

from api.dossier_schemas import (
    Dossier,
    DossierMetInhoud,
    Dossieronderdeel,
    Dossiers,
    DossierWijziging,
    NieuwDossier,
    NieuwOnderdeel,
    OnderdeelWijziging,
)
from api.exports.forms import EXPORTS, Vorm
from api.exports.report import Arrangement
from api.negotiation import JSON, Form
from api.paging import Koppelingen
from api.routes.access import Access
from api.service import Service

router = APIRouter(prefix="/dossiers", tags=["dossiers"])

_BINARY = {"schema": {"type": "string", "format": "binary"}}
# by media type; JSON is the dossier itself
_BY_TYPE = {form.media_type: name for name, form in EXPORTS.items() if name is not Vorm.JSON}
_FORMS: dict[int | str, dict[str, Any]] = {200: {"content": {JSON: {}, **dict.fromkeys(_BY_TYPE, _BINARY)}}}
_FILE: dict[int | str, dict[str, Any]] = {
    200: {"description": "Het bestand.", "content": {"*/*": {"schema": {}}}},
}
_CREATED = {
    "headers": {"Location": {"description": "Het adres ervan.", "schema": {"type": "string"}}},
}

PATCH = "application/merge-patch+json"
Wijziging = Annotated[DossierWijziging, Body(media_type=PATCH)]
Onderdeelwijziging = Annotated[OnderdeelWijziging, Body(media_type=PATCH)]
Groepeer = Annotated[Arrangement, Query(description="Waarop een bestand is ingedeeld.")]
Aantal = Annotated[int, Query(ge=1, le=100, description="Aantal dossiers op een pagina.")]
Pagina = Annotated[int, Query(ge=1, le=100_000, description="De hoeveelste pagina, vanaf 1.")]


@router.get("", operation_id="leesDossiers", summary="Lees de lijst van dossiers")
def lees_alle(service: Access, request: Request, aantal: Aantal = 20, pagina: Pagina = 1) -> Dossiers:
    """Geeft de dossiers op naam."""
    known = service.dossiers.all()
    end = pagina * aantal
    return Dossiers(
        totaal=len(known),
        dossiers=[Dossier.of(one) for one in known[end - aantal : end]],
        links=Koppelingen.around(request, pagina, end < len(known)),
    )


@router.post(
    "", operation_id="maakDossier", summary="Maak een dossier", status_code=201, responses={201: _CREATED}
)
def maak(nieuw: NieuwDossier, service: Access, response: Response) -> Dossier:
    """Maakt een leeg dossier."""
    made = service.dossiers.make(nieuw.naam, nieuw.omschrijving, nieuw.zichtbaarheid)
    response.headers["Location"] = f"/v1/dossiers/{made.id}"
    return Dossier.of(made)


@router.get(
    "/{id}",
    operation_id="leesDossier",
    summary="Lees een dossier",
    response_model=DossierMetInhoud,
    responses=_FORMS,
)
def lees(
    id: str,  # noqa: A002 - the name that the address has
    service: Access,
    request: Request,
    form: Form,
    groepeer: Groepeer = Arrangement.VOLGORDE,
) -> DossierMetInhoud | Response:
    """Geeft een dossier met wat erin staat; in een andere vorm (Accept) als bestand.

    Bij elke passage staat of de bron sindsdien is gewijzigd, vernieuwd of verwijderd.
    """
    if form in _BY_TYPE:
        return _file(service, request, id, _BY_TYPE[form], groepeer)
    kept = service.dossiers
    return DossierMetInhoud.holding(kept.get(id), kept.parts(id), service.terms)


@router.get(
    "/{id}/export",
    operation_id="exporteerDossier",
    summary="Haal een dossier op als bestand",
    response_class=Response,
    responses=_FILE,
)
def exporteer(
    id: str,  # noqa: A002 - the name that the address has
    service: Access,
    request: Request,
    vorm: Annotated[Vorm, Query(description="De vorm van het bestand.")] = Vorm.DOCX,
    groepeer: Groepeer = Arrangement.VOLGORDE,
) -> Response:
    """Geeft het dossier als bijlage, met de datum, de hashes van de bronnen en wat niet te lezen was."""
    return _file(service, request, id, vorm, groepeer)


@router.patch("/{id}", operation_id="wijzigDossier", summary="Wijzig een dossier")
def wijzig(id: str, wijziging: Wijziging, service: Access) -> Dossier:  # noqa: A002
    """Wijzigt naam, omschrijving of zichtbaarheid."""
    said = wijziging.model_dump(exclude_unset=True)
    told = (said.get("naam"), said.get("omschrijving"), said.get("zichtbaarheid"))
    return Dossier.of(service.dossiers.change(id, *told))


@router.delete(
    "/{id}",
    operation_id="verwijderDossier",
    summary="Verwijder een dossier",
    status_code=204,
    response_class=Response,
)
def verwijder(id: str, service: Access) -> None:  # noqa: A002 - the name that the address has
    """Verwijdert een dossier; dat mag wie het maakte, en een beheerder."""
    service.dossiers.remove(id)


@router.post(
    "/{id}/onderdelen",
    operation_id="plaatsOnderdeel",
    summary="Zet een passage of knelpunt in een dossier",
    status_code=201,
    responses={201: _CREATED, 409: {"description": "Het staat er al in, of het dossier is vol."}},
)
def plaats(id: str, nieuw: NieuwOnderdeel, service: Access, response: Response) -> Dossieronderdeel:  # noqa: A002
    """Zet een passage of een knelpunt achteraan in het dossier."""
    kept = service.dossiers
    if nieuw.passage:
        item = kept.add(id, nieuw.passage, nieuw.notitie)
    else:
        item = kept.add_knelpunt(id, nieuw.knelpunt, nieuw.notitie)
    response.headers["Location"] = f"/v1/dossiers/{id}/onderdelen/{item.id}"
    return Dossieronderdeel.of(service.dossiers.part(id, item.id), service.terms)


@router.get(
    "/{id}/onderdelen/{onderdeel}", operation_id="leesOnderdeel", summary="Lees een onderdeel van een dossier"
)
def lees_onderdeel(id: str, onderdeel: str, service: Access) -> Dossieronderdeel:  # noqa: A002
    """Geeft één onderdeel."""
    return Dossieronderdeel.of(service.dossiers.part(id, onderdeel), service.terms)


@router.patch(
    "/{id}/onderdelen/{onderdeel}",
    operation_id="wijzigOnderdeel",
    summary="Wijzig de notitie of de plaats van een onderdeel",
)
def wijzig_onderdeel(
    id: str,  # noqa: A002 - the name that the address has
    onderdeel: str,
    wijziging: Onderdeelwijziging,
    service: Access,
) -> Dossieronderdeel:
    """Wijzigt wat bij een onderdeel staat, of zet het op een andere plaats."""
    if "notitie" in wijziging.model_fields_set:
        service.dossiers.note(id, onderdeel, wijziging.notitie)
    if "plaats" in wijziging.model_fields_set:
        service.dossiers.move(id, onderdeel, wijziging.plaats)
    return Dossieronderdeel.of(service.dossiers.part(id, onderdeel), service.terms)


@router.delete(
    "/{id}/onderdelen/{onderdeel}",
    operation_id="verwijderOnderdeel",
    summary="Haal een onderdeel uit een dossier",
    status_code=204,
    response_class=Response,
)
def verwijder_onderdeel(id: str, onderdeel: str, service: Access) -> None:  # noqa: A002
    """Haalt een passage of knelpunt uit het dossier; de bron blijft."""
    service.dossiers.drop(id, onderdeel)


def _file(service: Service, request: Request, id: str, vorm: Vorm, arrangement: Arrangement) -> Response:  # noqa: A002
    form = EXPORTS[vorm]
    report = service.exports.report(id, arrangement, str(request.base_url))
    name = {"Content-Disposition": f'attachment; filename="dossier-{id}.{form.suffix}"'}
    return Response(form.write(report), media_type=form.media_type, headers=name)
