"""Signing in with a key, and out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query
from starlette.responses import Response

from api.access.gate import Gate
from api.web.visit import Guest, GuestSubmitted, Reader
from corpus.errors import Unauthenticated

router = APIRouter()

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


def _form(visit: Reader, back: str, problem: str = "") -> Response:
    status = 401 if problem else 200
    return visit.page("aanmelden.html", status, back=back, problem=problem)
