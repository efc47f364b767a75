"""What the versions of a document look like on the wire."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Self

from pydantic import Field

from api.paging import Koppeling
from api.wire import Schema
from search.catalogue.entries import Entry


class Versie(Schema):
    """Eén versie van een document."""

    id: str = Field(description="Het id van deze versie.")
    bestand: str = Field(description="De naam van het bestand.")
    titel: str = Field(description="De titel.")
    sha256: str = Field(description="De SHA-256 van het bestand.")
    toegevoegd_op: datetime.datetime = Field(description="Wanneer zij is opgenomen.")
    door: str | None = Field(description="Wie haar opnam; alleen te zien voor een redacteur of beheerder.")
    geldt: bool = Field(description="Of dit de versie is die wordt doorzocht.")


class Buren(Schema):
    """De versies ervoor en erna."""

    after: Koppeling | None = Field(
        serialization_alias="next", description="De volgende versie, als die er is."
    )
    before: Koppeling | None = Field(
        serialization_alias="previous", description="De vorige versie, als die er is."
    )


class Versies(Schema):
    """Alle versies van een document, de oudste eerst."""

    totaal: int = Field(description="Aantal versies.")
    versies: list[Versie] = Field(description="De versies.")
    links: Buren = Field(serialization_alias="_links", description="De versies naast de gevraagde.")

    @classmethod
    def of(cls, asked: str, versions: Sequence[tuple[Entry, str | None]]) -> Self:
        """The versions on the wire; ``asked`` is one of them."""
        ids = [entry.id for entry, _ in versions]
        place = ids.index(asked)
        return cls(
            totaal=len(ids),
            versies=[_version(entry, by) for entry, by in versions],
            links=Buren(before=_to(ids[:place][-1:]), after=_to(ids[place + 1 :][:1])),
        )


def _version(entry: Entry, by: str | None) -> Versie:
    return Versie(
        id=entry.id,
        bestand=entry.name,
        titel=entry.title,
        sha256=entry.sha256,
        toegevoegd_op=entry.added_at,
        door=by,
        geldt=entry.replaced_by is None,
    )


def _to(ids: Sequence[str]) -> Koppeling | None:
    return Koppeling(href=f"/v1/documenten/{ids[0]}") if ids else None
