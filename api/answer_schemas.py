"""What an answer looks like on the wire."""

from __future__ import annotations

from typing import Self

from pydantic import Field

from api.schemas import Passage, Vraag
from api.wire import Schema
from corpus.label import LabelKind
from corpus.taxonomy.terms import Terms
from search.answer.answer import Answer, Coverage, Group, GroupKind, Quote, Summary, Writer


class Antwoordvraag(Vraag):
    """Een vraag om een antwoord op."""

    groepeer_op: GroupKind | None = Field(
        default=None,
        description="Waarop het antwoord wordt gegroepeerd; zonder keuze volgt dat uit de vraag.",
    )


class Zin(Schema):
    """Een letterlijk citaat uit een document."""

    tekst: str = Field(description="De letterlijke woorden.")
    context: str = Field(description="De tabelkop of de zin boven de lijst; geen deel van het citaat.")
    bron: int = Field(description="Het nummer van de bron.")
    pagina_van: int | None = Field(description="De eerste pagina, als het bestand pagina's heeft.")
    pagina_tot: int | None = Field(description="De laatste pagina.")
    begin: int = Field(description="Het eerste teken in de tekst van het document, vanaf 0.")
    eind: int = Field(description="Het eerste teken na het citaat.")
    score: float = Field(description="Hoe waarschijnlijk de zin antwoord geeft, van 0 tot 1.")

    @classmethod
    def of(cls, quote: Quote) -> Self:
        """The quote on the wire."""
        first, last = quote.pages or (None, None)
        return cls(
            tekst=quote.text,
            context=quote.lead_in,
            bron=quote.source,
            pagina_van=first,
            pagina_tot=last,
            begin=quote.span.start,
            eind=quote.span.end,
            score=quote.score,
        )


class Groep(Schema):
    """Wat er over één regio, wet, advies of document is gevonden."""

    naam: str = Field(description="De naam van de groep.")
    soort: GroupKind = Field(description="Waarop is gegroepeerd.")
    id: str = Field(description="Het id van het label of het document.")
    zinnen: list[Zin] = Field(description="De zinnen, de sterkste eerst.")

    @classmethod
    def of(cls, group: Group) -> Self:
        """The group on the wire."""
        zinnen = [Zin.of(quote) for quote in group.quotes]
        return cls(naam=group.name, soort=group.kind, id=group.id, zinnen=zinnen)


class GenummerdeBron(Passage):
    """Een passage waar zinnen uit komen."""

    nummer: int = Field(description="Het nummer waar zinnen en samenvatting naar verwijzen.")


class Dekking(Schema):
    """Wat er is doorzocht."""

    documenten: int = Field(description="Aantal documenten.")
    passages: int = Field(description="Aantal passages.")
    onleesbaar: list[str] = Field(description="Bestanden waar geen tekst uit kon worden gelezen.")
    regios_zonder_treffer: list[str] = Field(
        description="Regio's in de documenten zonder groep; alleen bij een antwoord per regio."
    )

    @classmethod
    def of(cls, coverage: Coverage, terms: Terms) -> Self:
        """The coverage on the wire."""
        return cls(
            documenten=coverage.documents,
            passages=coverage.passages,
            onleesbaar=list(coverage.unreadable),
            regios_zonder_treffer=regions_without(coverage, terms),
        )


class Samenvatting(Schema):
    """Het antwoord in het kort."""

    tekst: str = Field(description="De tekst; [2] verwijst naar bron 2.")
    door: Writer = Field(
        description="Een uittreksel bestaat uit letterlijke zinnen; een taalmodel schrijft zelf."
    )
    vervallen_zinnen: int = Field(
        description="Aantal weggelaten zinnen van het taalmodel: zij volgen niet uit de bronnen."
    )
    melding: str = Field(description="Waarom het taalmodel geen samenvatting gaf; anders leeg.")

    @classmethod
    def of(cls, summary: Summary) -> Self:
        """The summary on the wire."""
        return cls(
            tekst=summary.text,
            door=summary.by,
            vervallen_zinnen=summary.dropped,
            melding=summary.failure,
        )


class Antwoord(Schema):
    """Een antwoord in de woorden van de documenten, elke zin met haar bron."""

    vraag: str = Field(description="De vraag.")
    gevonden: bool = Field(description="Of de documenten antwoord geven.")
    zekerheid: float = Field(description="Hoe waarschijnlijk dat is, van 0 tot 1.")
    samenvatting: Samenvatting = Field(description="Het antwoord in het kort.")
    groepen: list[Groep] = Field(description="Het antwoord, de sterkste groep eerst.")
    bronnen: list[GenummerdeBron] = Field(description="De passages waar de zinnen uit komen.")
    dekking: Dekking = Field(description="Wat er is doorzocht.")
    zocht_ook_op: list[str] = Field(description="Andere woorden waarop ook is gezocht.")
    mogelijk_verwant: list[Passage] = Field(
        description="Als er niets is gevonden: de passages die het dichtst bij de vraag liggen."
    )

    @classmethod
    def of(cls, answer: Answer, terms: Terms) -> Self:
        """The answer on the wire."""
        sources = (Passage.of(source, terms) for source in answer.sources)
        return cls(
            vraag=answer.query.text,
            gevonden=answer.found,
            zekerheid=answer.sureness,
            samenvatting=Samenvatting.of(answer.summary),
            groepen=[Groep.of(group) for group in answer.groups],
            bronnen=[
                GenummerdeBron(nummer=number, **source.model_dump())
                for number, source in enumerate(sources, 1)
            ],
            dekking=Dekking.of(answer.coverage, terms),
            zocht_ook_op=also(answer),
            mogelijk_verwant=[Passage.of(one, terms) for one in answer.related],
        )


def regions_without(coverage: Coverage, terms: Terms) -> list[str]:
    """The names of the regions that are in none of the groups."""
    return [terms.get(LabelKind.REGIO, region).name for region in coverage.regions_without]


def also(answer: Answer) -> list[str]:
    """The synonyms that were searched for too, each once."""
    expansions = answer.question.expansions
    return list(dict.fromkeys(phrase.text for one in expansions for phrase in one.synonyms))
