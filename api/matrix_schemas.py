"""The matrix over the wire, and as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import Self

from pydantic import Field

from api.evidence.matrix import Axis, Cell, Heading, Matrix, Report
from api.knelpunt_schemas import Knelpuntfilter
from api.wire import Schema
from search.catalogue.knelpunt import Verdict

CSV = "text/csv"


class Matrixvraag(Knelpuntfilter):
    """Waarvan de matrix wordt gemaakt."""

    rijen: Axis = Field(default=Axis.WET, description="Wat de rijen zijn.")
    kolommen: Axis = Field(default=Axis.REGIO, description="Wat de kolommen zijn.")


class Matrixkop(Schema):
    """Een rij of kolom."""

    id: str = Field(description="Het id; leeg als het bij een citaat niet bekend is.")
    naam: str = Field(description="De naam.")

    @classmethod
    def of(cls, heading: Heading) -> Self:
        """The heading on the wire."""
        return cls(id=heading.id, naam=heading.name)


class Melding(Schema):
    """Een citaat dat in een cel telt."""

    knelpunt: str = Field(description="Het id van het knelpunt.")
    titel: str = Field(description="De titel van het knelpunt.")
    oordeel: Verdict = Field(description="Of het is aanvaard.")
    citaat: str = Field(description="Het id van het citaat.")
    tekst: str = Field(description="De woorden.")

    @classmethod
    def of(cls, report: Report) -> Self:
        """The report on the wire."""
        record = report.knelpunt.record
        return cls(
            knelpunt=record.id,
            titel=report.knelpunt.title,
            oordeel=record.verdict,
            citaat=report.quote.quote.id,
            tekst=report.quote.text,
        )


class Matrixcel(Schema):
    """Wat er in een rij en kolom is gemeld."""

    rij: str = Field(description="Het id van de rij.")
    kolom: str = Field(description="Het id van de kolom.")
    aanvaard: int = Field(description="Citaten van aanvaarde knelpunten.")
    voorgesteld: int = Field(description="Citaten van voorstellen.")
    meldingen: list[Melding] = Field(description="De citaten.")

    @classmethod
    def of(cls, cell: Cell) -> Self:
        """The cell on the wire."""
        return cls(
            rij=cell.row,
            kolom=cell.column,
            aanvaard=cell.accepted,
            voorgesteld=cell.proposed,
            meldingen=[Melding.of(report) for report in cell.reports],
        )


class Knelpuntenmatrix(Schema):
    """Hoe vaak wat waar is gemeld; cellen zonder meldingen worden niet genoemd."""

    rijen: list[Matrixkop] = Field(description="De rijen.")
    kolommen: list[Matrixkop] = Field(description="De kolommen.")
    cellen: list[Matrixcel] = Field(description="De cellen. Een citaat telt in elke cel waar het bij hoort.")

    @classmethod
    def of(cls, made: Matrix) -> Self:
        """The matrix on the wire."""
        return cls(
            rijen=[Matrixkop.of(one) for one in made.rows],
            kolommen=[Matrixkop.of(one) for one in made.columns],
            cellen=[Matrixcel.of(one) for one in made.cells],
        )


def as_csv(made: Matrix, rows: Axis) -> str:
    """A row for each row, and for each column two: what is accepted, and what is proposed."""
    counts = {(cell.row, cell.column): (cell.accepted, cell.proposed) for cell in made.cells}
    file = io.StringIO()
    writer = csv.writer(file)
    states = ("aanvaard", "voorgesteld")
    writer.writerow([rows, *(f"{one.name} ({state})" for one in made.columns for state in states)])
    for row in made.rows:
        numbers = [number for one in made.columns for number in counts.get((row.id, one.id), (0, 0))]
        writer.writerow([row.name, *numbers])
    return file.getvalue()
