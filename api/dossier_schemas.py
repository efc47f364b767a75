"""Dossiers over the wire."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from api.evidence.dossiers import Part
from api.evidence.rules import MAX_NAME, MAX_TEXT
from api.exports.report import WARNINGS
from api.paging import Koppelingen
from api.schemas import Passage
from api.wire import Schema
from corpus.taxonomy.terms import Terms
from corpus.visibility import Visibility
from search.catalogue import dossiers as store
from search.catalogue.anchors import Standing

Naamtekst = Annotated[str, Field(min_length=1, max_length=MAX_NAME)]
Notitie = Annotated[str, Field(max_length=MAX_TEXT)]


class Dossier(Schema):
    """Een verzameling passages en knelpunten."""

    id: str = Field(description="Het id van het dossier.")
    naam: str = Field(description="De naam.")
    omschrijving: str = Field(description="Waar het over gaat.")
    eigenaar: str = Field(description="Wie het maakte.")
    zichtbaarheid: Visibility = Field(description="Wie ervan mag weten.")
    gemaakt_op: datetime.datetime = Field(description="Wanneer het is gemaakt.")
    gewijzigd_op: datetime.datetime = Field(description="Wanneer het voor het laatst is gewijzigd.")

    @classmethod
    def of(cls, one: store.Dossier) -> Self:
        """The dossier on the wire."""
        return cls(
            id=one.id,
            naam=one.name,
            omschrijving=one.description,
            eigenaar=one.owner,
            zichtbaarheid=one.visibility,
            gemaakt_op=one.created_at,
            gewijzigd_op=one.changed_at,
        )


class Dossieronderdeel(Schema):
    """Een passage of een knelpunt in een dossier."""

    id: str = Field(description="Het id van het onderdeel.")
    soort: Literal["passage", "knelpunt"] = Field(description="Wat het is.")
    notitie: str = Field(description="Wat erbij is geschreven.")
    toegevoegd_door: str = Field(description="Wie het toevoegde.")
    toegevoegd_op: datetime.datetime = Field(description="Wanneer.")
    stand: Standing | None = Field(description="Bij een passage: of de woorden er nog zo staan.")
    let_op: str = Field(description="Hetzelfde in een zin; leeg als er niets veranderde.")
    passage: Passage | None = Field(description="De passage zoals zij is aangehaald, als zij er nog is.")
    staat_nu_in: str | None = Field(description="De passage waarin de woorden nu staan.")
    knelpunt: str | None = Field(description="Het id van het knelpunt.")
    titel: str = Field(description="De titel van het knelpunt; bij een passage leeg.")
    oordeel: str = Field(description="Wat mensen van het knelpunt vonden; bij een passage leeg.")

    @classmethod
    def of(cls, part: Part, terms: Terms) -> Self:
        """The part on the wire."""
        item, found, seen = part.item, part.found, part.knelpunt
        return cls(
            id=item.id,
            soort="knelpunt" if seen else "passage",
            notitie=item.note,
            toegevoegd_door=item.added_by,
            toegevoegd_op=item.added_at,
            stand=found.standing if found else None,
            let_op=WARNINGS[found.standing] if found else "",
            passage=Passage.of(found.citation, terms) if found and found.citation else None,
            staat_nu_in=found.now if found else None,
            knelpunt=item.knelpunt_id,
            titel=seen.title if seen else "",
            oordeel=seen.record.verdict.value if seen else "",
        )


class DossierMetInhoud(Dossier):
    """Een dossier met wat erin staat."""

    onderdelen: list[Dossieronderdeel] = Field(description="Wat erin staat, op volgorde.")

    @classmethod
    def holding(cls, one: store.Dossier, parts: list[Part], terms: Terms) -> Self:
        """The dossier on the wire, with its parts."""
        shown = [Dossieronderdeel.of(part, terms) for part in parts]
        return cls(**Dossier.of(one).model_dump(), onderdelen=shown)


class Dossiers(Schema):
    """Eén pagina van de lijst, op naam."""

    totaal: int = Field(description="Aantal dossiers.")
    dossiers: list[Dossier] = Field(description="De dossiers.")
    links: Koppelingen = Field(serialization_alias="_links", description="De pagina's ernaast.")


class NieuwDossier(Schema):
    """Een dossier om te maken."""

    naam: Naamtekst = Field(description="De naam.", examples=["Schurende wetgeving"])
    omschrijving: Notitie = Field(default="", description="Waar het over gaat.")
    zichtbaarheid: Visibility = Field(default=Visibility.NETWERK, description="Wie ervan mag weten.")


class DossierWijziging(Schema):
    """Wat er aan een dossier verandert; wat ontbreekt, blijft."""

    naam: str = Field(default="", max_length=MAX_NAME, description="De naam.")
    omschrijving: Notitie = Field(default="", description="Waar het over gaat.")
    zichtbaarheid: Visibility = Field(default=Visibility.NETWERK, description="Wie ervan mag weten.")


class NieuwOnderdeel(Schema):
    """Wat in een dossier komt: een passage of een knelpunt."""

    passage: str = Field(default="", max_length=100, description="Het id van een passage.")
    knelpunt: str = Field(default="", max_length=100, description="Het id van een knelpunt.")
    notitie: Notitie = Field(default="", description="Wat u erbij schrijft.")

    @model_validator(mode="after")
    def one_of_both(self) -> Self:
        """Dutch, since a user reads it."""
        if bool(self.passage) == bool(self.knelpunt):
            raise ValueError("Geef het id van een passage of van een knelpunt, en niet van beide.")
        return self


class OnderdeelWijziging(Schema):
    """Wat er aan een onderdeel verandert; wat ontbreekt, blijft."""

    notitie: Notitie = Field(default="", description="Wat u erbij schrijft.")
    plaats: int = Field(default=1, ge=1, le=100_000, description="De plaats in de volgorde, vanaf 1.")
