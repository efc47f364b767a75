"""What health looks like on the wire."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field

from api.wire import Schema
from search.vitals import Store, Vitals

FOR_ALL = "Alleen voor wie alle documenten mag zien."


class Onderdeel(Schema):
    """Een van de plaatsen waar gegevens staan."""

    naam: str = Field(
        description="De catalogus, of een index die daaruit is gemaakt.", examples=["catalogus"]
    )
    passages: int | None = Field(description=f"Aantal passages. {FOR_ALL}")
    ontbreekt: int | None = Field(
        description="Aantal passages van de catalogus dat er niet in staat; 'schuurpunt doctor' "
        f"herstelt dat. {FOR_ALL}"
    )

    @classmethod
    def of(cls, store: Store, counted: bool) -> Self:
        """The store on the wire."""
        if not counted:
            return cls(naam=store.name, passages=None, ontbreekt=None)
        return cls(naam=store.name, passages=store.count or 0, ontbreekt=store.missing)


class Gezondheid(Schema):
    """Hoe het met de dienst gaat."""

    status: Literal["gereed"] = Field(description="De dienst kan vragen beantwoorden.")
    documenten: int | None = Field(description=f"Aantal documenten. {FOR_ALL}")
    onderdelen: list[Onderdeel] = Field(description="De catalogus en de indexen.")

    @classmethod
    def of(cls, vitals: Vitals, counted: bool) -> Self:
        """The vitals on the wire; how much there is only where that may be ``counted``."""
        parts = [Onderdeel.of(store, counted) for store in vitals.stores]
        return cls(status="gereed", documenten=vitals.documents if counted else None, onderdelen=parts)


class Levensteken(Schema):
    """Een teken van leven."""

    status: Literal["levend"] = Field(description="De dienst draait.")
