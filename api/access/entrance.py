"""Asks at the door who somebody is, before anything of what they send is read."""

from __future__ import annotations

from anyio.to_thread import run_sync
from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api import problems
from api.access.gate import WHO, Gate, no_key
from api.access.principal import Principal
from corpus.errors import SchuurpuntError

# what starts and watches the service asks these, however busy it is
ALIVE = "/v1/gezondheid/levensteken"
READY = "/v1/gezondheid"
# what there is to ask is no secret
PUBLIC = {"/v1", "/v1/openapi.json", "/v1/docs"}
# all below these is closed; a page sends its reader to where they sign in
CLOSED = ("/v1", "/mcp")


class Entrance:
    """Tells what is behind it who asks, in the state of the request: None for nobody who is known."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        self.app = app
        self.gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request, or answers why not."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            who = await self._who(HTTPConnection(scope))
        except SchuurpuntError as error:
            await problems.on_purpose(Request(scope), error)(scope, receive, send)
            return
        scope.setdefault("state", {})[WHO] = who
        await self.app(scope, receive, send)

    async def _who(self, connection: HTTPConnection) -> Principal | None:
        path = connection.scope["path"]
        if path == ALIVE:
            return None
        if path == READY:
            return await run_sync(self.gate.glimpse, connection)
        who = await run_sync(self.gate.admit, connection)
        if who is None and path not in PUBLIC and path.startswith(CLOSED):
            raise no_key()
        return who
