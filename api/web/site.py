"""Puts the pages on the site."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from api.service import Service
from api.web import errors, pages
from api.web.routes import algemeen, bron, zoeken
from api.web.session import Sessions, secret

ROUTERS = (algemeen.router, zoeken.router, bron.router)


def install(site: FastAPI, service: Service) -> None:
    """Every page, and errors as pages for who reads pages. Comes after whatever else handles errors."""
    site.state.service = service
    site.state.sessions = Sessions(secret(service.settings.data))
    for router in ROUTERS:
        site.include_router(router)
    site.mount("/statisch", StaticFiles(directory=pages.STATIC))
    errors.install(site)
