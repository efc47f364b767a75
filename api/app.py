"""The HTTP application: version 1 of the API, mounted at /v1."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.types import ASGIApp

from api import problems
from api.body_limit import BodyLimit
from api.conditional import Conditional
from api.headers import ResponseHeaders
from api.negotiation import negotiated
from api.openapi import TAGS, VERSION, describe
from api.routes import antwoorden, documenten, labels, passages
from api.service import Service
from api.settings import Settings

# FastAPI can send what it measures to a server that the environment names
QUIET: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}

JSON_BYTES = 1_000_000
MULTIPART_BYTES = 100_000


def create(service: Service) -> ASGIApp:
    """The whole site: ``/`` says where the API is, ``/v1`` is the API."""
    site = FastAPI(openapi_url=None, redirect_slashes=False, dependencies=[negotiated], telemetry=QUIET)
    site.add_middleware(Conditional)
    site.add_middleware(
        BodyLimit,
        default=JSON_BYTES,
        paths={"/v1/documenten": service.settings.max_file_bytes + MULTIPART_BYTES},
    )
    for address in ("/", "/v1"):
        site.get(address)(_start)
    site.mount("/v1", _version_1(service))
    problems.install(site)
    return ResponseHeaders(site)


def _version_1(service: Service) -> FastAPI:
    api = FastAPI(
        title="Schuurpunt",
        version=VERSION,
        description="Vindt in Nederlandse programmadocumenten wat regio's echt meldden, met bronvermelding.",
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        contact=_contact(service.settings),
        servers=[{"url": "/v1"}],
        openapi_tags=TAGS,
        # the pages that FastAPI offers load their scripts from elsewhere
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        dependencies=[negotiated],
        telemetry=QUIET,
    )
    api.state.service = service
    api.include_router(passages.router)
    api.include_router(antwoorden.router)
    api.include_router(documenten.router)
    api.include_router(labels.router)
    problems.install(api)
    api.openapi = describe(api)  # type: ignore[method-assign]
    return api


def _contact(settings: Settings) -> dict[str, str]:
    return {
        "name": settings.contact_name,
        "email": settings.contact_email,
        "url": str(settings.contact_url),
    }


def _start() -> dict[str, str]:
    return {"naam": "Schuurpunt", "api": "/v1", "beschrijving": "/v1/openapi.json"}
