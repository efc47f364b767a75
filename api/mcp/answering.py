"""The tool geef_antwoord."""

from __future__ import annotations

from typing import Self

from pydantic import Field

from api.answer_schemas import regions_without
from api.mcp.fence import fenced
from api.mcp.quotes import Aangehaald, Citaat, Resultaat
from api.service import Service
from api.wire import Schema, Tekst
from corpus.taxonomy.terms import Terms
from search.answer.answer import Answer, Group, GroupKind, Quote
from search.query import Query


class Antwoordvraag(Schema):
    """Waarop een antwoord wordt gezocht."""

    vraag: Tekst = Field(description="De vraag, in gewoon Nederlands.")
    groepeer_op: GroupKind | None = Field(
        default=None,
        description="Waarop het antwoord wordt gegroepeerd; zonder keuze volgt dat uit de vraag.",
    )


class Zin(Aangehaald):
    """Een letterlijke zin die antwoord geeft."""

    tekst: str = Field(description="De letterlijke woorden.")
    bron: int = Field(description="Het nummer van de bron, vanaf 1.")
    begin: int = Field(description="Het eerste teken in de tekst van het document, vanaf 0.")
    eind: int = Field(description="Het eerste teken na het citaat.")
    pagina_van: int | None = Field(description="De eerste pagina, als het bestand pagina's heeft.")
    pagina_tot: int | None = Field(description="De laatste pagina.")

    @classmethod
    def of(cls, quote: Quote) -> Self:
        """The quote as an assistant gets it."""
        first, last = quote.pages or (None, None)
        return cls(
            tekst=quote.text,
            bron=quote.source,
            begin=quote.span.start,
            eind=quote.span.end,
            pagina_van=first,
            pagina_tot=last,
        )


class Groep(Schema):
    """De zinnen over één regio, wet, advies of document."""

    naam: str = Field(description="De naam van de groep.")
    zinnen: list[Zin] = Field(description="De zinnen, de sterkste eerst.")

    @classmethod
    def of(cls, group: Group) -> Self:
        """The group as an assistant gets it."""
        return cls(naam=group.name, zinnen=[Zin.of(one) for one in group.quotes])


class Antwoord(Resultaat):
    """Letterlijke zinnen die antwoord geven, of de mededeling dat die er niet zijn."""

    vraag: str = Field(description="De vraag.")
    gevonden: bool = Field(description="Of de documenten antwoord geven. Zo niet, verzin er dan geen.")
    zekerheid: float = Field(description="Hoe waarschijnlijk dat is, van 0 tot 1.")
    groepen: list[Groep] = Field(description="Het antwoord, de sterkste groep eerst.")
    bronnen: list[Citaat] = Field(description="De passages waar de zinnen uit komen; de eerste is bron 1.")
    mogelijk_verwant: list[Citaat] = Field(
        description="Als er niets is gevonden: de passages die het dichtst bij de vraag liggen."
    )
    doorzocht: int = Field(description="Aantal documenten dat is doorzocht.")
    onleesbaar: list[str] = Field(description="Bestanden waar geen tekst uit kon worden gelezen.")
    regios_zonder_treffer: list[str] = Field(
        description="Regio's in de documenten zonder groep; alleen bij een antwoord per regio."
    )

    @classmethod
    def of(cls, answer: Answer, terms: Terms) -> Self:
        """The answer as an assistant gets it."""
        return cls(
            vraag=answer.query.text,
            gevonden=answer.found,
            zekerheid=answer.sureness,
            groepen=[Groep.of(group) for group in answer.groups],
            bronnen=[Citaat.of(source) for source in answer.sources],
            mogelijk_verwant=[Citaat.of(one) for one in answer.related],
            doorzocht=answer.coverage.documents,
            onleesbaar=list(answer.coverage.unreadable),
            regios_zonder_treffer=regions_without(answer.coverage, terms),
        )

    def told(self) -> str:
        """The same as text."""
        if not self.gevonden:
            return self._nothing()
        quotes = [
            f"[bron {one.bron}]\n{fenced(f'{group.naam}: {one.tekst}')}"
            for group in self.groepen
            for one in group.zinnen
        ]
        sources = [one.told(number) for number, one in enumerate(self.bronnen, 1)]
        return "\n\n".join([self.let_op, "Zinnen die antwoord geven:", *quotes, "Bronnen:", *sources])

    def _nothing(self) -> str:
        unread = f"; niet te lezen: {len(self.onleesbaar)}" if self.onleesbaar else ""
        head = f"Niets gevonden in {self.doorzocht} documenten{unread}. Verzin geen antwoord."
        if not self.mogelijk_verwant:
            return head
        near = [one.told() for one in self.mogelijk_verwant]
        return "\n\n".join([head, f"Verwant, maar geen antwoord. {self.let_op}", *near])


def answer(service: Service, asked: Antwoordvraag) -> Antwoord:
    """Raises BadQuestion."""
    return Antwoord.of(service.answer(Query(asked.vraag), asked.groepeer_op), service.terms)
