"""Refuses a request body above its limit while it comes in, before memory or disk fill up, and one that
stays away or trickles, before all connections wait for it.

FastAPI's own ``max_body_size`` answers plain text where the client declares a length; here every
refusal is an HTTPException, so that the error handlers make a problem of it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class BodyLimit:
    """``default`` bytes for every path, but for those in ``paths`` (as the client writes them). After
    ``silence`` seconds without any of it the rest is not waited for; nor where, that time aside, it comes
    slower than ``rate`` bytes a second.
    """

    def __init__(
        self, app: ASGIApp, default: int, paths: Mapping[str, int], silence: float, rate: float
    ) -> None:
        self.app = app
        self.silence = silence
        self.rate = rate
        self.default = default
        self.paths = paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request; a declared length above the limit is refused before a byte is read."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = self.paths.get(scope["path"], self.default)
        declared = Headers(scope=scope).get("content-length", "0")
        received = int(declared) if declared.isdecimal() and int(declared) > limit else 0

        is_whole = False
        # time that we take ourselves does not count
        waited = 0.0

        async def limited() -> Message:
            nonlocal received, is_whole, waited
            if received <= limit:
                began = time.monotonic()
                left = min(self.silence, self.silence + received / self.rate - waited)
                # after the body, what comes is the end of the connection
                message = await (receive() if is_whole else _soon(receive, left))
                waited += time.monotonic() - began
                is_whole = not message.get("more_body", False)
                received += len(message.get("body", b""))
            if received > limit:
                raise HTTPException(413, _too_large(limit))
            return message

        await self.app(scope, limited, send)


_TOO_SLOW = "De inhoud van de aanvraag bleef te lang uit. Controleer de verbinding en probeer het opnieuw."


async def _soon(receive: Receive, seconds: float) -> Message:
    try:
        return await asyncio.wait_for(receive(), seconds)
    except TimeoutError:
        raise HTTPException(408, _TOO_SLOW, {"Connection": "close"}) from None


def _too_large(limit: int) -> str:
    return f"De aanvraag is groter dan de grens van {limit / 1e6:.0f} MB. Splits het bestand of de aanvraag."
