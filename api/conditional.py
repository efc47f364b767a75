"""Lets a client ask for a resource only if it changed: ETag, If-None-Match and 304 (RFC 9110, section 13).

The tag is a hash of what would be sent, so it can neither be forgotten after a change, nor tell anything
of what the client may not see.
"""

from __future__ import annotations

import hashlib

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# a client may keep it, and asks each time whether it still holds
KEPT = "private, no-cache"


class Conditional:
    """For what is read with GET and found. A response that brings its own tag is sent on as it comes; any
    other is held in memory until it is whole.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] == "http" and scope["method"] == "GET":
            send = _Tagging(send, Headers(scope=scope).get("if-none-match", "")).take
        await self.app(scope, receive, send)


class _Tagging:
    """One response on its way out."""

    def __init__(self, send: Send, known: str) -> None:
        self._send = send
        self._known = known
        self._start: Message | None = None
        self._body = b""
        self._unchanged = False

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self._begin(message)
        elif self._start is not None:
            await self._hold(message)
        elif not self._unchanged:
            await self._send(message)

    async def _begin(self, message: Message) -> None:
        headers = Headers(raw=message["headers"])
        if message["status"] != 200:
            await self._send(message)
        elif "etag" in headers:
            await self._tagged(message, headers["etag"], b"", more=True)
        else:
            self._start = message

    async def _hold(self, message: Message) -> None:
        assert self._start is not None  # noqa: S101
        self._body += message.get("body", b"")
        if not message.get("more_body"):
            tag = f'"{hashlib.sha256(self._body).hexdigest()[:32]}"'
            await self._tagged(self._start, tag, self._body, more=False)

    async def _tagged(self, start: Message, tag: str, body: bytes, more: bool) -> None:
        headers = MutableHeaders(raw=start["headers"])
        headers["ETag"] = tag
        headers.setdefault("Cache-Control", KEPT)
        headers.add_vary_header("Accept")
        self._unchanged = _matches(self._known, tag)
        if self._unchanged:
            del headers["content-length"]
            await self._send({**start, "status": 304, "headers": headers.raw})
            await self._send({"type": "http.response.body"})
            self._start = None
            return
        await self._send({**start, "headers": headers.raw})
        if not more:
            await self._send({"type": "http.response.body", "body": body})


def _matches(known: str, tag: str) -> bool:
    """Weak comparison, as If-None-Match asks for."""
    tags = {one.strip().removeprefix("W/") for one in known.split(",")}
    return "*" in tags or tag.removeprefix("W/") in tags
