"""Knelpunten: the register as a list, and what a person adds to it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from api.evidence.register import Chosen
from api.problems import STATUS
from api.web.registered import Wanted, choices, tabs
from api.web.shown import shown
from api.web.visit import Reader, Submitted, Visit
from corpus.errors import BadInput, BadLabel, SchuurpuntError
from corpus.label import LabelKind
from corpus.taxonomy.terms import Terms

router = APIRouter(prefix="/knelpunten")

ON_A_PAGE = 20
DONE = {
    "voorgesteld": "De labels zijn nagekeken. Nieuwe voorstellen staan hieronder, als die er zijn.",
    "verwijderd": "Het knelpunt is verwijderd.",
}


class Written(BaseModel):
    """A knelpunt that a person writes down, with a passage that shows it; words that are left out are all."""

    passage: str = Field(max_length=100)
    woorden: str = Field(default="", max_length=20_000)
    titel: str = Field(default="", max_length=300)
    soort: str = ""
    wet: str = Field(default="", max_length=300)
    artikel: str = Field(default="", max_length=100)
    gevraagd: str = Field(default="", max_length=20_000)

    def values(self) -> dict[str, str]:
        """As the register names them."""
        return {
            "title": self.titel.strip(),
            "kind": self.soort,
            "act": self.wet.strip(),
            "article": self.artikel.strip(),
            "asked": self.gevraagd.strip(),
        }


@router.get("")
def listed(wanted: Annotated[Wanted, Query()], visit: Visit) -> Response:
    """The list, a tab of it."""
    service = visit.service
    found = service.register.all()
    kept = wanted.kept(found)
    end = wanted.pagina * ON_A_PAGE
    return visit.page(
        "knelpunten.html",
        wanted=wanted,
        total=len(kept),
        found=kept[end - ON_A_PAGE : end],
        last_page=max(1, -(-len(kept) // ON_A_PAGE)),
        tabs=list(tabs(wanted, found)),
        choices=choices(found, service.terms),
        terms=service.terms,
        done=DONE.get(wanted.gedaan, ""),
    )


@router.post("/voorstellen")
def propose(visit: Submitted) -> Response:
    """Looks through all labels again."""
    visit.service.register.propose()
    return visit.go("/knelpunten?oordeel=voorstel&gedaan=voorgesteld")


@router.get("/nieuw")
def blank(visit: Visit, passage: Annotated[str, Query(max_length=100)]) -> Response:
    """The form for a knelpunt that a passage shows."""
    return _form(visit, Written(passage=passage))


@router.post("/nieuw")
def add(visit: Submitted, written: Annotated[Written, Form()]) -> Response:
    """It is accepted by being written down."""
    # a browser sends lines of its own kind
    words = written.woorden.replace("\r\n", "\n").strip()
    try:
        made = visit.service.register.add(written.values(), [Chosen(written.passage, words)])
    except (BadInput, BadLabel) as error:
        return _form(visit, written, error)
    return visit.go(f"/knelpunten/{made.record.id}?gedaan=opgeschreven")


def _form(visit: Reader, written: Written, error: SchuurpuntError | None = None) -> Response:
    service = visit.service
    return visit.page(
        "knelpunt_nieuw.html",
        STATUS[type(error)] if error else 200,
        written=written,
        passage=shown(service.passages.get(written.passage), service.terms),
        kinds=kinds(service.terms),
        acts=acts(service.terms),
        problem=str(error or ""),
    )


def kinds(terms: Terms) -> list[tuple[str, str]]:
    """Those to choose from."""
    return [(term.id, term.short) for term in terms.all if term.kind is LabelKind.KNELPUNT]


def acts(terms: Terms) -> list[str]:
    """The names of acts, for who begins to type one."""
    return [term.name for term in terms.all if term.kind is LabelKind.WET]
