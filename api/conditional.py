"""Lets a client ask for a resource only if it changed, and change it only if it did not: ETag, If-None-Match
and 304, If-Match and 412 (RFC 9110, section 13).

The tag is a hash of what would be sent, so it can neither be forgotten after a change, nor tell anything
of what the client may not see.
"""

from __future__ import annotations

import hashlib
from http import HTTPMethod, HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import problems

# a client may keep it, and asks each time whether it still holds
KEPT = "private, no-cache"
GUARDED = {HTTPMethod.PATCH, HTTPMethod.PUT, HTTPMethod.DELETE}
MOVED = "Dit is intussen gewijzigd. Lees het opnieuw en probeer het dan weer."
# of a request that reads nothing else
_OF_A_BODY = {b"content-type", b"content-length", b"transfer-encoding", b"if-match", b"if-none-match"}


class Conditional:
    """For what is read with GET and found. A response that brings its own tag is sent on as it comes; any
    other is held in memory until it is whole. What is changed under a condition, is read first.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] == "http" and scope["method"] == "GET":
            send = _Tagging(send, Headers(scope=scope).get("if-none-match", "")).take
        elif scope["type"] == "http" and scope["method"] in GUARDED and not await self._is_as_seen(scope):
            refused = problems.problem(Request(scope), HTTPStatus.PRECONDITION_FAILED, MOVED)
            await refused(scope, receive, send)
            return
        await self.app(scope, receive, send)

    async def _is_as_seen(self, scope: Scope) -> bool:
        """Whether the client, if it says what it saw, would see that now; what it cannot read is not here to
        refuse.
        """
        seen = Headers(scope=scope).get("if-match", "*")
        if "*" in _tags(seen):
            return True
        now: list[str] = []

        async def nothing() -> Message:
            return {"type": "http.request"}

        async def look(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == HTTPStatus.OK:
                now.append(Headers(raw=message["headers"])["etag"])

        headers = [(name, value) for name, value in scope["headers"] if name not in _OF_A_BODY]
        read = {**scope, "method": HTTPMethod.GET.value, "headers": headers}
        await self.app(read, nothing, _Tagging(look, "").take)
        if not now or now[0] in _tags(seen):
            return True
        # a method that the address does not know is refused for that; reading it found out whose it is
        return scope["method"] not in problems.methods(Request(read))


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
    tags = {one.removeprefix("W/") for one in _tags(known)}
    return "*" in tags or tag.removeprefix("W/") in tags


def _tags(said: str) -> set[str]:
    return {one.strip() for one in said.split(",")}
