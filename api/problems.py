"""Every error as ``application/problem+json`` (RFC 9457), in Dutch."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import iter_route_contexts
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.routing import Match

from api.complaints import complaint
from corpus import errors

MEDIA_TYPE = "application/problem+json"

STATUS: Mapping[type[errors.SchuurpuntError], HTTPStatus] = {
    errors.BadInput: HTTPStatus.BAD_REQUEST,
    errors.EmptyFile: HTTPStatus.BAD_REQUEST,
    errors.DamagedFile: HTTPStatus.BAD_REQUEST,
    errors.EncryptedFile: HTTPStatus.BAD_REQUEST,
    errors.Unreadable: HTTPStatus.BAD_REQUEST,
    errors.ParseLimit: HTTPStatus.BAD_REQUEST,
    errors.UnknownFormat: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    errors.FileTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.BadQuestion: HTTPStatus.BAD_REQUEST,
    errors.BadLabel: HTTPStatus.BAD_REQUEST,
    errors.NotFound: HTTPStatus.NOT_FOUND,
    errors.Unauthenticated: HTTPStatus.UNAUTHORIZED,
    errors.Forbidden: HTTPStatus.FORBIDDEN,
    errors.Conflict: HTTPStatus.CONFLICT,
    errors.TooMany: HTTPStatus.TOO_MANY_REQUESTS,
    errors.DataFolderInUse: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.DataFolderNewer: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.ModelMismatch: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.ModelMissing: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.ModelDamaged: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.ChatFailed: HTTPStatus.BAD_GATEWAY,
    errors.BadTaxonomy: HTTPStatus.INTERNAL_SERVER_ERROR,
    errors.StorageFailed: HTTPStatus.INSUFFICIENT_STORAGE,
    errors.BadSetting: HTTPStatus.INTERNAL_SERVER_ERROR,
}

_TITLES: Mapping[int, str] = {
    400: "Ongeldige aanvraag",
    401: "Niet bekend",
    403: "Niet toegestaan",
    404: "Niet gevonden",
    405: "Methode niet toegestaan",
    406: "Niet in deze vorm",
    408: "Te traag",
    409: "Klopt niet meer",
    412: "Intussen gewijzigd",
    413: "Te groot",
    415: "Vorm niet ondersteund",
    429: "Te veel aanvragen",
    500: "Interne fout",
    502: "Andere dienst faalde",
    503: "Tijdelijk niet beschikbaar",
    507: "Opslag mislukt",
}

_DETAILS: Mapping[int, str] = {
    400: "De inhoud van de aanvraag kan niet worden gelezen. Controleer de vorm ervan.",
    404: "Dit adres bestaat niet. De adressen staan in /v1/openapi.json.",
    405: "Dit adres kent deze methode niet. De methoden staan in /v1/openapi.json.",
}


class _ProblemResponse(JSONResponse):
    """ASCII only: it may repeat half characters that a client sent, which UTF-8 cannot say."""

    media_type = MEDIA_TYPE

    def render(self, content: object) -> bytes:
        return json.dumps(content).encode("ascii")


class Complaint(BaseModel):
    """Eén fout in de aanvraag."""

    veld: str = Field(description="Waar de fout zit, met punten tussen de delen.", examples=["filters.van"])
    melding: str = Field(description="Wat er mis is.")


class Problem(BaseModel):
    """Een fout volgens RFC 9457."""

    status: int = Field(description="De HTTP-statuscode.")
    title: str = Field(description="Het soort fout.")
    detail: str = Field(description="Wat er misging en wat u kunt doen.")
    instance: str = Field(description="Het adres dat werd aangevraagd.")
    errors: list[Complaint] = Field(default=[], description="De fouten per veld.")


def problem(
    request: Request,
    status: int,
    detail: str,
    complaints: Sequence[Complaint] = (),
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """The response for one error."""
    body = Problem(
        status=status,
        title=_TITLES.get(status, HTTPStatus(status).phrase),
        detail=detail,
        instance=request.url.path,
        errors=list(complaints),
    )
    return _ProblemResponse(body.model_dump(), status, headers)


def install(app: FastAPI) -> None:
    """Makes an application, or a mounted part of one, answer every error as a problem."""
    app.add_exception_handler(errors.SchuurpuntError, on_purpose)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _crash)


def on_purpose(request: Request, error: Exception) -> JSONResponse:
    """The response for an error of ours."""
    return problem(request, STATUS[type(error)], str(error), (), _headers(error))  # type: ignore[index]


def _headers(error: Exception) -> dict[str, str]:
    """What a client can act upon."""
    if isinstance(error, errors.Unauthenticated):
        return {"WWW-Authenticate": 'Bearer realm="Schuurpunt"'}
    return {"Retry-After": str(error.seconds)} if isinstance(error, errors.TooMany) else {}


def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    complaints = [
        Complaint(veld=_field(one["loc"], one["type"]), melding=complaint(one)) for one in error.errors()
    ]
    listed = "; ".join(f"{one.veld} {one.melding}" for one in complaints)
    return problem(request, HTTPStatus.BAD_REQUEST, f"De aanvraag klopt niet: {listed}.", complaints)


def _field(location: Sequence[str | int], kind: str) -> str:
    """The path of a field without its first part, which says body, query or path."""
    path = location[1:] if kind != "json_invalid" else ()
    return ".".join(map(str, path)) or "de inhoud"


def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101
    detail = _DETAILS.get(error.status_code, error.detail)
    headers = error.headers
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers = {"Allow": ", ".join(sorted(methods(request)))}
    return problem(request, error.status_code, detail, (), headers)


def methods(request: Request) -> set[str]:
    """All that the address knows; a route by itself tells only its own. An address that is also a value of
    another one (``/knelpunten/_voorstellen`` of ``/knelpunten/{id}``) is the more precise of the two.
    """
    routes = iter_route_contexts(request.app.routes)
    there = [route for route in routes if route.matches(request.scope)[0] is not Match.NONE]
    address = min((str(route.path_format) for route in there), key=lambda path: path.count("{"), default="")
    own = (route for route in there if str(route.path_format) == address)
    known = {method for route in own for method in route.methods or ()}
    return known | {"HEAD"} if "GET" in known else known


def _crash(request: Request, error: Exception) -> JSONResponse:
    logging.getLogger(__name__).exception("crash at %s", request.url.path, exc_info=error)
    detail = "Er ging iets mis in Schuurpunt zelf. Probeer het opnieuw, of meld het aan de beheerder."
    return problem(request, HTTPStatus.INTERNAL_SERVER_ERROR, detail)
