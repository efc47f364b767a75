"""What people say of a knelpunt, over the wire."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from api.evidence.register import Chosen, Value
from api.knelpunt_schemas import ASKED
from api.label_schemas import Naam
from api.wire import Schema, Tekst
from corpus.visibility import Visibility
from search.catalogue.knelpunt import Phase

MAX_TITLE = 300
MAX_NOTES = 20_000

Titel = Annotated[str, Field(max_length=MAX_TITLE)]
Notitie = Annotated[str, Field(max_length=MAX_NOTES)]
Toelichting = Annotated[str, Field(max_length=MAX_NOTES, description="Wat er in het verloop komt te staan.")]


class Citaatkeuze(Schema):
    """Wat er wordt geciteerd."""

    passage: Annotated[str, Field(max_length=100, description="Het id van de passage.")]
    tekst: Tekst = Field(default="", description="De woorden, zoals ze er staan; leeg voor de hele passage.")
    wens: bool = Field(default=False, description="Of dit zegt wat wordt gevraagd, en niet wat er schuurt.")

    def chosen(self) -> Chosen:
        """The same in the words of the register."""
        return Chosen(self.passage, self.tekst, self.wens)


class Velden(Schema):
    """Wat een mens van een knelpunt kan zeggen; wat niet wordt genoemd, blijft zoals het is."""

    titel: Titel = Field(default="", description="De titel; leeg om die te laten maken.")
    soort: Naam = Field(default="", description="De soort.", examples=["wetgeving"])
    wet: Naam = Field(default="", description="De wet, met naam of id.", examples=["Leerplichtwet 1969"])
    artikel: Annotated[str, Field(max_length=50)] = Field(default="", description="Het artikel.")
    gevraagd: Notitie = Field(default="", description=ASKED)
    eigenaar: Titel = Field(default="", description="Wie ervoor zorgt.")
    notities: Notitie = Field(default="", description="Notities.")
    zichtbaarheid: Visibility = Field(default=Visibility.NETWERK, description="Wie het mag zien.")

    def values(self) -> dict[str, Value]:
        """What was said, in the words of the register."""
        said: dict[str, Any] = self.model_dump(exclude_unset=True)
        return {_FIELDS[name]: value for name, value in said.items() if name in _FIELDS}


_FIELDS = {
    "titel": "title",
    "soort": "kind",
    "wet": "act",
    "artikel": "article",
    "gevraagd": "asked",
    "eigenaar": "owner",
    "notities": "notes",
    "zichtbaarheid": "visibility",
}


class NieuwKnelpunt(Velden):
    """Een knelpunt dat een mens opschrijft, en dat daarmee is aanvaard."""

    titel: Annotated[str, Field(min_length=1, max_length=MAX_TITLE, description="De titel.")]
    citaten: list[Citaatkeuze] = Field(default=[], max_length=100, description="De citaten.")


class Knelpuntwijziging(Velden):
    """Andere velden, of een stap verder of terug."""

    status: Phase | None = Field(default=None, description="De nieuwe status.")
    toelichting: Toelichting = ""


class Aanvaarding(Schema):
    """Waarom een voorstel een knelpunt is."""

    toelichting: Toelichting = ""


class Verwerping(Schema):
    """Waarom een voorstel geen knelpunt is."""

    reden: Annotated[str, Field(min_length=1, max_length=MAX_NOTES, description="De reden.")]


class Samenvoeging(Schema):
    """Wat er in een knelpunt opgaat."""

    met: list[Annotated[str, Field(max_length=100)]] = Field(
        min_length=1, max_length=100, description="De id's van de knelpunten die hierin opgaan."
    )
    toelichting: Toelichting = ""


class Splitsing(Schema):
    """Welke citaten een eigen knelpunt worden."""

    citaten: list[Annotated[str, Field(max_length=100)]] = Field(
        min_length=1, max_length=1000, description="De id's van de citaten."
    )
    toelichting: Toelichting = ""


class Voorstellen(Schema):
    """Wat er uit de labels is voorgesteld."""

    nieuw: int = Field(description="Nieuwe voorstellen.")
    aangevuld: int = Field(description="Voorstellen die er citaten bij kregen.")
    vervallen: int = Field(description="Voorstellen waar niets van overbleef.")
