"""Signing in with a key or at one's organisation, and out."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Form, Query
from starlette.responses import RedirectResponse, Response

from api.access.gate import Gate
from api.web.oidc import Going, Provider, provider
from api.web.session import UNDERWAY_SECONDS, Sessions
from api.web.visit import Guest, GuestSubmitted, Reader
from corpus.errors import Forbidden, NotFound, Unauthenticated

router = APIRouter()

UNDERWAY = "schuurpunt_onderweg"

Back = Annotated[str, Query(max_length=20_000)]


@router.get("/aanmelden")
def form(visit: Guest, terug: Back = "/") -> Response:
    """Where one shows a key."""
    return _form(visit, terug)


@router.post("/aanmelden")
def sign_in(
    visit: GuestSubmitted, sleutel: Annotated[str, Form(max_length=200)], terug: Annotated[str, Form()] = "/"
) -> Response:
    """Back to where one came from, or again with what was wrong. Raises TooMany."""
    gate: Gate = visit.request.app.state.gate
    try:
        who = gate.sign_in(visit.request, sleutel)
    except Unauthenticated as error:
        return _form(visit, terug, str(error))
    response = visit.go(terug)
    visit.become(response, key_id=who.key_id)
    return response


@router.post("/afmelden")
def sign_out(visit: GuestSubmitted) -> Response:
    """To the first page, as nobody."""
    response = visit.go("/aanmelden")
    visit.become(response)
    return response


@router.get("/aanmelden/organisatie")
def leave(visit: Guest, terug: Back = "/") -> Response:
    """To the identity provider. Raises NotFound where none is set."""
    try:
        address, going = _provider(visit).begin(_returning(visit), terug)
    except Unauthenticated as error:
        return _form(visit, terug, str(error))
    response = RedirectResponse(address, 303)
    sealed = _sessions(visit).seal(asdict(going))
    secure = visit.request.url.scheme == "https"
    response.set_cookie(
        UNDERWAY,
        sealed,
        path="/aanmelden",
        httponly=True,
        secure=secure,
        samesite="lax",
        max_age=UNDERWAY_SECONDS,
    )
    return response


@router.get("/aanmelden/terug")
def arrive(visit: Guest, state: str = "", code: str = "") -> Response:
    """Back from the identity provider. Raises NotFound; what went wrong is told on the page."""
    going = _underway(visit, state)
    if going is None or not code:
        return _form(visit, "/", "Het aanmelden is onderbroken of duurde te lang. Probeer het opnieuw.")
    try:
        who = _provider(visit).finish(_returning(visit), code, going)
    except (Unauthenticated, Forbidden) as error:
        return _form(visit, going.back, str(error))
    response = visit.go(going.back)
    response.delete_cookie(UNDERWAY, path="/aanmelden")
    visit.become(response, person=who)
    return response


def _underway(visit: Reader, state: str) -> Going | None:
    """What this browser left with, if it comes back from there."""
    told = _sessions(visit).unseal(visit.request.cookies.get(UNDERWAY, ""))
    same = told is not None and secrets.compare_digest(told["state"].encode(), state.encode())
    return Going(**told) if told and same else None


def _provider(visit: Reader) -> Provider:
    found = provider(visit.service.settings)
    if found is None:
        raise NotFound("Aanmelden bij een organisatie is hier niet ingesteld.", "Meld u aan met een sleutel.")
    return found


def _returning(visit: Reader) -> str:
    return f"{visit.request.base_url}aanmelden/terug"


def _sessions(visit: Reader) -> Sessions:
    sessions: Sessions = visit.request.app.state.sessions
    return sessions


def _form(visit: Reader, back: str, problem: str = "") -> Response:
    status = 401 if problem else 200
    organised = visit.service.settings.oidc_issuer is not None
    return visit.page("aanmelden.html", status, back=back, problem=problem, organised=organised)
