"""How a question was understood, over the wire: all that was made of its words, to see and to undo."""

from __future__ import annotations

from typing import Self

from pydantic import Field

from api.wire import DateOrNone, Schema
from corpus.label import LabelKind
from corpus.taxonomy.terms import Terms
from search.question import DOCUMENT_KIND, PERIOD, Expansion, Named, Question, Spelling

_KEY = "Wat u onder 'zonder' noemt om dit niet te laten gelden."


class Gespeld(Schema):
    """Een woord dat in geen passage staat, en het woord dat daarvoor is genomen."""

    gevraagd: str = Field(description="Het woord in de vraag.")
    gebruikt: str = Field(description="Het woord waarop is gezocht.")
    sleutel: str = Field(description=_KEY, examples=["spelling:thuisziters"])

    @classmethod
    def of(cls, one: Spelling) -> Self:
        """The spelling on the wire."""
        return cls(gevraagd=one.asked, gebruikt=one.used, sleutel=one.key)


class Herkend(Schema):
    """Iets dat de vraag bij name noemt: een label, een soort document of een periode."""

    soort: str = Field(description="Wat het is.", examples=[*LabelKind, DOCUMENT_KIND, PERIOD])
    id: str = Field(description="Het id van het label, de soort of de periode.")
    naam: str = Field(description="De naam.")
    woorden: list[str] = Field(description="De woorden die het noemen.")
    van: DateOrNone = Field(description="De eerste dag van een periode.")
    tot: DateOrNone = Field(description="De laatste dag van een periode.")
    filter: bool = Field(description="Of alleen daarbinnen is gezocht; anders telt het alleen mee.")
    sleutel: str = Field(description=_KEY, examples=["regio:zuid-limburg"])

    @classmethod
    def of(cls, one: Named, searched: str, terms: Terms) -> Self:
        """What is named, on the wire; ``searched`` is what its spans are ranges of."""
        return cls(
            soort=one.sort,
            id=one.id,
            naam=name_of(one, searched, terms),
            woorden=[span.cut(searched) for span in one.spans],
            van=one.since,
            tot=one.until,
            filter=one.narrows,
            sleutel=one.key,
        )


class ZochtOokOp(Schema):
    """Andere woorden voor iets in de vraag; ze tellen minder dan de eigen woorden."""

    begrip: str = Field(description="Het begrip in de thesaurus.")
    woorden: str = Field(description="De woorden in de vraag.")
    termen: list[str] = Field(description="De andere woorden.")
    sleutel: str = Field(description=_KEY, examples=["uitbreiding:schuren"])

    @classmethod
    def of(cls, one: Expansion, searched: str) -> Self:
        """The expansion on the wire; ``searched`` is what its span is a range of."""
        return cls(
            begrip=one.name,
            woorden=one.span.cut(searched),
            termen=[phrase.text for phrase in one.synonyms],
            sleutel=one.key,
        )


class Begrepen(Schema):
    """Hoe de vraag is begrepen."""

    gezocht: str = Field(description="De vraag zoals er is gezocht, met de gebruikte spelling.")
    taal: str = Field(description="De taal van de vraag, als code van twee letters.", examples=["nl"])
    taal_gelezen: bool = Field(description="Of het model voor betekenis die taal leest.")
    gespeld: list[Gespeld] = Field(description="Woorden die anders zijn gespeld dan in de vraag.")
    herkend: list[Herkend] = Field(description="Wat de vraag bij name noemt.")
    zocht_ook_op: list[ZochtOokOp] = Field(description="Andere woorden voor hetzelfde.")

    @classmethod
    def of(cls, question: Question, terms: Terms) -> Self:
        """The understanding on the wire."""
        searched = question.searched
        return cls(
            gezocht=searched,
            taal=question.language,
            taal_gelezen=question.readable,
            gespeld=[Gespeld.of(one) for one in question.spellings],
            herkend=[Herkend.of(one, searched, terms) for one in question.named],
            zocht_ook_op=[ZochtOokOp.of(one, searched) for one in question.expansions],
        )


def name_of(one: Named, searched: str, terms: Terms) -> str:
    """What it is called: a label by its name, all else by the words of the question."""
    if one.sort in set(LabelKind):
        return terms.get(LabelKind(one.sort), one.id).name
    return one.spans[0].cut(searched)
