"""The register of knelpunten: list, read, judge and keep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from api.evidence.matrix import matrix
from api.evidence.register import Register
from api.evidence.seen import Seen
from api.knelpunt_change_schemas import (
    Aanvaarding,
    Citaatkeuze,
    Knelpuntwijziging,
    NieuwKnelpunt,
    Samenvoeging,
    Splitsing,
    Verwerping,
    Voorstellen,
)
from api.knelpunt_schemas import Knelpuntenlijst, Knelpuntenvraag, Registerknelpunt
from api.matrix_schemas import CSV, Knelpuntenmatrix, Matrixvraag, as_csv
from api.negotiation import JSON, Form
from api.paging import Koppelingen
from api.preconditions import CHANGED, IfMatch, require_match, tagged
from api.routes.access import Access
from corpus.taxonomy.terms import Terms

router = APIRouter(prefix="/knelpunten", tags=["knelpunten"])

_LOCATION = {"description": "Het adres van het knelpunt.", "schema": {"type": "string"}}
_CREATED = {"description": "Het knelpunt is opgeschreven.", "headers": {"Location": _LOCATION}}
_TABLE: dict[int | str, dict[str, Any]] = {
    200: {"content": {JSON: {}, CSV: {"schema": {"type": "string"}}}},
}


@dataclass(frozen=True, slots=True)
class _Changing:
    """A knelpunt that a client changes; ``expected`` is when it was last changed as far as they know, None
    where they do not say what they have seen.
    """

    id: str
    register: Register
    expected: datetime | None
    terms: Terms
    response: Response

    def shown(self, one: Seen) -> Registerknelpunt:
        """What became of it."""
        return _shown(one, self.terms, self.response)


def _changing(id: str, service: Access, response: Response, if_match: IfMatch = None) -> _Changing:  # noqa: A002
    register, expected = service.register, None
    if if_match is not None:
        found = register.get(id)
        require_match(if_match, Registerknelpunt.of(found, service.terms))
        expected = found.record.changed_at
    return _Changing(id, register, expected, service.terms, response)


Changing = Annotated[_Changing, Depends(_changing)]


@router.get("", operation_id="leesKnelpunten", summary="Lees het register van knelpunten")
def lees_alle(
    vraag: Annotated[Knelpuntenvraag, Query()], service: Access, request: Request
) -> Knelpuntenlijst:
    """Geeft aanvaarde en voorgestelde knelpunten, het oudste eerst; alleen wat is aanvaard, is bewijs."""
    found = vraag.sieve(service.terms).kept(service.register.all())
    end = vraag.pagina * vraag.aantal
    return Knelpuntenlijst(
        **Knelpuntenlijst.counts(found),
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
    return _shown(made, service.terms, response)


@router.get("/{id}", operation_id="leesKnelpunt", summary="Lees één knelpunt")
def lees(id: str, service: Access, response: Response) -> Registerknelpunt:  # noqa: A002
    """Geeft het knelpunt met zijn citaten en verloop; de ETag is te gebruiken als If-Match."""
    return _shown(service.register.get(id), service.terms, response)


@router.patch("/{id}", operation_id="wijzigKnelpunt", summary="Wijzig een knelpunt", responses=CHANGED)
def wijzig(wijziging: Knelpuntwijziging, one: Changing) -> Registerknelpunt:
    """Wijzigt velden, of zet het knelpunt een stap verder of terug."""
    values, note = wijziging.values(), wijziging.toelichting
    return one.shown(one.register.edit(one.id, values, wijziging.status, note, one.expected))


@router.post(
    "/{id}/_aanvaard", operation_id="aanvaardKnelpunt", summary="Aanvaard een voorstel", responses=CHANGED
)
def aanvaard(aanvaarding: Aanvaarding, one: Changing) -> Registerknelpunt:
    """Maakt van een voorstel bewijs."""
    return one.shown(one.register.accept(one.id, aanvaarding.toelichting, one.expected))


@router.post(
    "/{id}/_verwerp", operation_id="verwerpKnelpunt", summary="Verwerp een voorstel", responses=CHANGED
)
def verwerp(verwerping: Verwerping, one: Changing) -> Registerknelpunt:
    """Zegt waarom een voorstel geen knelpunt is; dezelfde woorden worden niet nog eens voorgesteld."""
    return one.shown(one.register.reject(one.id, verwerping.reden, one.expected))


@router.post(
    "/{id}/_voegsamen", operation_id="voegKnelpuntenSamen", summary="Voeg knelpunten samen", responses=CHANGED
)
def voeg_samen(samenvoeging: Samenvoeging, one: Changing) -> Registerknelpunt:
    """Laat andere knelpunten in dit opgaan, met al hun citaten."""
    note = samenvoeging.toelichting
    return one.shown(one.register.merge(one.id, samenvoeging.met, note, one.expected))


@router.post("/{id}/_splits", operation_id="splitsKnelpunt", summary="Splits een knelpunt", responses=CHANGED)
def splits(splitsing: Splitsing, one: Changing) -> Registerknelpunt:
    """Geeft een deel van de citaten een eigen knelpunt, en toont dat."""
    note = splitsing.toelichting
    return one.shown(one.register.split(one.id, splitsing.citaten, note, one.expected))


@router.post("/{id}/citaten", operation_id="plaatsCitaat", summary="Voeg een citaat toe", responses=CHANGED)
def citeer(keuze: Citaatkeuze, one: Changing) -> Registerknelpunt:
    """Voegt letterlijke woorden uit een passage toe."""
    return one.shown(one.register.quote(one.id, keuze.chosen(), one.expected))


@router.delete(
    "/{id}/citaten/{citaat}",
    operation_id="verwijderCitaat",
    summary="Verwijder een citaat",
    status_code=204,
    response_class=Response,
    responses=CHANGED,
)
def verwijder_citaat(citaat: str, one: Changing) -> None:
    """Haalt een citaat bij een knelpunt weg."""
    one.register.unquote(one.id, citaat, one.expected)


@router.delete(
    "/{id}",
    operation_id="verwijderKnelpunt",
    summary="Verwijder een knelpunt",
    status_code=204,
    response_class=Response,
    responses=CHANGED,
)
def verwijder(one: Changing) -> None:
    """Verwijdert een knelpunt en wat erin is opgegaan; wie een voorstel niet wil, verwerpt het."""
    one.register.delete(one.id, one.expected)


def _shown(one: Seen, terms: Terms, response: Response) -> Registerknelpunt:
    """Under the tag that a change may name."""
    shown = Registerknelpunt.of(one, terms)
    tagged(response, shown)
    return shown
