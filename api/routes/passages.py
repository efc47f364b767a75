"""Asking for passages."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.citations.forms import CITABLE, FORMS, response
from api.label_schemas import Oordeel
from api.negotiation import Form
from api.paging import Koppelingen
from api.routes.access import Access
from api.schemas import MAX_PAGES, Passage, Vergelijkbaar, Zoekpagina, Zoekvraag

router = APIRouter(prefix="/passages", tags=["passages"])


Pagina = Annotated[
    int | None,
    Query(
        ge=1, le=MAX_PAGES, description="Gaat voor de pagina in de vraag: zo zijn de koppelingen te volgen."
    ),
]
Aantal = Annotated[int, Query(ge=1, le=50, description="Aantal passages, ten hoogste.")]


@router.post("/_zoek", operation_id="zoekPassages", summary="Zoek passages bij een vraag")
def zoek(vraag: Zoekvraag, service: Access, request: Request, pagina: Pagina = None) -> Zoekpagina:
    """Geeft de passages die het best bij de vraag passen, elk met haar bron."""
    query = replace(vraag.query(service.terms), page=pagina or vraag.pagina)
    results = service.search(query)
    has_more = query.page * query.limit < results.total and query.page < MAX_PAGES
    links = Koppelingen.around(request, query.page, has_more)
    return Zoekpagina.of(results, service.terms, links=links)


@router.get(
    "/{id}",
    operation_id="leesPassage",
    summary="Lees één passage",
    response_model=Passage,
    responses=CITABLE,
)
def lees(id: str, service: Access, request: Request, form: Form) -> Passage | Response:  # noqa: A002
    """Geeft de passage met haar bron; in een andere vorm (Accept) als verwijzing voor een ander programma."""
    citation = service.passages.get(id)
    return response(request, citation, form) if form in FORMS else Passage.of(citation, service.terms)


@router.get("/{id}/vergelijkbaar", operation_id="leesVergelijkbaar", summary="Zoek vergelijkbare passages")
def vergelijkbaar(id: str, service: Access, aantal: Aantal = 5) -> Vergelijkbaar:  # noqa: A002
    """Geeft andere passages die bijna hetzelfde betekenen, zonder wat haar bijna letterlijk herhaalt."""
    found = service.passages.similar(id, aantal)
    return Vergelijkbaar(resultaten=[Passage.of(one, service.terms) for one in found])


@router.post("/{id}/labels", operation_id="beoordeelLabels", summary="Zeg welke labels kloppen")
def beoordeel(id: str, oordeel: Oordeel, service: Access) -> Passage:  # noqa: A002 - the name that the address has
    """Bewaart wat een mens vindt, voor elke passage met dezelfde tekst; geeft de passage zoals zij nu is."""
    said = service.label(id, oordeel.toevoegen, oordeel.afwijzen, oordeel.door)
    return Passage.of(said, service.terms)
