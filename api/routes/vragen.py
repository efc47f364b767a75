"""Saved questions: keep, ask again, and follow in a feed reader."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Request, Response
from pydantic import AwareDatetime

from api.exports import atom
from api.paging import Koppelingen
from api.routes.access import Access
from api.saved_schemas import BewaardeVraag, BewaardeVragen, NieuweVraag, Nieuws, Vondst, VraagWijziging
from api.wire import WrittenDate

router = APIRouter(prefix="/vragen", tags=["vragen"])

_CREATED = {
    "headers": {"Location": {"description": "Het adres ervan.", "schema": {"type": "string"}}},
}
_FEED: dict[int | str, dict[str, Any]] = {
    200: {"description": "De feed.", "content": {atom.MEDIA_TYPE: {"schema": {"type": "string"}}}},
}

Wijziging = Annotated[VraagWijziging, Body(media_type="application/merge-patch+json")]
Aantal = Annotated[int, Query(ge=1, le=100, description="Aantal vragen op een pagina.")]
Pagina = Annotated[int, Query(ge=1, le=100_000, description="De hoeveelste pagina, vanaf 1.")]
Sinds = Annotated[
    AwareDatetime | None,
    WrittenDate,
    Query(
        description="Een moment met tijdzone; zonder keuze het moment waarop het nieuws is gezien.",
        json_schema_extra={"type": "string", "format": "date-time"},
    ),
]


@router.get("", operation_id="leesVragen", summary="Lees de lijst van bewaarde vragen")
def lees_alle(service: Access, request: Request, aantal: Aantal = 20, pagina: Pagina = 1) -> BewaardeVragen:
    """Geeft de bewaarde vragen op naam."""
    known = service.saved.all()
    end = pagina * aantal
    return BewaardeVragen(
        totaal=len(known),
        vragen=[BewaardeVraag.of(one) for one in known[end - aantal : end]],
        links=Koppelingen.around(request, pagina, end < len(known)),
    )


@router.post(
    "", operation_id="bewaarVraag", summary="Bewaar een vraag", status_code=201, responses={201: _CREATED}
)
def bewaar(nieuw: NieuweVraag, service: Access, response: Response) -> BewaardeVraag:
    """Bewaart een vraag; wat zij nu vindt, is straks niet nieuw."""
    made = service.saved.make(nieuw.naam, nieuw.asked(), nieuw.zichtbaarheid)
    response.headers["Location"] = f"/v1/vragen/{made.id}"
    return BewaardeVraag.of(made)


@router.get("/{id}", operation_id="leesVraag", summary="Lees een bewaarde vraag")
def lees(id: str, service: Access) -> BewaardeVraag:  # noqa: A002 - the name that the address has
    """Geeft een bewaarde vraag."""
    return BewaardeVraag.of(service.saved.get(id))


@router.patch("/{id}", operation_id="wijzigVraag", summary="Wijzig een bewaarde vraag")
def wijzig(id: str, wijziging: Wijziging, service: Access) -> BewaardeVraag:  # noqa: A002
    """Wijzigt de naam of de zichtbaarheid; wie iets anders wil vragen, bewaart een andere vraag."""
    said = wijziging.model_dump(exclude_unset=True)
    return BewaardeVraag.of(service.saved.change(id, said.get("naam"), said.get("zichtbaarheid")))


@router.delete(
    "/{id}",
    operation_id="verwijderVraag",
    summary="Verwijder een bewaarde vraag",
    status_code=204,
    response_class=Response,
)
def verwijder(id: str, service: Access) -> None:  # noqa: A002 - the name that the address has
    """Verwijdert een vraag en wat zij vond; dat mag wie haar bewaarde, en een beheerder."""
    service.saved.remove(id)


@router.get("/{id}/nieuw", operation_id="leesNieuws", summary="Lees wat een bewaarde vraag aan nieuws vond")
def nieuw(id: str, service: Access, sinds: Sinds = None) -> Nieuws:  # noqa: A002
    """Stelt de vraag opnieuw en geeft wat zij vond in documenten die er sindsdien bij kwamen.

    Dezelfde tekst in een vernieuwd of opnieuw gelezen document is geen nieuws.
    """
    saved = service.saved
    news = saved.news(id, sinds)
    found = [Vondst.of(one, service.terms) for one in news]
    return Nieuws(sinds=sinds or saved.get(id).seen_at, totaal=len(found), nieuw=found)


@router.post("/{id}/_gezien", operation_id="zetGezien", summary="Zeg dat het nieuws is gezien")
def gezien(id: str, service: Access) -> BewaardeVraag:  # noqa: A002 - the name that the address has
    """Van nu af is alleen nieuw wat daarna wordt gevonden."""
    return BewaardeVraag.of(service.saved.seen(id))


@router.get(
    "/{id}/atom",
    operation_id="leesFeed",
    summary="Volg een bewaarde vraag als Atom-feed",
    response_class=Response,
    responses=_FEED,
)
def feed(id: str, service: Access, request: Request) -> Response:  # noqa: A002
    """Geeft alles wat de vraag vond sinds zij is bewaard, het nieuwste eerst."""
    saved = service.saved
    told = atom.write(saved.get(id), saved.feed(id), str(request.base_url))
    return Response(told, media_type=atom.MEDIA_TYPE)
