"""The tool lijst_knelpunten."""

from __future__ import annotations

from typing import Self

from pydantic import Field

from api.evidence.seen import Cited, Seen
from api.knelpunt_schemas import Knelpuntfilter, Knelpuntkern, Telling
from api.mcp.fence import fenced
from api.mcp.quotes import Citaat, Resultaat
from api.service import Service
from corpus.taxonomy.terms import Terms

MOST = 50
# the list is there to choose from; the passages themselves are read with lees_passage
QUOTED = 3


class Knelpuntenvraag(Knelpuntfilter):
    """Welke knelpunten, en hoeveel."""

    aantal: int = Field(default=10, ge=1, le=MOST, description="Aantal knelpunten.")
    pagina: int = Field(default=1, ge=1, le=1000, description="De hoeveelste groep knelpunten, vanaf 1.")


class Knelpunt(Knelpuntkern):
    """Een knelpunt in het register; alleen wat is aanvaard, telt als bewijs."""

    aantal_citaten: int = Field(description="Hoeveel citaten het knelpunt heeft.")
    citaten: list[Citaat] = Field(description=f"De eerste daarvan, ten hoogste {QUOTED}.")

    @classmethod
    def of(cls, one: Seen, terms: Terms) -> Self:
        """The knelpunt as an assistant gets it."""
        quotes = [_quoted(quote) for quote in one.quotes if quote.citation]
        return cls(**cls.core(one, terms), aantal_citaten=len(one.quotes), citaten=quotes[:QUOTED])

    def told(self) -> str:
        """The same as text; a title is made of words of documents as long as no person gave one."""
        head = f"Knelpunt {self.id} ({self.oordeel}, {self.status}), {self.aantal_citaten} citaten:"
        own = [self.titel, f"Gevraagd: {self.gevraagd}" if self.gevraagd else ""]
        return "\n".join([head, fenced("\n".join(filter(None, own))), *(one.told() for one in self.citaten)])


class Knelpuntenlijst(Telling, Resultaat):
    """Een deel van het register, het oudste eerst."""

    knelpunten: list[Knelpunt] = Field(description="De knelpunten.")

    def told(self) -> str:
        """The same as text."""
        if not self.totaal:
            return "Geen knelpunten gevonden."
        head = (
            f"{self.totaal} knelpunten passen: {self.aanvaard} aanvaard, {self.voorgesteld} voorgesteld en "
            f"nog door niemand beoordeeld. {self.let_op}"
        )
        return "\n\n".join([head, *(one.told() for one in self.knelpunten)])


def register(service: Service, asked: Knelpuntenvraag) -> Knelpuntenlijst:
    """Raises BadLabel."""
    found = asked.sieve(service.terms).kept(service.register.all())
    end = asked.pagina * asked.aantal
    return Knelpuntenlijst(
        **Telling.counts(found),
        knelpunten=[Knelpunt.of(one, service.terms) for one in found[end - asked.aantal : end]],
    )


def _quoted(one: Cited) -> Citaat:
    """The sentences only, with the place that they have themselves."""
    assert one.citation is not None  # noqa: S101
    whole = Citaat.of(one.citation)
    span = one.quote.span
    return whole.model_copy(update={"tekst": one.text, "begin": span.start, "eind": span.end})
