"""Refuses who may only read before a byte of what they send is read; a dependency is asked after the body."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from anyio.to_thread import run_sync
from fastapi import Request, Response
from fastapi.routing import APIRoute

from api.access.gate import SAFE
from api.access.principal import Principal, Role


def by_editors(who: Callable[[Request], Principal]) -> type[APIRoute]:
    """Routes on which all but reading is for a redacteur. They raise Forbidden, and what ``who`` raises."""

    class ByEditors(APIRoute):
        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            """The route itself, for who may come in."""
            serve = super().get_route_handler()

            async def checked(request: Request) -> Response:
                if request.method not in SAFE:
                    (await run_sync(who, request)).require(Role.REDACTEUR)
                return await serve(request)

            return checked

    return ByEditors
