"""Documenten: what there is, adding to it, who may see it, and taking it away."""

from __future__ import annotations

import datetime
import time
from enum import StrEnum
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, File, Form, Path, Query, UploadFile
from pydantic import BaseModel, Field, field_validator
from starlette.responses import Response

from api.access.editing import by_editors
from api.jobs.desk import Upload
from api.web import days
from api.web.uploads import rows
from api.web.visit import Reader, Submitted, Visit, who
from corpus.document import Kind
from corpus.errors import SchuurpuntError
from corpus.visibility import Visibility
from search.catalogue.entries import Entry
from search.catalogue.jobs import Job
from search.query import Filters

router = APIRouter(prefix="/documenten", route_class=by_editors(who))

ON_A_PAGE = 25
# a small file is read by then, so that its page tells the end at once
PATIENCE = 3.0
STEP = 0.05
NO_DAY = datetime.date.min
DONE = {"verwijderd": "Het document is verwijderd."}

Id = Annotated[str, Path(max_length=100)]


class Order(StrEnum):
    """What the list is ordered by; dates and counts begin with the highest."""

    BESTAND = "bestand"
    TITEL = "titel"
    DATUM = "datum"
    PASSAGES = "passages"
    OPGENOMEN = "opgenomen"


class Listed(BaseModel):
    """Which documents are listed, and how; a form sends empty fields as well."""

    naam: str = Field(default="", max_length=300)
    soort: Kind | None = None
    zichtbaarheid: Visibility | None = None
    van: datetime.date | None = None
    tot: datetime.date | None = None
    volgorde: Order = Order.BESTAND
    pagina: int = Field(default=1, ge=1, le=100_000)
    gedaan: str = ""

    @field_validator("soort", "zichtbaarheid", mode="before")
    @classmethod
    def _given(cls, value: object) -> object:
        return value or None

    @field_validator("van", mode="before")
    @classmethod
    def _from(cls, value: object) -> object:
        return days.read(value)

    @field_validator("tot", mode="before")
    @classmethod
    def _until(cls, value: object) -> object:
        return days.read(value, end=True)

    @property
    def narrowed(self) -> bool:
        """Whether not all are listed."""
        return bool(self.naam or self.soort or self.zichtbaarheid or self.van or self.tot)

    def filters(self) -> Filters:
        """The same in the words of the search."""
        return Filters(kinds=(self.soort,) if self.soort else (), since=self.van, until=self.tot)

    def holds(self, entry: Entry) -> bool:
        """What the search has no filter for."""
        named = " ".join((entry.title, *entry.names)).casefold()
        return self.naam.casefold() in named and self.zichtbaarheid in {None, entry.visibility}

    def ordered(self, entries: list[Entry]) -> list[Entry]:
        """Those that come by file name, in the order that is asked for."""
        match self.volgorde:
            case Order.TITEL:
                return sorted(entries, key=lambda one: one.title.casefold())
            case Order.DATUM:
                return sorted(entries, key=lambda one: one.date.day if one.date else NO_DAY, reverse=True)
            case Order.PASSAGES:
                return sorted(entries, key=lambda one: -one.passages)
            case Order.OPGENOMEN:
                return sorted(entries, key=lambda one: one.added_at, reverse=True)
            case _:
                return entries

    def address(self, page: int = 1, volgorde: str = "") -> str:
        """The same list, another page or order of it."""
        told = self.model_dump(mode="json", exclude={"pagina", "gedaan"}, exclude_defaults=True)
        told |= {"volgorde": volgorde} if volgorde else {}
        return f"/documenten?{urlencode({**told, 'pagina': page})}"


@router.get("")
def listed(asked: Annotated[Listed, Query()], visit: Visit) -> Response:
    """The list, and for who may add to it the form to do so."""
    return _list(visit, asked)


@router.post("")
def upload(
    visit: Submitted,
    bestand: Annotated[list[UploadFile], File()],
    zichtbaarheid: Annotated[str, Form()] = "",
) -> Response:
    """Takes in files, and goes to where is told what becomes of them."""
    # a form without a file sends an empty one
    files = [Upload(one.filename, one.file, one.size or 0) for one in bestand if one.filename]
    try:
        job = visit.service.jobs.take_in(files, Visibility(zichtbaarheid) if zichtbaarheid else None)
    except SchuurpuntError as error:
        return _list(visit, Listed(), str(error))
    _ended(visit, job)
    return visit.go(f"/documenten/opdrachten/{job.id}")


@router.get("/opdrachten/{id}")
def progress(id: Id, visit: Visit) -> Response:  # noqa: A002 - the name that the address has
    """What became of the files so far."""
    job = visit.service.jobs.get(id)
    return visit.page("opdracht.html", job=job, rows=list(rows(job)))


@router.post("/opdrachten/{id}/afbreken")
def cancel(id: Id, visit: Submitted) -> Response:  # noqa: A002
    """What was not begun stays out."""
    visit.service.jobs.cancel(id)
    return visit.go(f"/documenten/opdrachten/{quote(id)}")


@router.post("/{id}/zichtbaarheid")
def change_visibility(
    id: Id,  # noqa: A002
    visit: Submitted,
    zichtbaarheid: Annotated[Visibility, Form()],
) -> Response:
    """Who may see a document from now on."""
    visit.service.set_visibility(id, zichtbaarheid)
    return visit.go(f"/documenten/{quote(id)}?gedaan=gewijzigd")


@router.get("/{id}/verwijderen")
def confirm(id: Id, visit: Visit) -> Response:  # noqa: A002
    """Asks whether it is meant."""
    return visit.page("verwijderen.html", entry=visit.service.documents.get(id))


@router.post("/{id}/verwijderen")
def remove(id: Id, visit: Submitted) -> Response:  # noqa: A002
    """Leaves nothing of it to find."""
    visit.service.remove(id)
    return visit.go("/documenten?gedaan=verwijderd")


def _list(visit: Reader, asked: Listed, problem: str = "") -> Response:
    found = asked.ordered(
        [entry for entry in visit.service.documents.all(asked.filters()) if asked.holds(entry)]
    )
    end = asked.pagina * ON_A_PAGE
    return visit.page(
        "documenten.html",
        400 if problem else 200,
        asked=asked,
        total=len(found),
        entries=found[end - ON_A_PAGE : end],
        last_page=max(1, -(-len(found) // ON_A_PAGE)),
        unread=visit.service.documents.unread(),
        done=DONE.get(asked.gedaan, ""),
        problem=problem,
    )


def _ended(visit: Reader, job: Job) -> None:
    """Waits for it a little."""
    until = time.monotonic() + PATIENCE
    while visit.service.jobs.get(job.id).unfinished and time.monotonic() < until:
        time.sleep(STEP)
