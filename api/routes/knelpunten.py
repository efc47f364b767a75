"""The register of knelpunten: list, read, judge and keep."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from api.evidence.matrix import matrix
from api.evidence.seen import Seen
from api.knelpunt_schemas import (
    Aanvaarding,
    Citaatkeuze,
    Knelpuntenlijst,
    Knelpuntenvraag,
    Knelpuntwijziging,
    NieuwKnelpunt,
    Registerknelpunt,
    Samenvoeging,
    Splitsing,
    Verwerping,
    Voorstellen,
)
from api.matrix_schemas import CSV, Knelpuntenmatrix, Matrixvraag, as_csv
from api.negotiation import JSON, Form
from api.paging import Koppelingen
from api.preconditions import CHANGED, IfMatch, require_match, tagged
from api.routes.access import Access
from api.service import Service
from search.catalogue.knelpunt import Verdict

router = APIRouter(prefix="/knelpunten", tags=["knelpunten"])

_LOCATION = {"description": "Het adres van het knelpunt.", "schema": {"type": "string"}}
_CREATED = {"description": "Het knelpunt is opgeschreven.", "headers": {"Location": _LOCATION}}
_TABLE: dict[int | str, dict[str, Any]] = {
    200: {"content": {JSON: {}, CSV: {"schema": {"type": "string"}}}},
}


def _expected(id: str, service: Access, if_match: IfMatch = None) -> datetime | None:  # noqa: A002
    """When it was last changed as far as the client knows; None where it does not say what it has seen."""
    if if_match is None:
        return None
    found = service.register.get(id)
    require_match(if_match, Registerknelpunt.of(found, service.terms))
    return found.record.changed_at


Expected = Annotated[datetime | None, Depends(_expected)]


@router.get("", operation_id="leesKnelpunten", summary="Lees het register van knelpunten")
def lees_alle(
    vraag: Annotated[Knelpuntenvraag, Query()], service: Access, request: Request
) -> Knelpuntenlijst:
    """Geeft aanvaarde en voorgestelde knelpunten, het oudste eerst; alleen wat is aanvaard, is bewijs."""
    found = vraag.sieve(service.terms).kept(service.register.all())
    end = vraag.pagina * vraag.aantal
    verdicts = [one.record.verdict for one in found]
    return Knelpuntenlijst(
        totaal=len(found),
        aanvaard=verdicts.count(Verdict.AANVAARD),
        voorgesteld=verdicts.count(Verdict.VOORSTEL),
        knelpunten=[Registerknelpunt.of(one, service.terms) for one in found[end - vraag.aantal : end]],
        links=Koppelingen.around(request, vraag.pagina, end < len(found)),
    )


@router.get(
    "/matrix",
    operation_id="leesMatrix",
    summary="Lees hoe vaak wat waar is gemeld",
    response_model=Knelpuntenmatrix,
    responses=_TABLE,
)
def lees_matrix(
    vraag: Annotated[Matrixvraag, Query()], service: Access, form: Form
) -> Knelpuntenmatrix | Response:
    """Telt citaten van aanvaarde en voorgestelde knelpunten apart; ook als CSV, voor een rekenblad."""
    found = vraag.sieve(service.terms).narrowed(service.register.all())
    made = matrix(found, vraag.rijen, vraag.kolommen, service.terms)
    return Response(as_csv(made, vraag.rijen), media_type=CSV) if form == CSV else Knelpuntenmatrix.of(made)


@router.post("/_voorstellen", operation_id="maakVoorstellen", summary="Stel knelpunten voor uit de labels")
def stel_voor(service: Access) -> Voorstellen:
    """Kijkt alle labels na; wat er al is of is verworpen, wordt niet nog eens voorgesteld."""
    made = service.register.propose()
    return Voorstellen(nieuw=made.new, aangevuld=made.grown, vervallen=made.gone)


@router.post(
    "",
    operation_id="plaatsKnelpunt",
    summary="Schrijf een knelpunt op",
    status_code=201,
    responses={201: _CREATED},
)
def plaats(nieuw: NieuwKnelpunt, service: Access, response: Response) -> Registerknelpunt:
    """Neemt een knelpunt op dat daarmee is aanvaard."""
    made = service.register.add(nieuw.values(), [one.chosen() for one in nieuw.citaten])
    response.headers["Location"] = f"/v1/knelpunten/{made.record.id}"
    return _shown(made, service, response)


@router.get("/{id}", operation_id="leesKnelpunt", summary="Lees één knelpunt")
def lees(id: str, service: Access, response: Response) -> Registerknelpunt:  # noqa: A002
    """Geeft het knelpunt met zijn citaten en verloop; de ETag is te gebruiken als If-Match."""
    return _shown(service.register.get(id), service, response)


@router.patch("/{id}", operation_id="wijzigKnelpunt", summary="Wijzig een knelpunt", responses=CHANGED)
def wijzig(
    id: str,  # noqa: A002
    wijziging: Knelpuntwijziging,
    expected: Expected,
    service: Access,
    response: Response,
) -> Registerknelpunt:
    """Wijzigt velden, of zet het knelpunt een stap verder of terug."""
    values, note = wijziging.values(), wijziging.toelichting
    return _shown(service.register.edit(id, values, wijziging.status, note, expected), service, response)


@router.post(
    "/{id}/_aanvaard", operation_id="aanvaardKnelpunt", summary="Aanvaard een voorstel", responses=CHANGED
)
def aanvaard(
    id: str,  # noqa: A002
    aanvaarding: Aanvaarding,
    expected: Expected,
    service: Access,
    response: Response,
) -> Registerknelpunt:
    """Maakt van een voorstel bewijs."""
    return _shown(service.register.accept(id, aanvaarding.toelichting, expected), service, response)


@router.post(
    "/{id}/_verwerp", operation_id="verwerpKnelpunt", summary="Verwerp een voorstel", responses=CHANGED
)
def verwerp(
    id: str,  # noqa: A002
    verwerping: Verwerping,
    expected: Expected,
    service: Access,
    response: Response,
) -> Registerknelpunt:
    """Zegt waarom een voorstel geen knelpunt is; dezelfde woorden worden niet nog eens voorgesteld."""
    return _shown(service.register.reject(id, verwerping.reden, expected), service, response)


@router.post(
    "/{id}/_voegsamen", operation_id="voegKnelpuntenSamen", summary="Voeg knelpunten samen", responses=CHANGED
)
def voeg_samen(
    id: str,  # noqa: A002
    samenvoeging: Samenvoeging,
    expected: Expected,
    service: Access,
    response: Response,
) -> Registerknelpunt:
    """Laat andere knelpunten in dit opgaan, met al hun citaten."""
    merged = service.register.merge(id, samenvoeging.met, samenvoeging.toelichting, expected)
    return _shown(merged, service, response)


@router.post("/{id}/_splits", operation_id="splitsKnelpunt", summary="Splits een knelpunt", responses=CHANGED)
def splits(
    id: str,  # noqa: A002
    splitsing: Splitsing,
    expected: Expected,
    service: Access,
    response: Response,
) -> Registerknelpunt:
    """Geeft een deel van de citaten een eigen knelpunt, en toont dat."""
    made = service.register.split(id, splitsing.citaten, splitsing.toelichting, expected)
    return _shown(made, service, response)


@router.post("/{id}/citaten", operation_id="plaatsCitaat", summary="Voeg een citaat toe", responses=CHANGED)
def citeer(
    id: str,  # noqa: A002
    keuze: Citaatkeuze,
    expected: Expected,
    service: Access,
    response: Response,
) -> Registerknelpunt:
    """Voegt letterlijke woorden uit een passage toe."""
    return _shown(service.register.quote(id, keuze.chosen(), expected), service, response)


@router.delete(
    "/{id}/citaten/{citaat}",
    operation_id="verwijderCitaat",
    summary="Verwijder een citaat",
    status_code=204,
    response_class=Response,
    responses=CHANGED,
)
def verwijder_citaat(id: str, citaat: str, expected: Expected, service: Access) -> None:  # noqa: A002
    """Haalt een citaat bij een knelpunt weg."""
    service.register.unquote(id, citaat, expected)


@router.delete(
    "/{id}",
    operation_id="verwijderKnelpunt",
    summary="Verwijder een knelpunt",
    status_code=204,
    response_class=Response,
    responses=CHANGED,
)
def verwijder(id: str, expected: Expected, service: Access) -> None:  # noqa: A002
    """Verwijdert een knelpunt en wat erin is opgegaan; wie een voorstel niet wil, verwerpt het."""
    service.register.delete(id, expected)


def _shown(one: Seen, service: Service, response: Response) -> Registerknelpunt:
    shown = Registerknelpunt.of(one, service.terms)
    tagged(response, shown)
    return shown
