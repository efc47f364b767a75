"""What health looks like on the wire."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field

from api.wire import Schema
from search.vitals import Store, Vitals


class Onderdeel(Schema):
    """Een van de plaatsen waar gegevens staan."""

    naam: str = Field(
        description="De catalogus, of een index die daaruit is gemaakt.", examples=["catalogus"]
    )
    passages: int = Field(description="Aantal passages.")
    ontbreekt: int = Field(
        description="Aantal passages van de catalogus dat er niet in staat; 'schuurpunt doctor' herstelt dat."
    )

    @classmethod
    def of(cls, store: Store) -> Self:
        """The store on the wire."""
        return cls(naam=store.name, passages=store.count or 0, ontbreekt=store.missing)


class Gezondheid(Schema):
    """Hoe het met de dienst gaat."""

    status: Literal["gereed"] = Field(description="De dienst kan vragen beantwoorden.")
    documenten: int = Field(description="Aantal documenten.")
    onderdelen: list[Onderdeel] = Field(description="De catalogus en de indexen.")

    @classmethod
    def of(cls, vitals: Vitals) -> Self:
        """The vitals on the wire."""
        parts = [Onderdeel.of(store) for store in vitals.stores]
        return cls(status="gereed", documenten=vitals.documents, onderdelen=parts)


class Levensteken(Schema):
    """Een teken van leven."""

    status: Literal["levend"] = Field(description="De dienst draait.")
