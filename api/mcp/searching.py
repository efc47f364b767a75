"""The tool zoek_passages."""

from __future__ import annotations

from typing import Self

from pydantic import Field

from api.label_schemas import Naam
from api.mcp.quotes import Citaat, Resultaat
from api.service import Service
from api.wire import DateOrNone, Schema, Tekst
from corpus.document import Kind
from corpus.label import LabelKind
from search.query import Filters, Query, Results

MOST = 20


class Zoekvraag(Schema):
    """Wat er wordt gezocht."""

    vraag: Tekst = Field(description="De vraag, in gewoon Nederlands.")
    aantal: int = Field(default=8, ge=1, le=MOST, description="Aantal passages.")
    pagina: int = Field(default=1, ge=1, le=100, description="De hoeveelste groep passages, vanaf 1.")
    regio: list[Naam] = Field(default=[], max_length=20, description="Alleen over een van deze regio's.")
    advies: list[Naam] = Field(default=[], max_length=20, description="Alleen bij een van deze adviezen.")
    bouwsteen: list[Naam] = Field(
        default=[], max_length=20, description="Alleen bij een van deze bouwstenen."
    )
    wet: list[Naam] = Field(default=[], max_length=20, description="Alleen wat een van deze wetten noemt.")
    knelpunt: list[Naam] = Field(
        default=[], max_length=20, description="Alleen knelpunten van een van deze soorten."
    )
    document: list[Naam] = Field(default=[], max_length=100, description="Alleen in deze documenten (id's).")
    documentsoort: list[Kind] = Field(
        default=[], max_length=10, description="Alleen deze soorten documenten."
    )
    van: DateOrNone = Field(default=None, description="Alleen documenten vanaf deze dag.")
    tot: DateOrNone = Field(default=None, description="Alleen documenten tot en met deze dag.")


class Zoekresultaat(Resultaat):
    """De passages die het best passen."""

    vraag: str = Field(description="De vraag.")
    totaal: int = Field(description="Aantal passages dat past.")
    resultaten: list[Citaat] = Field(description="De passages, de beste eerst.")

    @classmethod
    def of(cls, results: Results) -> Self:
        """The results as an assistant gets them."""
        citations = [Citaat.of(one) for one in results.citations]
        return cls(vraag=results.query.text, totaal=results.total, resultaten=citations)

    def told(self) -> str:
        """The same as text."""
        if not self.resultaten:
            return "Geen passages gevonden."
        head = f"{self.totaal} passages passen; hier staan er {len(self.resultaten)}. {self.let_op}"
        return "\n\n".join([head, *(one.told(number) for number, one in enumerate(self.resultaten, 1))])


def search(service: Service, asked: Zoekvraag) -> Zoekresultaat:
    """Raises BadQuestion and BadLabel."""
    filters = Filters(
        documents=tuple(asked.document),
        kinds=tuple(asked.documentsoort),
        since=asked.van,
        until=asked.tot,
        labels=service.terms.found({kind: getattr(asked, kind) for kind in LabelKind}),
    )
    return Zoekresultaat.of(service.search(Query(asked.vraag, asked.aantal, asked.pagina, filters)))
