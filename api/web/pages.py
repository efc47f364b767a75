"""Makes pages of templates; the home of jinja2. Whatever a template is given, is text until it says not."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.place import day, pages
from api.web import days, wording

HERE = Path(__file__).parent
STATIC = HERE / "static"
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
# the choice of light or dark, which no sign-in is needed for
THEME_COOKIE = "schuurpunt_weergave"
THEMES = {"licht": "Licht", "donker": "Donker"}


@dataclass(frozen=True, slots=True)
class Place:
    """An item of the navigation; ``closed`` to who is no beheerder."""

    name: str
    address: str
    closed: bool = False


# what ``base.html`` is told where it is not known who reads
NOBODY: dict[str, Any] = {
    "csrf": "", "who": None, "signed_in": False, "editor": False, "administrator": False, "contact": None,
}  # fmt: skip
NAVIGATION = (
    Place("Zoeken", "/"),
    Place("Regio's", "/regios"),
    Place("Knelpunten", "/knelpunten"),
    Place("Matrix", "/matrix"),
    Place("Dossiers", "/dossiers"),
    Place("Documenten", "/documenten"),
    Place("Overzicht", "/overzicht"),
    Place("Beheer", "/beheer", closed=True),
)


def page(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:  # noqa: ANN401
    """The page; what every page needs stands in ``base.html``."""
    html = (
        _environment()
        .get_template(template)
        .render(
            path=request.url.path,
            here=here(request),
            navigation=NAVIGATION,
            theme=theme if (theme := request.cookies.get(THEME_COOKIE)) in THEMES else None,
            **context,
        )
    )
    return HTMLResponse(html, status, {"Content-Security-Policy": POLICY})


def versioned(name: str) -> str:
    """The address of a file in ``static/``, another one after each change of it."""
    return f"/statisch/{name}?v={_hash(name)}"


def here(request: Request) -> str:
    """The address of this page on this site, to come back to."""
    return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path


@cache
def _hash(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"static": versioned, "themes": THEMES}
    environment.filters |= {
        "day": day,
        "pages": pages,
        "count": wording.count,
        "number": wording.number,
        "moment": wording.moment,
        "last_day": wording.last_day,
        "date_of": wording.date_of,
        "written": days.written,
        "kind": wording.kind,
        "visibility": wording.visibility,
        "verdict": wording.verdict,
        "phase": str.capitalize,
    }
    return environment
