"""One knelpunt: what it stands on, what people make of it, and how far it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Form, Path, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from api.evidence.moves import NEXT
from api.evidence.register import Register
from api.evidence.seen import Seen
from api.problems import STATUS
from api.web.registered import alike
from api.web.routes.knelpunten import acts, kinds
from api.web.visit import Reader, Submitted, Visit
from corpus.errors import BadInput, BadLabel, Conflict, Forbidden, SchuurpuntError
from corpus.visibility import Visibility
from search.catalogue.knelpunt import Phase, Verdict

router = APIRouter(prefix="/knelpunten/{id}")

MOST_ALIKE = 25
DONE = {
    "aanvaard": "Aanvaard: dit knelpunt telt vanaf nu als bewijs.",
    "verworpen": "Verworpen. Dezelfde woorden worden niet opnieuw voorgesteld.",
    "gewijzigd": "De wijziging is bewaard.",
    "samengevoegd": "Samengevoegd: alle citaten staan nu bij dit knelpunt.",
    "gesplitst": "Gesplitst. Dit is het nieuwe knelpunt, met de gekozen citaten.",
    "opgeschreven": "Het knelpunt staat in het register, en is daarmee aanvaard.",
}

Id = Annotated[str, Path(max_length=100)]
Note = Annotated[str, Field(max_length=20_000)]


class Said(BaseModel):
    """What every form of this page sends; ``gelezen`` is when the record was last changed as it was read."""

    gelezen: datetime
    toelichting: Note = ""


class Rejected(Said):
    """Why it is no knelpunt."""

    reden: Note


class Staged(Said):
    """A step on its way."""

    status: Phase


class Merged(Said):
    """The ids of those that go into this one."""

    met: list[str] = []


class Divided(Said):
    """The ids of the quotes that get a record of their own."""

    citaten: list[str] = []


class Unquoted(Said):
    """The id of a quote that goes."""

    citaat: str


class Edited(Said):
    """What a person may write."""

    titel: str = Field(default="", max_length=300)
    soort: str = ""
    wet: str = Field(default="", max_length=300)
    artikel: str = Field(default="", max_length=100)
    gevraagd: Note = ""
    eigenaar: str = Field(default="", max_length=300)
    notities: Note = ""
    zichtbaarheid: Visibility

    def values(self) -> dict[str, str | Visibility]:
        """As the register names them."""
        return {
            "title": self.titel.strip(),
            "kind": self.soort,
            "act": self.wet.strip(),
            "article": self.artikel.strip(),
            "asked": self.gevraagd.strip(),
            "owner": self.eigenaar.strip(),
            "notes": self.notities.strip(),
            "visibility": self.zichtbaarheid,
        }


@router.get("")
def read(id: Id, visit: Visit, gedaan: Annotated[str, Query()] = "") -> Response:  # noqa: A002
    """The whole record."""
    return _page(visit, id, done=DONE.get(gedaan, ""))


@router.post("/aanvaarden")
def accept(id: Id, visit: Submitted, said: Annotated[Said, Form()]) -> Response:  # noqa: A002
    """A proposal becomes evidence."""
    return _change(visit, id, "aanvaard", lambda kept: kept.accept(id, said.toelichting, said.gelezen))


@router.post("/verwerpen")
def reject(id: Id, visit: Submitted, said: Annotated[Rejected, Form()]) -> Response:  # noqa: A002
    """A proposal that is none."""
    if not said.reden.strip():
        return _page(visit, id, BadInput("Er is geen reden gegeven.", "Schrijf op waarom dit niet klopt."))
    return _change(visit, id, "verworpen", lambda kept: kept.reject(id, said.reden.strip(), said.gelezen))


@router.post("/status")
def stage(id: Id, visit: Submitted, said: Annotated[Staged, Form()]) -> Response:  # noqa: A002
    """A step forth or back."""
    return _change(
        visit, id, "gewijzigd", lambda kept: kept.edit(id, {}, said.status, said.toelichting, said.gelezen)
    )


@router.post("/wijzigen")
def edit(id: Id, visit: Submitted, said: Annotated[Edited, Form()]) -> Response:  # noqa: A002
    """Other words for it."""
    return _change(
        visit,
        id,
        "gewijzigd",
        lambda kept: kept.edit(id, said.values(), None, said.toelichting, said.gelezen),
    )


@router.post("/samenvoegen")
def merge(id: Id, visit: Submitted, said: Annotated[Merged, Form()]) -> Response:  # noqa: A002
    """Others go into this one."""
    if not said.met:
        return _page(visit, id, BadInput("Er is niets gekozen.", "Kies ten minste één ander knelpunt."))
    return _change(
        visit, id, "samengevoegd", lambda kept: kept.merge(id, said.met, said.toelichting, said.gelezen)
    )


@router.post("/splitsen")
def split(id: Id, visit: Submitted, said: Annotated[Divided, Form()]) -> Response:  # noqa: A002
    """Some quotes get a record of their own."""
    return _change(
        visit, id, "gesplitst", lambda kept: kept.split(id, said.citaten, said.toelichting, said.gelezen)
    )


@router.post("/citaten/verwijderen")
def unquote(id: Id, visit: Submitted, said: Annotated[Unquoted, Form()]) -> Response:  # noqa: A002
    """A quote that does not belong here."""
    return _change(visit, id, "gewijzigd", lambda kept: kept.unquote(id, said.citaat, said.gelezen))


@router.get("/verwijderen")
def confirm(id: Id, visit: Visit) -> Response:  # noqa: A002
    """Asks whether it is meant."""
    return visit.page("knelpunt_verwijderen.html", one=visit.service.register.get(id))


@router.post("/verwijderen")
def delete(id: Id, visit: Submitted) -> Response:  # noqa: A002
    """Leaves nothing of it but in the audit."""
    visit.service.register.delete(id)
    return visit.go("/knelpunten?gedaan=verwijderd")


def _change(visit: Reader, id: str, told: str, change: Callable[[Register], Seen]) -> Response:  # noqa: A002
    """Does it, and tells so on the page of the record that came of it; else why it could not be done."""
    try:
        changed = change(visit.service.register)
    except (BadInput, BadLabel, Conflict, Forbidden) as error:
        return _page(visit, id, error)
    return visit.go(f"/knelpunten/{quote(changed.record.id)}?gedaan={told}")


def _page(visit: Reader, id: str, error: SchuurpuntError | None = None, done: str = "") -> Response:  # noqa: A002
    register = visit.service.register
    one, every = register.get(id), register.all()
    return visit.page(
        "knelpunt.html",
        STATUS[type(error)] if error else 200,
        one=one,
        alike=alike(one, every, MOST_ALIKE),
        steps=[phase for phase in Phase if phase in NEXT[one.record.stage]],
        terms=visit.service.terms,
        problem=str(error or ""),
        done=done,
        **_around(one, every),
        **_forms(visit),
    )


def _around(one: Seen, every: list[Seen]) -> dict[str, Any]:
    """What leads on from here: the accepted one that it resembles, what it went into, the next proposal."""
    by_id = {other.record.id: other for other in every}
    waiting = [other for other in every if other.record.verdict is Verdict.VOORSTEL]
    later = [other for other in waiting if other.record.created_at > one.record.created_at]
    rest = [other for other in (*later, *waiting) if other.record.id != one.record.id]
    return {
        "resembled": by_id.get(one.record.resembles or ""),
        "within": by_id.get(one.record.merged_into or ""),
        "next_one": next(iter(rest), None),
        "waiting": len(waiting),
    }


def _forms(visit: Reader) -> dict[str, Any]:
    terms = visit.service.terms
    return {"kinds": kinds(terms), "acts": acts(terms)}
