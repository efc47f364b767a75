"""Errors as pages, for who reads pages; all others get the problem that the API answers."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ExceptionHandler

from api import problems
from api.web import pages
from corpus.errors import Unauthenticated

HTML = "text/html"
READING = {"GET", "HEAD"}
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
        return _page(request, problem, unknown=isinstance(error, HTTPException))

    return handled


def _page(request: Request, problem: Response, unknown: bool) -> Response:
    told = json.loads(bytes(problem.body))
    if unknown and problem.status_code in NO_PAGE:
        told["detail"] = NO_PAGE[problem.status_code]
    page = pages.page(request, "fout.html", problem.status_code, **pages.NOBODY, problem=told)
    for name in ("retry-after", "www-authenticate", "allow"):
        if name in problem.headers:
            page.headers[name] = problem.headers[name]
    return page
