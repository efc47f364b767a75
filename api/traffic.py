"""Counts and logs every request when it is over: the operation, never the address or what was asked."""

from __future__ import annotations

import time
from http import HTTPMethod

from starlette.routing import Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import logs
from api.metrics import Metrics

# what machines ask all day is counted, and logged only when it fails
QUIET = {"/metrics", "/v1/gezondheid", "/v1/gezondheid/levensteken"}
UNKNOWN = "unknown"


class Traffic:
    """A request that ends without an answer counts as 500."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status = 500
        start = time.perf_counter()

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            self._over(scope, status, time.perf_counter() - start)

    def _over(self, scope: Scope, status: int, seconds: float) -> None:
        method, route = _method(scope), route_of(scope)
        self.metrics.request(method, route, status, seconds)
        if status >= 400 or route not in QUIET:
            logs.request(method, route, status, seconds)


def _method(scope: Scope) -> str:
    method: str = scope["method"]
    return method if method in HTTPMethod.__members__ else UNKNOWN


def route_of(scope: Scope) -> str:
    """``/v1/passages/{id}``: as the operation is described, and not as it was asked."""
    route = scope.get("route")
    if route is None or isinstance(route, Mount):
        return UNKNOWN
    return f"{scope.get('root_path', '')}{route.path}"
