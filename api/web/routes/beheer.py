"""Beheer: keys, labels, indexes, work that goes on, and what could not be read."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Path, Query
from pydantic import BaseModel, Field, field_validator
from starlette.responses import Response

from api.access.keys import Made, Wanted
from api.access.principal import Role
from api.problems import STATUS
from api.web import days
from api.web.audited import line
from api.web.naming import Naming
from api.web.visit import Reader, Submitted, Visit
from corpus.errors import BadInput, Conflict, Forbidden, SchuurpuntError
from corpus.visibility import Visibility
from search.catalogue.audit import Sought
from search.catalogue.jobs import Stage, Work
from search.doctor import Report

router = APIRouter(prefix="/beheer")

JOBS = 10
RULES = 50
# what the audit trail tells of
OBJECTS = ("document", "passage", "labels", "knelpunt", "dossier", "vraag", "sleutel", "opdracht", "index")
DONE = {"ingetrokken": "De sleutel is ingetrokken; zij opent niets meer."}


class Key(BaseModel):
    """A key to make; a form sends an empty day as well."""

    naam: str = Field(default="", max_length=300)
    rol: Role = Role.LEZER
    inzage: Visibility = Visibility.NETWERK
    tot: datetime.date | None = None

    @field_validator("tot", mode="before")
    @classmethod
    def _until(cls, value: object) -> object:
        return days.read(value, end=True)


class Followed(BaseModel):
    """Which changes are listed; a form sends empty fields as well."""

    onderwerp: str = Field(default="", max_length=100)
    wie: str = Field(default="", max_length=300)
    pagina: int = Field(default=1, ge=1, le=100_000)

    @property
    def narrowed(self) -> bool:
        """Whether not all are listed."""
        return bool(self.onderwerp or self.wie)

    def sought(self) -> Sought:
        """The same in the words of the trail."""
        return Sought(object=self.onderwerp or None, who=self.wie.strip() or None)

    def address(self, page: int) -> str:
        """The same list, another page of it."""
        told = self.model_dump(exclude={"pagina"}, exclude_defaults=True)
        return f"/beheer/wijzigingen?{urlencode({**told, 'pagina': page})}"


@router.get("")
def shown(visit: Visit, gedaan: str = "") -> Response:
    """All of it."""
    return _page(visit, done=DONE.get(gedaan, ""))


@router.post("/sleutels")
def make(visit: Submitted, key: Annotated[Key, Form()]) -> Response:
    """The words of a new key are on this page, and never again."""
    try:
        made = visit.service.management.make_key(Wanted(key.naam, key.rol, key.inzage, key.tot))
    except (BadInput, Forbidden) as error:
        return _page(visit, error=error)
    return _page(visit, made=made)


@router.post("/sleutels/{id}/intrekken")
def revoke(id: Annotated[str, Path(max_length=100)], visit: Submitted) -> Response:  # noqa: A002
    """It opens nothing from now on."""
    try:
        visit.service.management.revoke_key(id)
    except Conflict as error:
        return _page(visit, error=error)
    return visit.go("/beheer?gedaan=ingetrokken#sleutels")


@router.post("/opdrachten")
def begin(visit: Submitted, soort: Annotated[Work, Form()]) -> Response:
    """Work on all that is there."""
    asked = {"parse": False} if soort is Work.REBUILD else {}
    try:
        job = visit.service.jobs.begin(soort, **asked)
    except (Conflict, Forbidden) as error:
        return _page(visit, error=error)
    return visit.go(f"/documenten/opdrachten/{job.id}")


@router.post("/controle")
def check(visit: Submitted) -> Response:
    """Compares every store; takes a while where there is much."""
    try:
        return _page(visit, report=visit.service.upkeep.doctor(mending=False))
    except Forbidden as error:
        return _page(visit, error=error)


@router.get("/wijzigingen")
def rules(visit: Visit, asked: Annotated[Followed, Query()]) -> Response:
    """Who changed what."""
    name = Naming(visit.service)
    found, total = visit.service.management.rules(asked.sought(), RULES, RULES * (asked.pagina - 1))
    return visit.page(
        "wijzigingen.html",
        asked=asked,
        objects=OBJECTS,
        lines=[line(rule, name) for rule in found],
        number=asked.pagina,
        last_page=max(1, -(-total // RULES)),
        address=asked.address,
    )


def _page(
    visit: Reader,
    error: SchuurpuntError | None = None,
    made: Made | None = None,
    report: Report | None = None,
    done: str = "",
) -> Response:
    service = visit.service
    jobs, _ = service.jobs.listed(tuple(Stage), JOBS, 0)
    return visit.page(
        "beheer.html",
        STATUS[type(error)] if error else 200,
        keys=service.management.keys(),
        now=datetime.datetime.now(datetime.UTC),
        made=made,
        jobs=jobs,
        vitals=service.vitals(),
        report=report,
        taxonomy=_taxonomy(visit),
        unread=service.documents.unread(),
        documents=len(service.documents.all()),
        problem=str(error or ""),
        done=done,
    )


def _taxonomy(visit: Reader) -> dict[str, Any]:
    """Its version, and how many labels of each kind it has."""
    terms = visit.service.terms
    return {"version": terms.version, "counts": Counter(term.kind.value for term in terms.all)}
