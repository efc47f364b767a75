"""What every page leans on: how it looks, and how accessible it is."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form
from starlette.responses import FileResponse, Response

from api.web import pages
from api.web.visit import Guest, GuestSubmitted

router = APIRouter()

YEAR = 365 * 24 * 3600


@router.get("/toegankelijkheid")
def accessibility(visit: Guest) -> Response:
    """The accessibility statement."""
    return visit.page("toegankelijkheid.html")


@router.post("/weergave")
def theme(
    visit: GuestSubmitted,
    weergave: Annotated[Literal["licht", "donker", "systeem"], Form()],
    terug: Annotated[str, Form()] = "/",
) -> Response:
    """Light, dark, or what the device says."""
    response = visit.go(terug)
    response.set_cookie(pages.THEME_COOKIE, weergave, max_age=YEAR, httponly=True, samesite="lax")
    return response


@router.get("/huisstijl.css")
def house_style(visit: Guest) -> Response:
    """The tokens that the organisation sets; nothing where it sets none."""
    theme = visit.service.settings.theme
    return FileResponse(theme, media_type="text/css") if theme else Response(media_type="text/css")


@router.get("/logo")
def logo(visit: Guest) -> Response:
    """The organisation's logo, or our own."""
    return FileResponse(visit.service.settings.logo or pages.STATIC / "icon.svg")
