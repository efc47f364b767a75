"""Errors as pages, for who reads pages; all others get the problem that the API answers."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ExceptionHandler

from api import problems
from api.access.gate import WHO
from api.web import pages, visit
from corpus.errors import Unauthenticated

HTML = "text/html"
READING = {"GET", "HEAD"}
INTERNAL = 500
# what the API tells of addresses is of no use to readers
NO_PAGE = {
    404: "Deze pagina bestaat niet, of niet meer.",
    405: "Deze pagina is alleen met een formulier te bereiken.",
}


def install(site: FastAPI) -> None:
    """Goes over the handlers that make problems; those stay for who asks for no page."""
    for error, handler in list(site.exception_handlers.items()):
        site.add_exception_handler(error, _for_readers(handler))


def _for_readers(handler: ExceptionHandler) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def handled(request: Request, error: Exception) -> Response:
        # every handler of ours is a plain function
        problem: Response = handler(request, error)  # type: ignore[assignment, arg-type]
        if HTML not in request.headers.get("accept", "") or problem.media_type != problems.MEDIA_TYPE:
            return problem
        if isinstance(error, Unauthenticated) and request.method in READING:
            return RedirectResponse(f"/aanmelden?{urlencode({'terug': pages.here(request)})}", 303)
        return await run_in_threadpool(_page, request, problem, isinstance(error, HTTPException))

    return handled


def _page(request: Request, problem: Response, unknown: bool) -> Response:
    told = json.loads(bytes(problem.body))
    if unknown and problem.status_code in NO_PAGE:
        told["detail"] = NO_PAGE[problem.status_code]
    page = _told(request, problem.status_code, told)
    for name in ("retry-after", "www-authenticate", "allow"):
        if name in problem.headers:
            page.headers[name] = problem.headers[name]
    return page


def _told(request: Request, status: int, problem: dict[str, Any]) -> Response:
    """As a page of who reads, unless that is not known, or the service itself is what fails.

    It gives nobody a new session: what another site sent comes without one, and would end theirs.
    """
    known = status < INTERNAL and hasattr(request.state, WHO)
    reader = visit.guest(request) if known else None
    if reader is None or reader.session.fresh:
        return pages.page(request, "fout.html", status, **pages.NOBODY, problem=problem)
    return reader.page("fout.html", status, problem=problem)
