"""Regio's: what each of them reports, and which others report about the same."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from api.web.visit import Visit

router = APIRouter(prefix="/regios")


@router.get("")
def listed(visit: Visit) -> Response:
    """Every region of the taxonomy."""
    return visit.page("regios.html", regions=visit.service.regions.all())


@router.get("/{id}")
def profile(id: Annotated[str, Path(max_length=300)], visit: Visit) -> Response:  # noqa: A002
    """All of one."""
    return visit.page(
        "regio.html",
        region=visit.service.regions.profile(id),
        terms=visit.service.terms,
    )
