"""HEAD: what GET would tell, without the body (RFC 9110, section 9.3.2)."""

from __future__ import annotations

from http import HTTPMethod

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Head:
    """Asks what is behind it with GET; who counts requests before it, sees HEAD again afterwards."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http" or scope["method"] != HTTPMethod.HEAD:
            await self.app(scope, receive, send)
            return

        async def bare(message: Message) -> None:
            body = message["type"] == "http.response.body"
            await send({**message, "body": b""} if body else message)

        scope["method"] = HTTPMethod.GET.value
        try:
            await self.app(scope, receive, bare)
        finally:
            scope["method"] = HTTPMethod.HEAD.value
