"""Labels over the wire: on a passage with their evidence, counted, listed, and corrected by a person."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Any, Self

from pydantic import Field, WithJsonSchema

from api.paging import Koppelingen
from api.wire import Markering, Schema
from corpus import laws
from corpus.label import Evidence, Ground, Label, LabelKind, Reference, Stance
from corpus.span import Span
from corpus.taxonomy.terms import Term, Terms
from search.query import Citation, Facets

# a number stands for an advies as well as its text does; described alike where it is answered, since one
# schema under two names is against the rules of the API
Naam = Annotated[
    str,
    Field(max_length=300, coerce_numbers_to_str=True),
    WithJsonSchema({"type": ["string", "number"], "maxLength": 300}),
]


class Bewijs(Schema):
    """Waarom een label is gegeven."""

    grond: Ground = Field(description="Wat voor bewijs het is.")
    bron: str = Field(description="De regel, de kop, het voorbeeld of de mens.")
    gewicht: float = Field(description="Hoe zwaar het telt, van 0 tot 1.")
    woorden: list[str] = Field(description="De woorden zelf.")
    markeringen: list[Markering] = Field(description="Waar die staan.")
    moment: datetime.datetime | None = Field(description="Wanneer een mens het zei.")

    @classmethod
    def of(cls, one: Evidence, text: str, length: int) -> Self:
        """The evidence on the wire; places beyond ``length`` are left out."""
        return cls(
            grond=one.ground,
            bron=one.source,
            gewicht=one.weight,
            woorden=[span.cut(text) for span in one.spans],
            markeringen=Markering.within(one.spans, length),
            moment=one.when,
        )


class Labeling(Schema):
    """Een label van een passage."""

    id: str = Field(description="Het id, uniek binnen zijn soort.")
    naam: str = Field(description="De naam.")
    kort: str = Field(description="De naam in een paar woorden.")
    score: float = Field(description="Hoe zeker het is, van 0 tot 1.")
    versie: str = Field(description="De versie van de taxonomie; leeg als alleen een mens het gaf.")
    bewijs: list[Bewijs] = Field(description="Waarom het is gegeven.")


class Wet(Labeling):
    """Een wet die de passage noemt, met de plaats daarin."""

    bwb_id: str | None = Field(description="Het nummer in het Basiswettenbestand.", examples=["BWBR0002628"])
    artikel: str | None = Field(description="Het artikel.", examples=["5"])
    lid: str | None = Field(description="Het lid.")
    onderdeel: str | None = Field(description="Het onderdeel.", examples=["a"])
    jci: str | None = Field(description="De Juriconnect-verwijzing.")
    url: str | None = Field(description="Waar de tekst te lezen is.")


class Knelpunt(Labeling):
    """Een knelpunt dat de passage noemt."""

    soort: str = Field(description="De soort van het knelpunt.", examples=["financiering"])
    uitspraak: Stance | None = Field(description="Of het een feit, een wens of een oplossing is.")


class Labels(Schema):
    """De labels van een passage, het zekerste eerst."""

    adviezen: list[Labeling] = Field(description="De zeven adviezen.")
    bouwstenen: list[Labeling] = Field(description="De bouwstenen.")
    regios: list[Labeling] = Field(description="De inspiratieregio's.")
    wetten: list[Wet] = Field(description="Wetten; een voor elke plaats die wordt genoemd.")
    knelpunten: list[Knelpunt] = Field(description="Knelpunten.")

    @classmethod
    def of(cls, citation: Citation, terms: Terms, length: int) -> Self:
        """The labels on the wire, for a text that is shown up to ``length``."""
        wire = _Wire(terms, citation.text, length)
        of: dict[LabelKind, list[Label]] = {kind: [] for kind in LabelKind}
        for label in citation.labels:
            of[label.kind].append(label)
        return cls(
            adviezen=[Labeling(**wire.shared(label)) for label in of[LabelKind.ADVIES]],
            bouwstenen=[Labeling(**wire.shared(label)) for label in of[LabelKind.BOUWSTEEN]],
            regios=[Labeling(**wire.shared(label)) for label in of[LabelKind.REGIO]],
            wetten=[law for label in of[LabelKind.WET] for law in wire.laws(label)],
            knelpunten=[wire.obstacle(label) for label in of[LabelKind.KNELPUNT]],
        )


class Facet(Schema):
    """Hoe vaak een label voorkomt."""

    id: str = Field(description="Het id van het label, om mee te filteren.")
    naam: str = Field(description="De naam.")
    kort: str = Field(description="De naam in een paar woorden.")
    aantal: int = Field(description="Aantal passages.")


class Facetten(Schema):
    """Aantallen passages per label, het vaakste eerst; de namen zijn die van de filters."""

    regio: list[Facet] = Field(description="Regio's.")
    advies: list[Facet] = Field(description="Adviezen.")
    bouwsteen: list[Facet] = Field(description="Bouwstenen.")
    wet: list[Facet] = Field(description="Wetten.")
    knelpunt: list[Facet] = Field(description="Soorten knelpunten.")

    @classmethod
    def of(cls, facets: Facets, terms: Terms) -> Self:
        """The counts on the wire."""
        return cls(**{kind.value: _counted(kind, facets.get(kind, {}), terms) for kind in LabelKind})


class Begrip(Schema):
    """Een label van de taxonomie."""

    soort: LabelKind = Field(description="De soort van het label.")
    id: str = Field(description="Het id, uniek binnen zijn soort.")
    naam: str = Field(description="De naam.")
    kort: str = Field(description="De naam in een paar woorden.")
    definitie: str = Field(description="Wat het betekent; bij een wet het opschrift.")
    aantal: int = Field(description="Aantal passages met dit label.")

    @classmethod
    def of(cls, term: Term, count: int) -> Self:
        """The term on the wire."""
        names = {"id": term.id, "naam": term.name, "kort": term.short}
        return cls(soort=term.kind, **names, definitie=term.definition, aantal=count)


class Taxonomie(Schema):
    """Eén pagina van de labels die er zijn."""

    versie: str = Field(description="De versie van de taxonomie.")
    totaal: int = Field(description="Aantal labels.")
    labels: list[Begrip] = Field(description="De labels.")
    links: Koppelingen = Field(serialization_alias="_links", description="De pagina's ernaast.")

    @classmethod
    def of(cls, terms: Terms, facets: Facets, part: slice, links: Koppelingen) -> Self:
        """A part of the terms on the wire, with how many passages have each."""
        listed = [Begrip.of(term, facets.get(term.kind, {}).get(term.id, 0)) for term in terms.all[part]]
        return cls(versie=terms.version, totaal=len(terms.all), labels=listed, links=links)


class Oordeel(Schema):
    """Wat een mens van de labels van een passage vindt; het gaat boven wat de regels vinden."""

    toevoegen: list[Naam] = Field(
        default=[], max_length=100, description="Labels die kloppen.", examples=[["advies:6"]]
    )
    afwijzen: list[Naam] = Field(
        default=[], max_length=100, description="Labels die niet kloppen.", examples=[["knelpunt:wetgeving"]]
    )
    door: Annotated[str, Field(min_length=1, max_length=300, description="Wie dit vindt.")]


class _Wire:
    """Puts the labels of one text on the wire."""

    def __init__(self, terms: Terms, text: str, length: int) -> None:
        self._terms = terms
        self._text = text
        self._length = length

    def shared(self, label: Label) -> dict[str, Any]:
        """What every label has."""
        term = self._terms.get(label.kind, label.id)
        names = {"id": label.id, "naam": term.name, "kort": term.short}
        found = [Bewijs.of(one, self._text, self._length) for one in label.evidence]
        return {**names, "score": label.score, "versie": label.version, "bewijs": found}

    def obstacle(self, label: Label) -> Knelpunt:
        """A knelpunt with its kind and what it says."""
        return Knelpunt(**self.shared(label), soort=label.id, uitspraak=label.stance)

    def laws(self, label: Label) -> Iterator[Wet]:
        """One for each place in the act with the evidence for it; the act itself where none is named."""
        places: dict[tuple[str, str, str], list[Reference]] = {}
        for one in label.references:
            places.setdefault((one.article, one.lid, one.onderdeel), []).append(one)
        for references in places.values() or [[self._whole(label.id)]]:
            spans = {one.span for one in references} if places else None
            evidence = tuple(_about(label.evidence, spans))
            yield self._law(replace(label, evidence=evidence), references[0])

    def _law(self, label: Label, place: Reference) -> Wet:
        return Wet(
            **self.shared(label),
            bwb_id=label.id if label.id.startswith(laws.NATIONAL) else None,
            artikel=place.article or None,
            lid=place.lid or None,
            onderdeel=place.onderdeel or None,
            jci=place.jci or None,
            url=place.url or None,
        )

    def _whole(self, act_id: str) -> Reference:
        """Stands for an act of which no place is named, as where a person gave the label."""
        act = self._terms.get(LabelKind.WET, act_id).act
        return Reference(Span(0, 0), jci=laws.jci(act), url=laws.url(act)) if act else Reference(Span(0, 0))


def _about(evidence: Iterable[Evidence], spans: Collection[Span] | None) -> Iterator[Evidence]:
    """The evidence that lies on these spans, or on no words at all; all of it for None."""
    for one in evidence:
        kept = tuple(span for span in one.spans if spans is None or span in spans)
        if kept or not one.spans:
            yield replace(one, spans=kept)


def _counted(kind: LabelKind, counts: Mapping[str, int], terms: Terms) -> list[Facet]:
    found = [(terms.get(kind, label), count) for label, count in counts.items()]
    return [Facet(id=term.id, naam=term.name, kort=term.short, aantal=count) for term, count in found]
