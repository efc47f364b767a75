"""Documents over the wire."""

from __future__ import annotations

import datetime
from typing import Self

from pydantic import Field

from api.paging import Koppelingen
from api.schemas import day_of
from api.wire import DateOrNone, Schema
from corpus.document import Kind
from corpus.visibility import Visibility
from search.catalogue.entries import Entry
from search.query import Filters


class Document(Schema):
    """Een document in de verzameling."""

    id: str = Field(description="Het id van het document.")
    titel: str = Field(description="De titel.")
    bestand: str = Field(description="De naam van het bestand.")
    bestanden: list[str] = Field(description="Alle namen waaronder dezelfde inhoud bekend is.")
    soort: Kind = Field(description="De soort van het document.")
    datum: DateOrNone = Field(description="De datum; de eerste dag als alleen maand of jaar bekend is.")
    taal: str = Field(description="De taal, als code van twee letters.", examples=["nl"])
    mediatype: str = Field(description="Het mediatype van het bestand.")
    status: str = Field(description="Of er tekst in is gevonden.", examples=["gereed", "geen tekst gevonden"])
    paginas: int | None = Field(description="Het aantal pagina's, als het bestand pagina's heeft.")
    passages: int = Field(description="Het aantal passages.")
    sha256: str = Field(description="De SHA-256 van het bestand.")
    toegevoegd_op: datetime.datetime = Field(description="Wanneer het is opgenomen.")
    vervangen_door: str | None = Field(description="Het id van de volgende versie, als die er is.")
    zichtbaarheid: Visibility = Field(description="Wie het mag zien.")

    @classmethod
    def of(cls, entry: Entry) -> Self:
        """The entry on the wire."""
        return cls(
            id=entry.id,
            titel=entry.title,
            bestand=entry.name,
            bestanden=list(entry.names),
            soort=entry.kind,
            datum=day_of(entry.date),
            taal=entry.language,
            mediatype=entry.media_type,
            status=entry.status,
            paginas=entry.pages,
            passages=entry.passages,
            sha256=entry.sha256,
            toegevoegd_op=entry.added_at,
            vervangen_door=entry.replaced_by,
            zichtbaarheid=entry.visibility,
        )


class Wijziging(Schema):
    """Wat er aan een document verandert; wat niet wordt genoemd, blijft."""

    zichtbaarheid: Visibility = Field(description="Wie het voortaan mag zien.")


class Lijstvraag(Schema):
    """Welke documenten, en hoeveel."""

    aantal: int = Field(default=20, ge=1, le=100, description="Aantal documenten op een pagina.")
    pagina: int = Field(default=1, ge=1, le=100_000, description="De hoeveelste pagina, vanaf 1.")
    documentsoort: list[Kind] = Field(
        default=[], max_length=10, description="Alleen deze soorten documenten."
    )
    van: DateOrNone = Field(default=None, description="Alleen documenten vanaf deze dag.")
    tot: DateOrNone = Field(default=None, description="Alleen documenten tot en met deze dag.")
    zichtbaarheid: list[Visibility] = Field(
        default=[], max_length=3, description="Alleen documenten met deze zichtbaarheid."
    )

    def filters(self) -> Filters:
        """The same in the words of the search."""
        return Filters(
            kinds=tuple(self.documentsoort),
            since=self.van,
            until=self.tot,
            visibilities=tuple(self.zichtbaarheid),
        )


class Documenten(Schema):
    """Eén pagina van de lijst, op naam."""

    totaal: int = Field(description="Aantal documenten dat past.")
    documenten: list[Document] = Field(description="De documenten.")
    links: Koppelingen = Field(serialization_alias="_links", description="De pagina's ernaast.")
