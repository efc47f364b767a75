"""Bron: a document as it is read, and one passage of it that is cited."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Form, Path, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from api.documents import PDF
from api.original import original
from api.web.quoting import styles
from api.web.reading import Reading
from api.web.visit import Reader, Submitted, Visit
from corpus.errors import BadLabel
from corpus.label import LabelKind
from corpus.span import Span
from search.query import Citation

router = APIRouter(prefix="/documenten/{id}")

# enough to read a page by, and light enough to fetch
WIDTH = 760
# where a browser goes to, and what it says there, after a form
DONE = {
    "bewaard": "Uw oordeel over het label is bewaard. Het geldt voor elke passage met dezelfde tekst.",
    "gewijzigd": "De zichtbaarheid is gewijzigd.",
}

Id = Annotated[str, Path(max_length=100)]


class Place(BaseModel):
    """What of a document is shown: the part with the passage, else the part with that number. ``begin`` and
    ``eind`` are the words that stand out in the passage; ``gedaan`` what a form has just done.
    """

    passage: str | None = Field(default=None, max_length=100)
    deel: int = Field(default=1, ge=1, le=100_000)
    begin: int = Field(default=0, ge=0)
    eind: int = Field(default=0, ge=0)
    gedaan: str = ""

    @property
    def words(self) -> Span | None:
        """The words that stand out, as a range of the document's text."""
        return Span(self.begin, self.eind) if self.begin < self.eind else None


class Said(BaseModel):
    """What a reader says of a label; ``soort`` is there where only its name was typed."""

    passage: str = Field(max_length=100)
    label: str = Field(max_length=300)
    oordeel: Literal["klopt", "klopt-niet"] = "klopt"
    soort: LabelKind | None = None

    @property
    def written(self) -> str:
        """For ``advies:6``."""
        return f"{self.soort}:{self.label}" if self.soort else self.label


@router.get("")
def read(id: Id, place: Annotated[Place, Query()], visit: Visit) -> Response:  # noqa: A002
    """The part of the document that is asked for."""
    return _page(visit, id, place)


@router.get("/paginas/{nummer}/afbeelding")
def picture(
    id: Id,  # noqa: A002
    nummer: Annotated[int, Path(ge=1)],
    visit: Visit,
    passage: str | None = None,
) -> Response:
    """A page of a PDF as a picture, with the passage outlined on it."""
    drawn = visit.service.documents.picture(id, nummer, WIDTH, passage)
    return Response(drawn, media_type="image/png")


@router.get("/origineel")
def download(id: Id, visit: Visit) -> Response:  # noqa: A002
    """The file as it came in, to keep."""
    return original(visit.service.documents.get(id), visit.service.documents.original(id))


@router.post("/labels")
def review(id: Id, said: Annotated[Said, Form()], visit: Submitted) -> Response:  # noqa: A002
    """A label that holds for a passage, or does not."""
    held, rejected = ([said.written], []) if said.oordeel == "klopt" else ([], [said.written])
    try:
        visit.service.label(said.passage, held, rejected, visit.service.who.name)
    except BadLabel as error:
        return _page(visit, id, Place(passage=said.passage), str(error))
    return visit.go(f"/documenten/{quote(id)}?passage={quote(said.passage)}&gedaan=bewaard#citaat")


def _page(visit: Reader, id: str, place: Place, problem: str = "") -> Response:  # noqa: A002
    service = visit.service
    entry = service.documents.get(id)
    # of an older version no passages are left
    passages = [] if entry.replaced_by else service.documents.passages(id)
    reading = Reading(service.documents.text(id), passages, service.terms)
    cited = reading.cited(place.passage)
    return visit.page(
        "bron.html",
        400 if problem else 200,
        entry=entry,
        outline=reading.outline(),
        part=reading.part(place.deel, cited, place.words),
        cited=cited,
        lost=place.passage is not None and cited is None,
        words=place.words,
        done=DONE.get(place.gedaan, ""),
        problem=problem,
        versions=service.documents.versions(id),
        pictured=entry.media_type == PDF,
        **_of(visit, cited),
    )


def _of(visit: Reader, cited: Citation | None) -> dict[str, Any]:
    """What is told of the cited passage alone."""
    if cited is None:
        return {"verified": None, "styles": [], "similar": []}
    return {
        "verified": visit.service.passages.verify(cited.id),
        "styles": styles(cited, visit.request),
        "similar": visit.service.passages.similar(cited.id, 3),
    }
