"""Dossiers: the list of them, and putting something in one."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from api.problems import STATUS
from api.web.shown import shown
from api.web.visit import Reader, Submitted, Visit
from corpus.errors import BadInput, Conflict, Forbidden, SchuurpuntError
from corpus.visibility import Visibility

router = APIRouter(prefix="/dossiers")

DONE = {"verwijderd": "Het dossier is verwijderd. De documenten zijn er nog."}


class Made(BaseModel):
    """A dossier to make."""

    naam: str = Field(default="", max_length=300)
    omschrijving: str = Field(default="", max_length=20_000)
    zichtbaarheid: Visibility = Visibility.NETWERK


class Picked(BaseModel):
    """What to put in a dossier, either a passage or a knelpunt, and where one came from."""

    passage: str = Field(default="", max_length=100)
    knelpunt: str = Field(default="", max_length=100)
    terug: str = Field("/", max_length=20_000)


class Put(Picked):
    """In which; one that has a name is made for it."""

    dossier: str = Field(default="", max_length=100)
    naam: str = Field(default="", max_length=300)
    notitie: str = Field(default="", max_length=20_000)


@router.get("")
def listed(visit: Visit, gedaan: str = "") -> Response:
    """All that one may see."""
    return _list(visit, Made(), done=DONE.get(gedaan, ""))


@router.post("")
def make(visit: Submitted, made: Annotated[Made, Form()]) -> Response:
    """An empty one."""
    try:
        dossier = visit.service.dossiers.make(made.naam, made.omschrijving, made.zichtbaarheid)
    except (BadInput, Forbidden) as error:
        return _list(visit, made, error)
    return visit.go(f"/dossiers/{dossier.id}?gedaan=gemaakt")


@router.get("/toevoegen")
def choose(visit: Visit, picked: Annotated[Picked, Query()]) -> Response:
    """Asks in which."""
    return _choose(visit, Put(**picked.model_dump()))


@router.post("/toevoegen")
def put(visit: Submitted, put: Annotated[Put, Form()]) -> Response:
    """Puts it at the end."""
    kept = visit.service.dossiers
    try:
        id_ = kept.make(put.naam).id if put.naam.strip() or not put.dossier else put.dossier
        if put.knelpunt:
            item = kept.add_knelpunt(id_, put.knelpunt, put.notitie)
        else:
            item = kept.add(id_, put.passage, put.notitie)
    except (BadInput, Conflict) as error:
        return _choose(visit, put, error)
    return visit.go(f"/dossiers/{id_}?gedaan=toegevoegd&terug={quote(put.terug)}#o-{item.id}")


def _list(visit: Reader, made: Made, error: SchuurpuntError | None = None, done: str = "") -> Response:
    return visit.page(
        "dossiers.html",
        STATUS[type(error)] if error else 200,
        dossiers=visit.service.dossiers.all(),
        made=made,
        problem=str(error or ""),
        done=done,
    )


def _choose(visit: Reader, put: Put, error: SchuurpuntError | None = None) -> Response:
    service = visit.service
    knelpunt = service.register.get(put.knelpunt) if put.knelpunt else None
    return visit.page(
        "dossier_toevoegen.html",
        STATUS[type(error)] if error else 200,
        put=put,
        knelpunt=knelpunt,
        passage=None if knelpunt else shown(service.passages.get(put.passage), service.terms),
        dossiers=service.dossiers.all(),
        problem=str(error or ""),
    )
