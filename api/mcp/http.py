"""MCP over HTTP at ``/mcp``: each request stands alone, and is answered as JSON."""

from __future__ import annotations

from collections.abc import Callable

from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from starlette.datastructures import URL
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from api.mcp.server import server
from api.service import Service


class McpDoor:
    """An endpoint. ``seen`` gives the service as the sender of a request sees it, and raises where the
    sender is not known.
    """

    def __init__(self, seen: Callable[[Request], Service]) -> None:
        self._seen = seen
        self._server = server(lambda request: request.scope["schuurpunt"])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request. Raises HTTPException and SchuurpuntError."""
        request = Request(scope)
        _keep_out_other_sites(request)
        scope["schuurpunt"] = self._seen(request)
        # without sessions there is nothing to keep from one request to the next
        manager = StreamableHTTPSessionManager(self._server, json_response=True, stateless=True)
        async with manager.run():
            await manager.handle_request(scope, receive, send)


def _keep_out_other_sites(request: Request) -> None:
    """A browser says which page asks; programs say nothing."""
    origin = request.headers.get("origin")
    if origin is not None and URL(origin).netloc != request.headers.get("host"):
        raise HTTPException(403, "Een pagina van een andere site mag dit niet vragen.")
