"""Matrix: how often what was reported where, as a table of which every cell opens its quotes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from api.evidence.matrix import NONE, Axis, Cell, Heading, Matrix, matrix
from api.matrix_schemas import as_csv
from api.web.visit import Visit
from corpus.errors import NotFound

router = APIRouter(prefix="/matrix")

AXES = {
    Axis.WET: "Wet",
    Axis.REGIO: "Regio",
    Axis.ADVIES: "Advies",
    Axis.SOORT: "Soort knelpunt",
    Axis.JAAR: "Jaar",
}
# stands in the address for what is not known of a quote
UNKNOWN = "-"
# how full a cell is, from 1; each has a look of its own
HEATS = 4


class Asked(BaseModel):
    """What rows and columns are, and which cell is open."""

    rijen: Axis = Axis.WET
    kolommen: Axis = Axis.REGIO
    rij: str = Field(default="", max_length=200)
    kolom: str = Field(default="", max_length=200)

    @property
    def turned(self) -> str:
        """The address with rows and columns in each other's place."""
        return f"/matrix?{urlencode({'rijen': self.kolommen, 'kolommen': self.rijen})}"

    def address(self, row: str, column: str) -> str:
        """Where a cell is open."""
        told = {
            "rijen": self.rijen,
            "kolommen": self.kolommen,
            "rij": row or UNKNOWN,
            "kolom": column or UNKNOWN,
        }
        return f"/matrix?{urlencode(told)}#cel"


@dataclass(frozen=True, slots=True)
class Square:
    """A cell as it is shown; ``heat`` is 0 where it is empty."""

    column: Heading
    cell: Cell | None
    heat: int


@router.get("")
def shown(asked: Annotated[Asked, Query()], visit: Visit) -> Response:
    """The table, and the quotes of a cell."""
    service = visit.service
    made = matrix(service.register.all(), asked.rijen, asked.kolommen, service.terms)
    return visit.page(
        "matrix.html",
        asked=asked,
        axes=AXES,
        rows=_rows(made),
        columns=made.columns,
        open=_open(asked, made) if asked.rij else None,
        terms=service.terms,
    )


@router.get("/csv")
def table(asked: Annotated[Asked, Query()], visit: Visit) -> Response:
    """The same for a spreadsheet."""
    service = visit.service
    made = matrix(service.register.all(), asked.rijen, asked.kolommen, service.terms)
    name = f'attachment; filename="matrix-{asked.rijen}-{asked.kolommen}.csv"'
    return Response(as_csv(made, asked.rijen), media_type="text/csv", headers={"Content-Disposition": name})


def _rows(made: Matrix) -> list[tuple[Heading, list[Square], Cell]]:
    """Each with its squares, and all of it together."""
    cells = {(cell.row, cell.column): cell for cell in made.cells}
    most = max((len(cell.reports) for cell in made.cells), default=0)
    rows = []
    for row in made.rows:
        own = [(column, cells.get((row.id, column.id))) for column in made.columns]
        squares = [Square(column, cell, _heat(cell, most)) for column, cell in own]
        # a quote about two regions stands in the cells of both, and is one quote
        reports = {id(one.quote): one for _, cell in own if cell for one in cell.reports}
        rows.append((row, squares, Cell(row.id, NONE, tuple(reports.values()))))
    return rows


def _heat(cell: Cell | None, most: int) -> int:
    return math.ceil(HEATS * len(cell.reports) / most) if cell else 0


def _open(asked: Asked, made: Matrix) -> tuple[Heading, Heading, Cell]:
    """Raises NotFound."""
    for cell in made.cells:
        if (cell.row or UNKNOWN, cell.column or UNKNOWN) == (asked.rij, asked.kolom):
            return _heading(made.rows, cell.row), _heading(made.columns, cell.column), cell
    raise NotFound("Deze cel van de matrix is leeg.", "Bekijk de matrix opnieuw.")


def _heading(headings: tuple[Heading, ...], id: str) -> Heading:  # noqa: A002
    return next(one for one in headings if one.id == id)
