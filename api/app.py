"""The HTTP application: version 1 of the API, mounted at /v1."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import problems
from api.body_limit import BodyLimit
from api.openapi import TAGS, VERSION, VERSION_HEADER, describe
from api.routes import antwoorden, documenten, labels, passages
from api.service import Service
from api.settings import Settings

# FastAPI can send what it measures to a server that the environment names
QUIET: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}

JSON_BYTES = 1_000_000
MULTIPART_BYTES = 100_000


class _VersionHeader:
    """Says the version of the API on every response, errors included."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_version(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[VERSION_HEADER] = VERSION
            await send(message)

        await self.app(scope, receive, with_version)


def create(service: Service) -> FastAPI:
    """The whole site: ``/`` says where the API is, ``/v1`` is the API."""
    site = FastAPI(openapi_url=None, telemetry=QUIET)
    site.add_middleware(
        BodyLimit,
        default=JSON_BYTES,
        paths={"/v1/documenten": service.settings.max_file_bytes + MULTIPART_BYTES},
    )
    site.add_middleware(_VersionHeader)
    site.get("/")(_start)
    site.mount("/v1", _version_1(service))
    problems.install(site)
    return site


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
