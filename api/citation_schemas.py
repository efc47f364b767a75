"""A citation that was checked again, on the wire."""

from __future__ import annotations

from typing import Self

from pydantic import Field

from api.schemas import Passage
from api.wire import Schema
from corpus.taxonomy.terms import Terms
from search.verify import Verified

HOLDS = "Het citaat staat letterlijk in de bron."
FAILS = "Het citaat klopt niet meer: zie de controles."
REPLACED = "Het staat letterlijk in een oudere versie van de bron, die door een nieuwere is vervangen."


class Controle(Schema):
    """Eén ding dat is nagegaan."""

    klopt: bool = Field(description="Of het zo is.")
    uitleg: str = Field(description="Wat er is nagegaan.")


class Citaat(Schema):
    """Een citaat dat zojuist opnieuw is nagegaan."""

    id: str = Field(description="Het id van de passage.")
    klopt: bool = Field(description="Of alles klopt.")
    oordeel: str = Field(description="Hetzelfde in een zin.")
    controles: list[Controle] = Field(description="Wat er is nagegaan.")
    vervangen_door: str | None = Field(
        description="Het id van de volgende versie van het document, als dat is vervangen."
    )
    passage: Passage = Field(
        description="De passage met haar bron; wat er nu op haar plaats staat, als zij niet meer klopt."
    )

    @classmethod
    def of(cls, verified: Verified, terms: Terms) -> Self:
        """The checks on the wire."""
        pages = verified.citation.pages is not None
        place = "op de genoemde pagina's van de bewaarde tekst" if pages else "in de bewaarde tekst"
        return cls(
            id=verified.citation.id,
            klopt=verified.holds,
            oordeel=_judgement(verified),
            vervangen_door=verified.replaced_by,
            controles=[
                Controle(
                    klopt=verified.same_words, uitleg="De woorden zijn die waarvoor dit adres is gemaakt."
                ),
                Controle(klopt=verified.literal, uitleg=f"De woorden staan letterlijk {place}."),
                Controle(klopt=verified.same_file, uitleg="Het bewaarde bestand heeft de genoemde SHA-256."),
            ],
            passage=Passage.of(verified.citation, terms),
        )


def _judgement(verified: Verified) -> str:
    if not verified.holds:
        return FAILS
    return REPLACED if verified.replaced_by else HOLDS
