"""Puts the pages on the site."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from api.access.gate import Gate
from api.service import Service
from api.web import errors, pages
from api.web.routes import (
    aanmelden,
    algemeen,
    beheer,
    bron,
    documenten,
    dossier,
    dossiers,
    knelpunt,
    knelpunten,
    matrix,
    overzicht,
    passages,
    regios,
    vragen,
    zoeken,
)
from api.web.session import Sessions, secret

FOR_A_YEAR = "public, max-age=31536000, immutable"

ROUTERS = (
    zoeken.router,
    documenten.router,
    bron.router,
    knelpunten.router,
    knelpunt.router,
    matrix.router,
    dossiers.router,
    dossier.router,
    passages.router,
    regios.router,
    overzicht.router,
    beheer.router,
    vragen.router,
    aanmelden.router,
    algemeen.router,
)


class Kept(StaticFiles):
    """Files of which the address changes when they do, so that a browser need not ask again."""

    def file_response(self, *given: Any, **more: Any) -> Response:  # noqa: ANN401
        """The file, to keep."""
        response = super().file_response(*given, **more)
        response.headers["Cache-Control"] = FOR_A_YEAR
        return response


def install(site: FastAPI, service: Service, gate: Gate) -> None:
    """Every page, and errors as pages for who reads pages. Comes after whatever else handles errors."""
    site.state.service = service
    site.state.gate = gate
    site.state.sessions = Sessions(secret(service.settings.data))
    for router in ROUTERS:
        site.include_router(router)
    site.mount("/statisch", Kept(directory=pages.STATIC))
    errors.install(site)
