"""The labels that there are."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from api.label_schemas import Taxonomie
from api.paging import Koppelingen
from api.routes.access import Access

router = APIRouter(prefix="/labels", tags=["labels"])


Aantal = Annotated[int, Query(ge=1, le=1000, description="Aantal labels op een pagina.")]
Pagina = Annotated[int, Query(ge=1, le=1000, description="De hoeveelste pagina, vanaf 1.")]


@router.get("", operation_id="leesLabels", summary="Lees alle labels")
def lees(service: Access, request: Request, aantal: Aantal = 200, pagina: Pagina = 1) -> Taxonomie:
    """Geeft de labels van de taxonomie, met het aantal passages dat elk heeft."""
    end = pagina * aantal
    links = Koppelingen.around(request, pagina, end < len(service.terms.all))
    return Taxonomie.of(service.terms, service.passages.counts(), slice(end - aantal, end), links)
