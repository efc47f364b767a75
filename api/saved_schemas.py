"""Saved questions over the wire."""

from __future__ import annotations

import datetime
from typing import Annotated, Self

from pydantic import Field

from api.evidence.rules import MAX_NAME
from api.evidence.saved import News
from api.paging import Koppelingen
from api.schemas import Passage, Vraag
from api.wire import Schema
from corpus.taxonomy.terms import Terms
from corpus.visibility import Visibility
from search.catalogue.saved import Question

Naamtekst = Annotated[str, Field(min_length=1, max_length=MAX_NAME)]


class BewaardeVraag(Schema):
    """Een vraag die opnieuw wordt gesteld aan wat erbij komt."""

    id: str = Field(description="Het id van de vraag.")
    naam: str = Field(description="De naam.")
    vraag: Vraag = Field(description="Wat er wordt gevraagd, en waarbinnen.")
    eigenaar: str = Field(description="Wie haar bewaarde.")
    zichtbaarheid: Visibility = Field(description="Wie ervan mag weten.")
    gemaakt_op: datetime.datetime = Field(description="Sinds wanneer zij is bewaard.")
    gezien_op: datetime.datetime = Field(description="Wanneer het nieuws voor het laatst is gezien.")

    @classmethod
    def of(cls, one: Question) -> Self:
        """The question on the wire."""
        return cls(
            id=one.id,
            naam=one.name,
            vraag=Vraag.model_validate(one.query),
            eigenaar=one.owner,
            zichtbaarheid=one.visibility,
            gemaakt_op=one.created_at,
            gezien_op=one.seen_at,
        )


class BewaardeVragen(Schema):
    """Eén pagina van de lijst, op naam."""

    totaal: int = Field(description="Aantal vragen.")
    vragen: list[BewaardeVraag] = Field(description="De vragen.")
    links: Koppelingen = Field(serialization_alias="_links", description="De pagina's ernaast.")


class NieuweVraag(Vraag):
    """Een vraag om te bewaren."""

    naam: Naamtekst = Field(description="De naam.", examples=["Btw bij detachering"])
    zichtbaarheid: Visibility = Field(default=Visibility.NETWERK, description="Wie ervan mag weten.")

    def asked(self) -> Vraag:
        """What of it is the question."""
        return Vraag.model_validate(self.model_dump(exclude={"naam", "zichtbaarheid"}))


class VraagWijziging(Schema):
    """Wat er aan een bewaarde vraag verandert; wat ontbreekt, blijft."""

    naam: str = Field(default="", max_length=MAX_NAME, description="De naam.")
    zichtbaarheid: Visibility = Field(default=Visibility.NETWERK, description="Wie ervan mag weten.")


class Vondst(Schema):
    """Een passage die een vraag vond."""

    gevonden_op: datetime.datetime = Field(description="Wanneer zij voor het eerst werd gevonden.")
    passage: Passage = Field(description="De passage.")

    @classmethod
    def of(cls, one: News, terms: Terms) -> Self:
        """The find on the wire."""
        return cls(gevonden_op=one.found_at, passage=Passage.of(one.citation, terms))


class Nieuws(Schema):
    """Wat een bewaarde vraag vond dat nieuw is."""

    sinds: datetime.datetime = Field(description="Sinds wanneer.")
    totaal: int = Field(description="Aantal passages.")
    nieuw: list[Vondst] = Field(description="De passages, de nieuwste eerst.")
