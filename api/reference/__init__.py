"""The description of the API as a page to try it on, at ``/v1/docs``; the home of fastapi_offline.

That package brings Swagger UI along, so that the page asks nothing of any other site.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import fastapi_offline
from fastapi import FastAPI
from starlette.responses import FileResponse

PAGE = "/v1/docs"
# beside the API, which is closed to who has no key
PARTS = "/docs"
# what the page may do: its own scripts and styles, and requests to its own site
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def install(site: FastAPI) -> None:
    """Puts the page and its parts on the site."""
    ours, theirs = Path(str(files("api.reference"))), Path(str(files(fastapi_offline))) / "static"
    _serve(site, PAGE, ours / "page.html")
    _serve(site, f"{PARTS}/start.js", ours / "start.js")
    _serve(site, f"{PARTS}/page.css", ours / "page.css")
    for name in ("swagger-ui-bundle.js", "swagger-ui.css"):
        _serve(site, f"{PARTS}/{name}", theirs / name)


def _serve(site: FastAPI, address: str, path: Path) -> None:
    def file() -> FileResponse:
        return FileResponse(path, headers={"Content-Security-Policy": POLICY})

    site.get(address, include_in_schema=False, response_class=FileResponse)(file)
