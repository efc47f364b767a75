"""Which form a body may have, coming in (415) and going out (406), by what the description promises."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request, params
from fastapi.exceptions import HTTPException
from fastapi.routing import APIRoute

JSON = "application/json"
ANY = "*/*"


def _negotiated(request: Request) -> str:
    """The media type to answer with: of those that the operation offers, what the client likes best.

    Raises HTTPException 406 and 415.
    """
    route = request.scope["route"]
    _check_body(request, route)
    offered = _offered(route)
    accept = request.headers.get("accept") or ANY
    if ANY in offered:
        return ANY
    best = max(offered, key=lambda media_type: _quality(accept, media_type))
    if not _quality(accept, best):
        raise HTTPException(
            406, f"Dit adres antwoordt niet in de vorm '{accept}', wel in {_listed(offered)}."
        )
    return best


Form = Annotated[str, Depends(_negotiated)]
negotiated = Depends(_negotiated)


def _check_body(request: Request, route: APIRoute) -> None:
    sent = any(name in request.headers for name in ("content-type", "transfer-encoding"))
    if route.body_field is None or not (sent or request.headers.get("content-length", "0") != "0"):
        return
    info = route.body_field.field_info
    wanted = info.media_type if isinstance(info, params.Body) else JSON
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if given != wanted:
        raise HTTPException(415, f"De inhoud moet {wanted} zijn (Content-Type), en is '{given}'.")


def _offered(route: APIRoute) -> list[str]:
    """What the description promises for 200; the first is what a client gets that has no wish."""
    content = route.responses.get(200, {}).get("content", {})
    return list(content) or [JSON]


def _quality(accept: str, media_type: str) -> float:
    """How much the client likes it, 0–1; the most precise range counts (RFC 9110, section 12.5.1)."""
    ranges = [part.partition(";") for part in accept.lower().split(",")]
    weighed = {name.strip(): _weight(parameters) for name, _, parameters in ranges}
    precise = (media_type, f"{media_type.partition('/')[0]}/*", ANY)
    return next((weighed[one] for one in precise if one in weighed), 0.0)


def _weight(parameters: str) -> float:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0


def _listed(media_types: list[str]) -> str:
    return ", ".join(media_types)
