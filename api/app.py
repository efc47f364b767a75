"""The HTTP application: version 1 of the API, mounted at /v1."""

from __future__ import annotations

from typing import Any

from fastapi import Depends, FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from api import problems, reference
from api.access.entrance import Entrance
from api.access.gate import Gate
from api.body_limit import BodyLimit
from api.conditional import Conditional
from api.head import Head
from api.headers import ResponseHeaders
from api.mcp.http import McpDoor
from api.metrics import MEDIA_TYPE, Metrics
from api.negotiation import negotiated
from api.openapi import TAGS, VERSION, describe
from api.request_id import RequestId
from api.routes import (
    antwoorden,
    auditregels,
    citaten,
    documenten,
    dossiers,
    export,
    gezondheid,
    inhoud,
    knelpunten,
    labels,
    opdrachten,
    passages,
    regios,
    sleutels,
    vragen,
)
from api.routes.access import seen
from api.service import Service
from api.settings import Settings
from api.traffic import Traffic
from api.web import site as web

# FastAPI can send what it measures to a server that the environment names
QUIET: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}

JSON_BYTES = 1_000_000
MULTIPART_BYTES = 100_000
_AS_TEXT: dict[int | str, dict[str, Any]] = {200: {"content": {"text/plain": {}}}}


def create(service: Service, metrics: Metrics | None = None) -> ASGIApp:
    """The whole site: the pages, ``/v1`` is the API, ``/metrics`` is for Prometheus."""
    metrics = metrics or Metrics()
    metrics.watch(service.vitals)
    metrics.watch_jobs(service.jobs.backlog)
    gate = Gate(service.keyring, service.settings)
    site = FastAPI(openapi_url=None, redirect_slashes=False, telemetry=QUIET)
    site.add_middleware(Conditional)
    site.add_middleware(
        BodyLimit,
        default=JSON_BYTES,
        paths=dict.fromkeys(
            ("/v1/documenten", "/documenten"), service.settings.max_upload_mb * 1_000_000 + MULTIPART_BYTES
        ),
        silence=service.settings.body_seconds,
        rate=service.settings.body_kb_per_second * 1_000,
    )
    reference.install(site)
    site.get("/v1", dependencies=[negotiated])(_start)
    site.mount("/v1", _version_1(service))
    site.get("/metrics", responses=_AS_TEXT, dependencies=[negotiated, Depends(gate.measured)])(
        lambda: Response(metrics.page(), media_type=MEDIA_TYPE)
    )
    site.router.routes.append(Route("/mcp", McpDoor(seen), methods=["POST"]))
    problems.install(site)
    web.install(site, service, gate)
    return RequestId(Traffic(ResponseHeaders(Entrance(Head(site), gate)), metrics))


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
    api.include_router(inhoud.router)
    api.include_router(citaten.router)
    api.include_router(labels.router)
    api.include_router(knelpunten.router)
    api.include_router(regios.router)
    api.include_router(dossiers.router)
    api.include_router(vragen.router)
    api.include_router(export.router)
    api.include_router(opdrachten.router)
    api.include_router(sleutels.router)
    api.include_router(auditregels.router)
    api.include_router(gezondheid.router)
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
