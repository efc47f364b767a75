"""Bewaarde vragen: kept from Zoeken, and what they found since."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Path, Query
from pydantic import Field
from starlette.responses import Response

from api.problems import STATUS
from api.web.asked import Asked
from api.web.saving import to_ask, to_keep
from api.web.shown import shown
from api.web.visit import Reader, Submitted, Visit
from corpus.errors import BadInput, BadLabel, BadQuestion, Forbidden, SchuurpuntError
from corpus.visibility import Visibility

router = APIRouter(prefix="/vragen")

DONE = {
    "bewaard": "De vraag is bewaard. Wat zij vindt in documenten die er nog bij komen, staat hier.",
    "gezien": "Gezien. Hier staat voortaan alleen wat daarna wordt gevonden.",
    "verwijderd": "De vraag is verwijderd.",
}

Id = Annotated[str, Path(max_length=100)]


class Kept(Asked):
    """A question to keep, by a name."""

    naam: str = Field(default="", max_length=300)
    zichtbaarheid: Visibility = Visibility.NETWERK


@router.get("")
def listed(visit: Visit, gedaan: str = "") -> Response:
    """All that one may see, with how much is new."""
    saved = visit.service.saved
    counts = saved.counts()
    return visit.page(
        "vragen.html",
        questions=[(one, to_ask(one), counts.get(one.id)) for one in saved.all()],
        done=DONE.get(gedaan, ""),
    )


@router.get("/nieuw")
def name(visit: Visit, asked: Annotated[Kept, Query()]) -> Response:
    """Asks by which name to keep what was asked."""
    return _form(visit, asked)


@router.post("/nieuw")
def keep(visit: Submitted, kept: Annotated[Kept, Form()]) -> Response:
    """Keeps it."""
    try:
        made = visit.service.saved.make(kept.naam or kept.vraag, to_keep(kept), kept.zichtbaarheid)
    except (BadInput, BadLabel, BadQuestion, Forbidden) as error:
        return _form(visit, kept, error)
    return visit.go(f"/vragen/{made.id}?gedaan=bewaard")


@router.get("/{id}")
def read(id: Id, visit: Visit, gedaan: str = "", alles: bool = False) -> Response:  # noqa: A002
    """What is new since it was last seen, or since it was kept."""
    service = visit.service
    question = service.saved.get(id)
    news = service.saved.feed(id) if alles else service.saved.news(id)
    return visit.page(
        "vraag.html",
        question=question,
        asked=to_ask(question),
        news=[(one.found_at, shown(one.citation, service.terms)) for one in news],
        all=alles,
        done=DONE.get(gedaan, ""),
    )


@router.post("/{id}/gezien")
def seen(id: Id, visit: Submitted) -> Response:  # noqa: A002
    """From here on only what is found later is new."""
    visit.service.saved.seen(id)
    return visit.go(f"/vragen/{quote(id)}?gedaan=gezien")


@router.post("/{id}/verwijderen")
def remove(id: Id, visit: Submitted) -> Response:  # noqa: A002
    """The question goes, with what it found."""
    visit.service.saved.remove(id)
    return visit.go("/vragen?gedaan=verwijderd")


def _form(visit: Reader, kept: Kept, error: SchuurpuntError | None = None) -> Response:
    return visit.page(
        "vraag_bewaren.html", STATUS[type(error)] if error else 200, asked=kept, problem=str(error or "")
    )
