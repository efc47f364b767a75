"""What a job looks like on the wire."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import Field, WithJsonSchema

from api.outcome import Status
from api.paging import Koppelingen
from api.wire import Schema
from search.catalogue.jobs import Job, Stage, Work

MomentOrNone = Annotated[
    datetime.datetime | None,
    WithJsonSchema({"type": ["string", "null"], "format": "date-time", "title": "Moment"}),
]


class Opdrachtbestand(Schema):
    """Wat er van één bestand is geworden."""

    bestand: str = Field(description="De naam van het bestand.")
    status: Status | Literal["wacht"] = Field(description="Wat ermee gebeurde, of dat het nog wacht.")
    document: str | None = Field(description="Het adres van het document, als het er is.")
    reden: str = Field(description="Waarom het niet lukte, of onder welke naam het al bekend was.")

    @classmethod
    def of(cls, name: str, told: Mapping[str, Any] | None) -> Self:
        """One file of a job; ``told`` is None where its turn did not come."""
        if told is None:
            return cls(bestand=name, status="wacht", document=None, reden="")
        id = told["document_id"]  # noqa: A001 - what it is called everywhere
        return cls(
            bestand=name,
            status=Status(told["status"]),
            document=id and f"/v1/documenten/{id}",
            reden=told["reason"],
        )


class Opdracht(Schema):
    """Werk dat doorgaat nadat de aanvraag is beantwoord."""

    id: str = Field(description="Het id van de opdracht.")
    soort: Work = Field(description="Wat er wordt gedaan.")
    stand: Stage = Field(description="Hoe het ermee staat.")
    gedaan: int = Field(description="Hoeveel er is gedaan: bestanden, of bij ander werk passages.")
    totaal: int = Field(description="Van hoeveel.")
    bestanden: list[Opdrachtbestand] = Field(description="De bestanden, in de volgorde van de inzending.")
    reden: str = Field(description="Waarom het mislukte of nog wacht, en wat u kunt doen.")
    wordt_afgebroken: bool = Field(description="Of zij stopt zodra dat kan.")
    door: str = Field(description="Wie erom vroeg.")
    gemaakt_op: datetime.datetime = Field(description="Wanneer erom is gevraagd.")
    begonnen_op: MomentOrNone = Field(description="Wanneer eraan is begonnen.")
    beeindigd_op: MomentOrNone = Field(description="Wanneer zij is beëindigd.")

    @classmethod
    def of(cls, job: Job) -> Self:
        """The job on the wire."""
        names = job.order.get("names", [])
        # what was not begun when it was cancelled, was not done
        told = [*job.result, *[None] * (len(names) - len(job.result))]
        return cls(
            id=job.id,
            soort=job.kind,
            stand=job.state,
            gedaan=job.done,
            totaal=job.total,
            bestanden=[Opdrachtbestand.of(name, one) for name, one in zip(names, told, strict=False)],
            reden=job.reason,
            wordt_afgebroken=job.cancelling and job.unfinished,
            door=job.who,
            gemaakt_op=job.created_at,
            begonnen_op=job.started_at,
            beeindigd_op=job.ended_at,
        )


class Opdrachten(Schema):
    """Eén pagina van de opdrachten, de nieuwste eerst."""

    totaal: int = Field(description="Aantal opdrachten dat past.")
    opdrachten: list[Opdracht] = Field(description="De opdrachten.")
    links: Koppelingen = Field(serialization_alias="_links", description="De pagina's ernaast.")


class Opdrachtenvraag(Schema):
    """Welke opdrachten, en hoeveel."""

    aantal: int = Field(default=20, ge=1, le=100, description="Aantal opdrachten op een pagina.")
    pagina: int = Field(default=1, ge=1, le=100_000, description="De hoeveelste pagina, vanaf 1.")
    stand: list[Stage] = Field(default=[], max_length=10, description="Alleen opdrachten die zo staan.")


class NieuweOpdracht(Schema):
    """Werk aan alles wat er is; bestanden opnemen begint bij /v1/documenten."""

    soort: Literal["hertaggen", "indexen"] = Field(
        description="Labels opnieuw bepalen, of de zoekindexen opnieuw maken."
    )
    opnieuw_lezen: bool = Field(
        default=False, strict=True, description="Lees bij 'indexen' ook alle bewaarde bestanden opnieuw."
    )
