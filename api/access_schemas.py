"""What keys and the audit trail look like on the wire."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Self

from pydantic import Field, WithJsonSchema

from api.access.keys import Made, Wanted
from api.access.principal import Role
from api.paging import Koppelingen
from api.wire import DateOrNone, Schema
from corpus.visibility import Visibility
from search.catalogue.audit import Rule, Sought
from search.catalogue.keys import Key

MAX_NAME = 200

MomentOrNone = Annotated[
    datetime.datetime | None, WithJsonSchema({"type": ["string", "null"], "format": "date-time"})
]


class Sleutelverzoek(Schema):
    """Een sleutel om te maken."""

    naam: str = Field(
        min_length=1, max_length=MAX_NAME, description="Voor wie of wat zij is.", examples=["dashboard"]
    )
    rol: Role = Field(description="Wat zij mag: lezer, redacteur of beheerder.")
    inzage: Visibility = Field(
        Visibility.NETWERK, description="Welke documenten zij hoogstens ziet; 'netwerk' ziet ook 'openbaar'."
    )
    tot: DateOrNone = Field(
        None, description="De laatste dag waarop zij geldt; zonder dag blijft zij gelden."
    )

    def wanted(self) -> Wanted:
        """As the service takes it."""
        return Wanted(self.naam, self.rol, self.inzage, self.tot)


class Sleutel(Schema):
    """Een sleutel, zonder de woorden die de deur openen."""

    id: str = Field(description="Het id; ook te lezen in de sleutel zelf.")
    naam: str = Field(description="Voor wie of wat zij is.")
    rol: Role = Field(description="Wat zij mag.")
    inzage: Visibility = Field(description="Welke documenten zij hoogstens ziet.")
    gemaakt_op: datetime.datetime = Field(description="Wanneer zij is gemaakt.")
    verloopt_op: MomentOrNone = Field(description="Vanaf wanneer zij niet meer geldt, als dat bepaald is.")
    ingetrokken_op: MomentOrNone = Field(description="Wanneer zij is ingetrokken, als dat is gebeurd.")
    laatst_gebruikt_op: MomentOrNone = Field(
        description="Wanneer zij voor het laatst is gebruikt, tot op een minuut."
    )

    @classmethod
    def of(cls, key: Key) -> Self:
        """The key on the wire."""
        return cls(**_fields(key))


class NieuweSleutel(Sleutel):
    """Een sleutel die net is gemaakt; dit is de enige keer dat zij te zien is."""

    sleutel: str = Field(description="De sleutel zelf, voor de header 'Authorization: Bearer …'.")

    @classmethod
    def made(cls, made: Made) -> Self:
        """The key with the words that open the door."""
        return cls(**_fields(made.key), sleutel=made.token)


class Sleutels(Schema):
    """Een pagina van de lijst van sleutels."""

    totaal: int = Field(description="Aantal sleutels.")
    sleutels: list[Sleutel] = Field(description="De sleutels, de nieuwste eerst.")
    links: Koppelingen = Field(serialization_alias="_links", description="De pagina's ernaast.")


class Auditvraag(Schema):
    """Welke auditregels, en welke pagina daarvan."""

    object: str | None = Field(
        None, max_length=MAX_NAME, description="Wat er veranderde, zoals document of sleutel."
    )
    object_id: str | None = Field(None, max_length=MAX_NAME, description="Het id daarvan.")
    wie: str | None = Field(None, max_length=MAX_NAME, description="De naam van wie het deed.")
    van: DateOrNone = Field(None, description="Vanaf deze dag (UTC).")
    tot: DateOrNone = Field(None, description="Tot en met deze dag (UTC).")
    pagina: int = Field(1, ge=1, le=100_000, description="De hoeveelste pagina, vanaf 1.")
    aantal: int = Field(50, ge=1, le=500, description="Aantal regels op een pagina.")

    def sought(self) -> Sought:
        """As the audit trail takes it."""
        since = _midnight(self.van) if self.van else None
        # the day after the last day that there is does not exist
        until = None
        if self.tot is not None and self.tot < datetime.date.max:
            until = _midnight(self.tot + datetime.timedelta(days=1))
        return Sought(self.object, self.object_id, self.wie, since, until)


class Auditregel(Schema):
    """Eén verandering."""

    nummer: int = Field(description="Het volgnummer.")
    moment: datetime.datetime = Field(description="Wanneer het gebeurde.")
    wie: str = Field(description="De naam van de sleutel, of 'lokaal'.")
    sleutel: str | None = Field(description="Het id van de sleutel, als het er een was.")
    handeling: str = Field(description="Wat er gebeurde.", examples=["opgenomen"])
    object: str = Field(description="Waarmee.", examples=["document"])
    object_id: str = Field(description="Het id daarvan.")
    voor: dict[str, Any] | None = Field(description="Zoals het was, als het er was.")
    na: dict[str, Any] | None = Field(description="Zoals het werd, als het er nog is.")

    @classmethod
    def of(cls, rule: Rule) -> Self:
        """The rule on the wire."""
        return cls(
            nummer=rule.number,
            moment=rule.at,
            wie=rule.who,
            sleutel=rule.key_id,
            handeling=rule.action,
            object=rule.object,
            object_id=rule.object_id,
            voor=rule.before,
            na=rule.after,
        )


class Auditregels(Schema):
    """Een pagina van het auditspoor."""

    totaal: int = Field(description="Aantal regels dat voldoet.")
    auditregels: list[Auditregel] = Field(description="De regels, de nieuwste eerst.")
    links: Koppelingen = Field(serialization_alias="_links", description="De pagina's ernaast.")


def _fields(key: Key) -> dict[str, Any]:
    return {
        "id": key.id,
        "naam": key.name,
        "rol": key.role,
        "inzage": key.clearance,
        "gemaakt_op": key.created_at,
        "verloopt_op": key.expires_at,
        "ingetrokken_op": key.revoked_at,
        "laatst_gebruikt_op": key.last_used_at,
    }


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)
