"""Knelpunten of the register over the wire."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Annotated, Any, Self

from pydantic import Field

from api.evidence.seen import Cited, Seen, Stand
from api.evidence.sieve import STANDING, Sieve
from api.label_schemas import Naam
from api.paging import Koppelingen
from api.schemas import Bron
from api.wire import Schema
from corpus.label import LabelKind
from corpus.taxonomy.terms import Terms
from corpus.visibility import Visibility
from search.catalogue.knelpunt import Event, Phase, Verdict

Jaar = Annotated[str, Field(pattern=r"^\d{4}$")]
ASKED = "Wat wordt gevraagd, in eigen woorden."


class Genoemd(Schema):
    """Een label, met zijn naam."""

    id: str = Field(description="Het id, uniek binnen zijn soort.")
    naam: str = Field(description="De naam in een paar woorden.")

    @classmethod
    def of(cls, kind: LabelKind, id: str, terms: Terms) -> Self:  # noqa: A002 - what it is called everywhere
        """The label with that id."""
        return cls(id=id, naam=terms.get(kind, id).short)


class Knelpuntcitaat(Schema):
    """Letterlijke zinnen uit een document."""

    id: str = Field(description="Het id van het citaat, uniek binnen het knelpunt.")
    stand: Stand = Field(description="Of de woorden nog in het document staan.")
    tekst: str = Field(description="De woorden; leeg als ze er niet meer staan.")
    context: str = Field(description="De tabelkop of de zin boven de lijst; geen deel van het citaat.")
    passage: str = Field(description="Het id van de passage.")
    document: Bron | None = Field(description="Het document, als de woorden er nog in staan.")
    sectie: list[str] = Field(description="De koppen erboven, van buiten naar binnen.")
    pagina_van: int | None = Field(description="De eerste pagina van de passage.")
    pagina_tot: int | None = Field(description="De laatste pagina van de passage.")
    begin: int = Field(description="Het eerste teken in de tekst van het document, vanaf 0.")
    eind: int = Field(description="Het eerste teken na het citaat.")
    sha256: str = Field(description="De SHA-256 van het bestand.")
    regios: list[Genoemd] = Field(description="De regio's waar de passage over gaat.")

    @classmethod
    def of(cls, one: Cited, terms: Terms) -> Self:
        """The quote on the wire."""
        quote, citation = one.quote, one.citation
        first, last = (citation.pages if citation else None) or (None, None)
        return cls(
            id=quote.id,
            stand=one.stand,
            tekst=one.text,
            context=citation.context if citation else "",
            passage=quote.passage_id,
            document=Bron.of(citation) if citation else None,
            sectie=list(citation.section) if citation else [],
            pagina_van=first,
            pagina_tot=last,
            begin=quote.span.start,
            eind=quote.span.end,
            sha256=quote.sha256,
            regios=[Genoemd.of(LabelKind.REGIO, region, terms) for region in one.regions],
        )


class Stap(Schema):
    """Wat er met een knelpunt is gedaan."""

    moment: datetime.datetime = Field(description="Wanneer.")
    door: str = Field(description="Wie het deed.")
    oordeel: Verdict = Field(description="Het oordeel vanaf toen.")
    status: Phase = Field(description="De status vanaf toen.")
    toelichting: str = Field(description="Waarom.")

    @classmethod
    def of(cls, event: Event) -> Self:
        """The event on the wire."""
        return cls(
            moment=event.at, door=event.who, oordeel=event.verdict, status=event.stage, toelichting=event.note
        )


class Knelpuntkern(Schema):
    """Een knelpunt in het kort."""

    id: str = Field(description="Het id van het knelpunt.")
    titel: str = Field(description="De titel; zolang niemand die gaf, gemaakt van soort, wet en regio's.")
    oordeel: Verdict = Field(description="Wat mensen van het voorstel vonden.")
    status: Phase = Field(description="Hoe ver het netwerk ermee is.")
    soort: Genoemd | None = Field(description="De soort.")
    wet: Genoemd | None = Field(description="De wet.")
    artikel: str = Field(description="Het artikel van de wet.", examples=["5"])
    regios: list[Genoemd] = Field(description="De regio's waaruit het is gemeld.")
    gevraagd: str = Field(description=ASKED)

    @staticmethod
    def core(one: Seen, terms: Terms) -> dict[str, Any]:
        """These fields."""
        record = one.record
        return {
            "id": record.id,
            "titel": one.title,
            "oordeel": record.verdict,
            "status": record.stage,
            "soort": Genoemd.of(LabelKind.KNELPUNT, record.kind, terms) if record.kind else None,
            "wet": Genoemd.of(LabelKind.WET, record.act, terms) if record.act else None,
            "artikel": record.article,
            "regios": [Genoemd.of(LabelKind.REGIO, region, terms) for region in one.regions],
            "gevraagd": record.asked,
        }


class Registerknelpunt(Knelpuntkern):
    """Een knelpunt in het register; alleen wat is aanvaard, telt als bewijs."""

    citaten: list[Knelpuntcitaat] = Field(description="Wat er schuurt.")
    wensen: list[Knelpuntcitaat] = Field(description="Wat wordt gevraagd, letterlijk.")
    eigenaar: str = Field(description="Wie ervoor zorgt.")
    notities: str = Field(description="Notities.")
    zichtbaarheid: Visibility = Field(description="Wie het mag zien.")
    samengevoegd_met: str | None = Field(description="Het knelpunt waarin dit is opgegaan.")
    lijkt_op: str | None = Field(description="Het aanvaarde knelpunt waar dit voorstel bij lijkt te horen.")
    gemaakt_op: datetime.datetime = Field(description="Wanneer het is gemaakt.")
    gewijzigd_op: datetime.datetime = Field(description="Wanneer het het laatst is gewijzigd.")
    verloop: list[Stap] = Field(description="Wat ermee is gedaan, in volgorde.")

    @classmethod
    def of(cls, one: Seen, terms: Terms) -> Self:
        """The knelpunt on the wire."""
        record = one.record
        return cls(
            **cls.core(one, terms),
            citaten=[Knelpuntcitaat.of(quote, terms) for quote in one.quotes],
            wensen=[Knelpuntcitaat.of(quote, terms) for quote in one.asks],
            eigenaar=record.owner,
            notities=record.notes,
            zichtbaarheid=record.visibility,
            samengevoegd_met=record.merged_into,
            lijkt_op=record.resembles,
            gemaakt_op=record.created_at,
            gewijzigd_op=record.changed_at,
            verloop=[Stap.of(event) for event in record.history],
        )


class Knelpuntfilter(Schema):
    """Welke knelpunten; leeg laat alles toe."""

    oordeel: list[Verdict] = Field(
        default=list(STANDING), max_length=4, description="Alleen met een van deze oordelen."
    )
    status: list[Phase] = Field(default=[], max_length=5, description="Alleen met een van deze statussen.")
    soort: list[Naam] = Field(default=[], max_length=100, description="Alleen van deze soorten.")
    wet: list[Naam] = Field(default=[], max_length=100, description="Alleen bij een van deze wetten.")
    regio: list[Naam] = Field(default=[], max_length=100, description="Alleen gemeld uit een van deze.")
    jaar: list[Jaar] = Field(default=[], max_length=100, description="Alleen gemeld in een van deze jaren.")

    def sieve(self, terms: Terms) -> Sieve:
        """The same in the words of the register. Raises BadLabel."""
        named = {LabelKind.KNELPUNT: self.soort, LabelKind.WET: self.wet, LabelKind.REGIO: self.regio}
        found = terms.found(named)
        return Sieve(
            tuple(self.oordeel),
            tuple(self.status),
            found.get(LabelKind.KNELPUNT, ()),
            found.get(LabelKind.WET, ()),
            found.get(LabelKind.REGIO, ()),
            tuple(self.jaar),
        )


class Knelpuntenvraag(Knelpuntfilter):
    """Welke knelpunten, en hoeveel."""

    aantal: int = Field(default=20, ge=1, le=100, description="Aantal knelpunten op een pagina.")
    pagina: int = Field(default=1, ge=1, le=100_000, description="De hoeveelste pagina, vanaf 1.")


class Telling(Schema):
    """Hoeveel knelpunten er zijn."""

    totaal: int = Field(description="Aantal knelpunten dat past.")
    aanvaard: int = Field(description="Hoeveel daarvan een mens heeft aanvaard; alleen die zijn bewijs.")
    voorgesteld: int = Field(description="Hoeveel daarvan nog niemand heeft beoordeeld.")

    @staticmethod
    def counts(found: Sequence[Seen]) -> dict[str, Any]:
        """These fields."""
        verdicts = [one.record.verdict for one in found]
        accepted, proposed = verdicts.count(Verdict.AANVAARD), verdicts.count(Verdict.VOORSTEL)
        return {"totaal": len(found), "aanvaard": accepted, "voorgesteld": proposed}


class Knelpuntenlijst(Telling):
    """Eén pagina van het register, het oudste eerst."""

    knelpunten: list[Registerknelpunt] = Field(description="De knelpunten.")
    links: Koppelingen = Field(serialization_alias="_links", description="De pagina's ernaast.")
