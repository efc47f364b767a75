"""Lets a client change only what it has seen: ETag and If-Match (RFC 9110, section 13.1.1)."""

from __future__ import annotations

import hashlib
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import Header, Response
from fastapi.exceptions import HTTPException

from api.wire import Schema

IfMatch = Annotated[
    str | None,
    Header(
        max_length=1000,
        description="De ETag van wat u las; is het intussen veranderd, dan gebeurt er niets (412).",
    ),
]
_MOVED = "Dit is intussen gewijzigd. Lees het opnieuw en probeer het dan weer."
# for ``responses`` of an operation that changes something
CHANGED: dict[int | str, dict[str, Any]] = {
    409: {"description": "Kan niet in deze toestand"},
    412: {"description": "Intussen gewijzigd"},
}


def tag(shown: Schema) -> str:
    """Changes when what is shown does."""
    return f'"{hashlib.sha256(shown.model_dump_json().encode()).hexdigest()[:32]}"'


def tagged(response: Response, shown: Schema) -> None:
    """Tells the client under which tag it may change what it is shown."""
    response.headers["ETag"] = tag(shown)


def require_match(if_match: str | None, shown: Schema) -> None:
    """Raises HTTPException 412 where the client has seen something else than what would be shown now."""
    wanted = [one.strip() for one in (if_match or "*").split(",")]
    if "*" not in wanted and tag(shown) not in wanted:
        raise HTTPException(HTTPStatus.PRECONDITION_FAILED, _MOVED)
