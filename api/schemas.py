"""What goes over the wire: Dutch names in camelCase, made from and turned into the house's own types."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from itertools import islice
from typing import Any, Self

from pydantic import Field

from api.label_schemas import Facetten, Labels, Naam
from api.paging import Koppelingen
from api.question_schemas import Begrepen
from api.ranking_schemas import Gewichten, OokIn, Uitleg
from api.wire import DateOrNone, Markering, Schema, Tekst
from corpus.document import DocumentDate, Kind
from corpus.label import LabelKind
from corpus.taxonomy.terms import Terms
from corpus.visibility import Visibility
from search.query import Citation, Filters, Query, Results

MAX_WORDS = 220
MAX_PAGES = 1000


class Filter(Schema):
    """Waarbinnen wordt gezocht; leeg laat alles toe."""

    document: list[Tekst] = Field(default=[], max_length=1000, description="Alleen deze documenten (id's).")
    regio: list[Naam] = Field(default=[], max_length=100, description="Alleen over een van deze.")
    advies: list[Naam] = Field(default=[], max_length=100, description="Alleen bij een van deze.")
    bouwsteen: list[Naam] = Field(default=[], max_length=100, description="Alleen bij een van deze.")
    wet: list[Naam] = Field(default=[], max_length=100, description="Alleen wat een van deze noemt.")
    knelpunt: list[Naam] = Field(default=[], max_length=100, description="Alleen knelpunten van deze soort.")
    documentsoort: list[Kind] = Field(default=[], description="Alleen deze soorten documenten.")
    van: DateOrNone = Field(default=None, description="Alleen documenten vanaf deze dag.")
    tot: DateOrNone = Field(default=None, description="Alleen documenten tot en met deze dag.")
    zichtbaarheid: list[Visibility] = Field(
        default=[], description="Alleen documenten met deze zichtbaarheid."
    )

    def filters(self, terms: Terms) -> Filters:
        """The same in the words of the search. Raises BadLabel."""
        labels = terms.found({kind: getattr(self, kind) for kind in LabelKind})
        return Filters(
            tuple(self.document),
            tuple(self.documentsoort),
            self.van,
            self.tot,
            labels,
            tuple(self.zichtbaarheid),
        )


class Vraag(Schema):
    """Een vraag in gewone woorden, waarbinnen zij wordt gesteld en hoe zij wordt gelezen."""

    vraag: Tekst = Field(
        description="De vraag.", examples=["Waar liepen regio's aan tegen schurende wetten?"]
    )
    filters: Filter = Field(default_factory=Filter, description="Waarbinnen wordt gezocht.")
    letterlijk: bool = Field(
        default=False,
        strict=True,
        description="Zoek alleen op de woorden zoals ze er staan.",
    )
    zonder: list[Naam] = Field(
        default=[],
        max_length=100,
        description="Sleutels van wat niet mag worden begrepen (zie 'begrepen' in het antwoord).",
        examples=[["spelling:thuisziters"]],
    )
    gewichten: Gewichten | None = Field(default=None, description="Wat woorden en betekenis tellen.")

    def query(self, terms: Terms) -> Query:
        """The same in the words of the search. Raises BadLabel."""
        return Query(
            text=self.vraag,
            filters=self.filters.filters(terms),
            literal=self.letterlijk,
            without=frozenset(self.zonder),
            weighing=self.gewichten.weighing() if self.gewichten else None,
        )


class Zoekvraag(Vraag):
    """Een vraag om passages bij."""

    aantal: int = Field(default=10, ge=1, le=100, strict=True, description="Aantal resultaten op een pagina.")
    pagina: int = Field(
        default=1, ge=1, le=MAX_PAGES, strict=True, description="De hoeveelste pagina, vanaf 1."
    )
    uitleg: bool = Field(
        default=False, strict=True, description="Geef bij elk resultaat waarom het daar staat."
    )

    def query(self, terms: Terms) -> Query:
        """The same in the words of the search. Raises BadLabel."""
        return replace(super().query(terms), limit=self.aantal, page=self.pagina, explain=self.uitleg)


class Bron(Schema):
    """Het document waar een passage uit komt."""

    id: str = Field(description="Het id van het document.")
    titel: str = Field(description="De titel.")
    bestand: str = Field(description="De naam van het bestand.")
    soort: Kind = Field(description="De soort van het document.")
    datum: DateOrNone = Field(description="De datum; de eerste dag als alleen maand of jaar bekend is.")

    @classmethod
    def of(cls, citation: Citation) -> Self:
        """The document of a citation on the wire."""
        return cls(
            id=citation.document_id,
            titel=citation.title,
            bestand=citation.name,
            soort=citation.kind,
            datum=day_of(citation.date),
        )


class Vindplaats(Schema):
    """Letterlijke woorden, en waar zij staan."""

    id: str = Field(description="Het id van de passage.")
    tekst: str = Field(description="De letterlijke tekst, ten hoogste 220 woorden.")
    context: str = Field(description="De tabelkop of de zin boven de lijst; geen deel van het citaat.")
    sectie: list[str] = Field(description="De koppen erboven, van buiten naar binnen.")
    pagina_van: int | None = Field(description="De eerste pagina, als het bestand pagina's heeft.")
    pagina_tot: int | None = Field(description="De laatste pagina.")
    begin: int = Field(description="Het eerste teken in de tekst van het document, vanaf 0.")
    eind: int = Field(description="Het eerste teken na deze woorden.")
    sha256: str = Field(description="De SHA-256 van het bestand.")

    @staticmethod
    def place(citation: Citation) -> dict[str, Any]:
        """These fields; ``eind`` moves along where a very long text is cut."""
        text = shortened(citation.text)
        first, last = citation.pages or (None, None)
        return {
            "id": citation.id,
            "tekst": text,
            "context": citation.context,
            "sectie": list(citation.section),
            "pagina_van": first,
            "pagina_tot": last,
            "begin": citation.span.start,
            "eind": citation.span.start + len(text),
            "sha256": citation.sha256,
        }


class Passage(Vindplaats):
    """Een passage met alles wat nodig is om haar terug te vinden en na te gaan."""

    score: float = Field(description="Hoe goed de passage past; alleen te vergelijken binnen één antwoord.")
    document: Bron = Field(description="Het document.")
    markeringen: list[Markering] = Field(description="Wat opvalt in de tekst.")
    labels: Labels = Field(description="Waar de passage over gaat, met het bewijs.")
    ook_in: list[OokIn] = Field(description="Waar bijna hetzelfde staat.")
    uitleg: Uitleg | None = Field(description="Waarom zij hier staat, als daarom is gevraagd.")

    @classmethod
    def of(cls, citation: Citation, terms: Terms) -> Self:
        """The citation on the wire."""
        length = len(shortened(citation.text))
        return cls(
            **cls.place(citation),
            score=citation.score,
            document=Bron.of(citation),
            markeringen=Markering.within(citation.highlights, length),
            labels=Labels.of(citation, terms, length),
            ook_in=[OokIn.of(twin) for twin in citation.also_in],
            uitleg=Uitleg.of(citation.explanation) if citation.explanation else None,
        )


class Zoekantwoord(Schema):
    """Eén pagina resultaten, de beste eerst."""

    vraag: str = Field(description="De vraag.")
    begrepen: Begrepen = Field(description="Hoe de vraag is begrepen.")
    totaal: int = Field(description="Aantal passages dat past.")
    resultaten: list[Passage] = Field(description="De passages.")
    facetten: Facetten = Field(description="Hoeveel van alle passages die passen, elk label hebben.")

    @classmethod
    def of(cls, results: Results, terms: Terms, **more: Koppelingen) -> Self:
        """The results on the wire."""
        return cls(
            vraag=results.query.text,
            begrepen=Begrepen.of(results.understanding, terms),
            totaal=results.total,
            resultaten=[Passage.of(citation, terms) for citation in results.citations],
            facetten=Facetten.of(results.facets, terms),
            **more,
        )


class Zoekpagina(Zoekantwoord):
    """Eén pagina resultaten, met verwijzingen naar die ernaast."""

    links: Koppelingen = Field(
        serialization_alias="_links", description="De pagina's ernaast: stuur er dezelfde vraag heen."
    )


class Vergelijkbaar(Schema):
    """Wat op een passage lijkt."""

    resultaten: list[Passage] = Field(description="De passages, de meest gelijkende eerst.")


def shortened(text: str) -> str:
    """The text itself, or its first 220 words where it has more: a beginning of it, never other words."""
    if len(text.split()) <= MAX_WORDS:
        return text
    return text[: next(islice(re.finditer(r"\S+", text), MAX_WORDS - 1, None)).end()]


def day_of(date: DocumentDate | None) -> datetime.date | None:
    """The first one, where only a month or year is known."""
    return date.day if date else None
