"""Which pages the site has: those that its own links lead to, one of each kind."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx
from lxml import html
from starlette.routing import Route

from api.web.site import ROUTERS

HTML = "text/html"


def pages(http: httpx.Client, starts: Iterable[str] = ("/",)) -> dict[str, str]:
    """The address of a page of each kind, by its route. What ``starts`` names comes before what it links."""
    found: dict[str, str] = {}
    waiting = deque(starts)
    while waiting:
        address = waiting.popleft()
        route = route_of(address)
        if route is None or route in found:
            continue
        answer = http.get(address, headers={"Accept": HTML}, follow_redirects=True)
        if answer.is_success and answer.headers.get("content-type", "").startswith(HTML):
            found[route] = address
            waiting += _links(address, answer.text)
    return found


def routes() -> set[str]:
    """All that can be read, pages and files."""
    return {route.path for route in _routes()}


def route_of(address: str) -> str | None:
    """The route of a page, with its parameters as ``{id}``; none for what is no page."""
    path = urlsplit(address).path
    return next((route.path for route in _routes() if route.path_regex.match(path)), None)


def _routes() -> Iterator[Route]:
    for router in ROUTERS:
        for route in router.routes:
            if isinstance(route, Route) and "GET" in (route.methods or ()):
                yield route


def _links(address: str, text: str) -> list[str]:
    found = (urldefrag(urljoin(address, link)).url for link in html.fromstring(text).xpath("//a/@href"))
    return [link for link in found if link.startswith("/")]
