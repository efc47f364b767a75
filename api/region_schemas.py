"""Regions over the wire."""

from __future__ import annotations

from typing import Self

from pydantic import Field

from api.evidence.neighbours import Neighbour
from api.evidence.regions import Excerpt, Profile, Source, Summary, Theme
from api.knelpunt_schemas import Genoemd, Registerknelpunt
from api.schemas import Bron
from api.wire import Schema
from corpus.taxonomy.terms import Term, Terms
from search.query import Citation


class Regio(Schema):
    """Een inspiratieregio, en hoeveel er van bekend is."""

    id: str = Field(description="Het id van de regio.")
    naam: str = Field(description="De naam.")
    passages: int = Field(description="Aantal passages over de regio.")
    documenten: int = Field(description="Aantal documenten waarin die staan.")
    aanvaard: int = Field(description="Aantal aanvaarde knelpunten.")
    voorgesteld: int = Field(description="Aantal voorgestelde knelpunten.")

    @classmethod
    def of(cls, one: Summary) -> Self:
        """The region on the wire."""
        return cls(
            id=one.term.id,
            naam=one.term.name,
            passages=one.passages,
            documenten=one.documents,
            aanvaard=one.accepted,
            voorgesteld=one.proposed,
        )


class Regiolijst(Schema):
    """Alle inspiratieregio's."""

    totaal: int = Field(description="Aantal regio's.")
    regios: list[Regio] = Field(description="De regio's.")


class Fragment(Schema):
    """Letterlijke zinnen uit een passage."""

    tekst: str = Field(description="De woorden.")
    passage: str = Field(description="Het id van de passage.")
    document: Bron = Field(description="Het document.")
    sectie: list[str] = Field(description="De koppen erboven, van buiten naar binnen.")
    pagina_van: int | None = Field(description="De eerste pagina van de passage.")
    pagina_tot: int | None = Field(description="De laatste pagina van de passage.")

    @classmethod
    def of(cls, citation: Citation, text: str) -> Self:
        """Words of a passage on the wire."""
        first, last = citation.pages or (None, None)
        return cls(
            tekst=text,
            passage=citation.id,
            document=Bron.of(citation),
            sectie=list(citation.section),
            pagina_van=first,
            pagina_tot=last,
        )


class Thema(Schema):
    """Waar een regio het over heeft."""

    label: Genoemd = Field(description="Het advies of de bouwsteen.")
    aantal: int = Field(description="Aantal passages.")
    voorbeeld: Fragment = Field(description="Waar het het duidelijkst staat.")

    @classmethod
    def of(cls, theme: Theme) -> Self:
        """The theme on the wire."""
        return cls(label=_named(theme.term), aantal=theme.count, voorbeeld=_fragment(theme.shown_by))


class Regiobron(Schema):
    """Een document waarin de regio voorkomt."""

    document: Bron = Field(description="Het document.")
    passages: int = Field(description="Aantal passages over de regio.")

    @classmethod
    def of(cls, source: Source) -> Self:
        """The source on the wire."""
        return cls(document=Bron.of(source.citation), passages=source.passages)


class Passagepaar(Schema):
    """Twee passages die bijna hetzelfde betekenen."""

    eigen: Fragment = Field(description="De passage over deze regio.")
    ander: Fragment = Field(description="De passage over de andere regio.")
    gelijkenis: float = Field(description="Hoe veel ze op elkaar lijken, van 0 tot 1.")


class Buurregio(Schema):
    """Een andere regio die over hetzelfde bericht."""

    regio: Genoemd = Field(description="De andere regio.")
    op_labels: float = Field(description="Gelijkenis op labels, van 0 tot 1; zeldzame labels tellen meer.")
    op_betekenis: float = Field(description="Gelijkenis van de passages die het meest op elkaar lijken.")
    labels: list[Genoemd] = Field(description="Wat beide het meest gemeen hebben.")
    paren: list[Passagepaar] = Field(description="De passages die het laten zien.")

    @classmethod
    def of(cls, near: Neighbour) -> Self:
        """The other region on the wire."""
        return cls(
            regio=_named(near.term),
            op_labels=round(near.by_labels, 4),
            op_betekenis=round(near.by_meaning, 4),
            labels=[_named(term) for term in near.shared],
            paren=[
                Passagepaar(
                    eigen=Fragment.of(pair.own, pair.own.text),
                    ander=Fragment.of(pair.other, pair.other.text),
                    gelijkenis=round(pair.cosine, 4),
                )
                for pair in near.pairs
            ],
        )


class Regioprofiel(Schema):
    """Wat een regio meldt, en welke andere regio's over hetzelfde berichten."""

    regio: Regio = Field(description="De regio.")
    adviezen: list[Thema] = Field(description="Adviezen, het vaakste eerst.")
    bouwstenen: list[Thema] = Field(description="Bouwstenen, de vaakste eerst.")
    knelpunten: list[Registerknelpunt] = Field(
        description="Aanvaarde en voorgestelde knelpunten, met de citaten die over deze regio gaan."
    )
    wensen: list[Fragment] = Field(description="Wat wordt gevraagd.")
    oplossingen: list[Fragment] = Field(description="Wat werkt, ondanks de regels.")
    bronnen: list[Regiobron] = Field(description="De documenten, in volgorde van tijd.")
    buren: list[Buurregio] = Field(description="Andere regio's, de meest gelijkende eerst.")

    @classmethod
    def of(cls, one: Profile, terms: Terms) -> Self:
        """The profile on the wire."""
        return cls(
            regio=Regio.of(one.summary),
            adviezen=[Thema.of(theme) for theme in one.advices],
            bouwstenen=[Thema.of(theme) for theme in one.blocks],
            knelpunten=[Registerknelpunt.of(found, terms) for found in one.knelpunten],
            wensen=[_fragment(excerpt) for excerpt in one.wishes],
            oplossingen=[_fragment(excerpt) for excerpt in one.solutions],
            bronnen=[Regiobron.of(source) for source in one.sources],
            buren=[Buurregio.of(near) for near in one.neighbours],
        )


def _fragment(excerpt: Excerpt) -> Fragment:
    return Fragment.of(excerpt.citation, excerpt.text)


def _named(term: Term) -> Genoemd:
    return Genoemd(id=term.id, naam=term.short)
