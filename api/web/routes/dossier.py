"""One dossier: what is in it and in which order, what became of its sources, and taking it along."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Path, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from api.evidence.dossiers import Dossiers, Part
from api.evidence.seen import Stand
from api.exports.forms import EXPORTS, Vorm
from api.exports.report import WARNINGS, Arrangement
from api.problems import STATUS
from api.web.visit import Reader, Submitted, Visit, inside
from corpus.errors import BadInput, Conflict, Forbidden, SchuurpuntError
from corpus.visibility import Visibility
from search.catalogue.anchors import Standing

router = APIRouter(prefix="/dossiers/{id}")

DONE = {
    "gemaakt": "Het dossier is gemaakt. Zoek nu passages, en kies daar ‘Zet in een dossier’.",
    "toegevoegd": "Toegevoegd, achteraan in dit dossier.",
    "gewijzigd": "De wijziging is bewaard.",
    "weggehaald": "Het onderdeel is uit dit dossier gehaald.",
    "teruggezet": "Het onderdeel staat weer waar het stond.",
}
FORMS = {
    Vorm.DOCX: "Word (DOCX), met voetnoten",
    Vorm.MARKDOWN: "Markdown",
    Vorm.CSV: "CSV, voor een rekenblad",
    Vorm.JSON: "JSON, voor programma's",
    Vorm.RIS: "RIS, voor literatuurprogramma's",
    Vorm.CSL: "CSL-JSON, voor literatuurprogramma's",
}
ARRANGEMENTS = {
    Arrangement.VOLGORDE: "in de volgorde van het dossier",
    Arrangement.WET: "per wet",
    Arrangement.REGIO: "per regio",
}

Id = Annotated[str, Path(max_length=100)]


class Changed(BaseModel):
    """What a dossier is called, and who may see it."""

    naam: str = Field(default="", max_length=1000)
    omschrijving: str = ""
    zichtbaarheid: Visibility


@router.get("")
def read(
    id: Id,  # noqa: A002
    visit: Visit,
    gedaan: str = "",
    terug: Annotated[str, Query(max_length=20_000)] = "",
    weg: Annotated[str, Query(max_length=100)] = "",
) -> Response:
    """All of it, as this person sees it; ``weg`` is an item that was just taken out."""
    back = inside(terug) if terug else ""
    return _page(visit, id, done=DONE.get(gedaan, ""), back=back, dropped=weg)


@router.get("/export")
def export(
    id: Id,  # noqa: A002
    visit: Visit,
    vorm: Vorm = Vorm.DOCX,
    groepeer: Arrangement = Arrangement.VOLGORDE,
) -> Response:
    """As a file."""
    form = EXPORTS[vorm]
    report = visit.service.exports.report(id, groepeer, str(visit.request.base_url))
    name = f"{_plain(report.dossier.name) or 'dossier'}.{form.suffix}"
    return Response(
        form.write(report),
        media_type=form.media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@router.post("/wijzigen")
def change(id: Id, visit: Submitted, changed: Annotated[Changed, Form()]) -> Response:  # noqa: A002
    """Another name, description or visibility."""
    naam, text, visibility = changed.naam, changed.omschrijving, changed.zichtbaarheid
    return _done(visit, id, "", lambda kept: kept.change(id, naam, text, visibility))


@router.post("/onderdelen/{item}/plaats")
def move(id: Id, item: Id, visit: Submitted, plaats: Annotated[int, Form(ge=1)]) -> Response:  # noqa: A002
    """Another place, from 1."""
    return _done(visit, id, item, lambda kept: kept.move(id, item, plaats))


@router.post("/onderdelen/{item}/notitie")
def note(id: Id, item: Id, visit: Submitted, notitie: Annotated[str, Form()] = "") -> Response:  # noqa: A002
    """What stands beside an item."""
    return _done(visit, id, item, lambda kept: kept.note(id, item, notitie))


@router.post("/onderdelen/{item}/verwijderen")
def drop(id: Id, item: Id, visit: Submitted) -> Response:  # noqa: A002
    """Takes an item out; its source stays."""
    visit.service.dossiers.drop(id, item)
    return visit.go(f"/dossiers/{quote(id)}?gedaan=weggehaald&weg={quote(item)}")


@router.post("/onderdelen/{item}/terugzetten")
def restore(id: Id, item: Id, visit: Submitted) -> Response:  # noqa: A002
    """Puts back what was just taken out."""
    return _done(visit, id, item, lambda kept: kept.restore(id, item), "teruggezet")


@router.get("/verwijderen")
def confirm(id: Id, visit: Visit) -> Response:  # noqa: A002
    """Asks whether it is meant."""
    return visit.page("dossier_verwijderen.html", dossier=visit.service.dossiers.get(id))


@router.post("/verwijderen")
def remove(id: Id, visit: Submitted) -> Response:  # noqa: A002
    """The dossier goes, its sources stay."""
    visit.service.dossiers.remove(id)
    return visit.go("/dossiers?gedaan=verwijderd")


def _done(
    visit: Reader,
    id: str,  # noqa: A002
    item: str,
    change: Callable[[Dossiers], object],
    done: str = "gewijzigd",
) -> Response:
    """Does it, and goes to the item; else tells why it could not be done."""
    try:
        change(visit.service.dossiers)
    except (BadInput, Conflict, Forbidden) as error:
        return _page(visit, id, error)
    place = f"#o-{quote(item)}" if item else ""
    return visit.go(f"/dossiers/{quote(id)}?gedaan={done}{place}")


def _page(
    visit: Reader,
    id: str,  # noqa: A002
    error: SchuurpuntError | None = None,
    **told: str,
) -> Response:
    """``told``: what was ``done``, the way ``back``, and the item that was just taken out (``dropped``)."""
    kept = visit.service.dossiers
    parts = kept.parts(id)
    return visit.page(
        "dossier.html",
        STATUS[type(error)] if error else 200,
        dossier=kept.get(id),
        parts=[(part, WARNINGS[part.found.standing] if part.found else "") for part in parts],
        changed=sum(map(_has_changed, parts)),
        forms=FORMS,
        arrangements=ARRANGEMENTS,
        terms=visit.service.terms,
        problem=str(error or ""),
        **{"done": "", "back": "", "dropped": "", **told},
    )


def _has_changed(part: Part) -> bool:
    """Whether words that it quotes are no longer as they were."""
    if part.found:
        return part.found.standing is not Standing.GELDIG
    quotes = (*part.knelpunt.quotes, *part.knelpunt.asks) if part.knelpunt else ()
    return any(one.stand is not Stand.GELDIG for one in quotes)


def _plain(name: str) -> str:
    """What any disk takes as a name."""
    letters = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:80]
