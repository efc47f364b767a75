"""What words and meaning weigh, and why a result stands where it stands, over the wire."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from api.wire import Schema
from search.query import Explanation, Twin, Weighing

# of each feature of the second stage (see ``search.rank``)
FEATURES = {
    "fused": "woorden en betekenis samen",
    "likeness": "betekenis, token voor token",
    "headings": "woorden van de vraag in de koppen",
    "text": "woorden van de vraag in de tekst",
    "near": "woorden van de vraag dicht bij elkaar",
    "labels": "labels die de vraag noemt",
    "length": "lengte",
    "prose": "lopende zinnen",
    "beside": "passages ervoor en erna",
    "reranker": "herlezen door een model",
}


class Gewichten(Schema):
    """Hoeveel woorden en betekenis tellen; 1 is zoals ingesteld, 0 is niet."""

    woorden: float = Field(default=1.0, ge=0, le=100, strict=True, description="Het gewicht van woorden.")
    betekenis: float = Field(default=1.0, ge=0, le=100, strict=True, description="Het gewicht van betekenis.")

    @model_validator(mode="after")
    def _something_counts(self) -> Self:
        if not self.woorden and not self.betekenis:
            raise ValueError("woorden en betekenis mogen niet allebei 0 zijn")
        return self

    def weighing(self) -> Weighing:
        """The same in the words of the search."""
        return Weighing(self.woorden, self.betekenis)


class OokIn(Schema):
    """Een passage die bijna hetzelfde zegt, en daarom geen eigen plaats heeft."""

    id: str = Field(description="Het id van de passage.")
    document: str = Field(description="Het id van het document.")
    titel: str = Field(description="De titel van het document.")
    sectie: list[str] = Field(description="De koppen erboven, van buiten naar binnen.")
    pagina_van: int | None = Field(description="De eerste pagina, als het bestand pagina's heeft.")
    pagina_tot: int | None = Field(description="De laatste pagina.")

    @classmethod
    def of(cls, twin: Twin) -> Self:
        """The passage on the wire."""
        first, last = twin.pages or (None, None)
        return cls(
            id=twin.id,
            document=twin.document_id,
            titel=twin.title,
            sectie=list(twin.section),
            pagina_van=first,
            pagina_tot=last,
        )


class Aandeel(Schema):
    """Wat één kenmerk aan de score toevoegt."""

    kenmerk: str = Field(description="Het kenmerk.", examples=list(FEATURES.values()))
    bijdrage: float = Field(description="Wat het toevoegt; samen tellen ze op tot de score van de ordening.")


class Uitleg(Schema):
    """Waarom een passage op deze plaats staat."""

    woorden: list[str] = Field(description="De woorden van de vraag die de passage of een kop heeft.")
    andere_woorden: list[str] = Field(description="Andere woorden voor hetzelfde die zij heeft.")
    score_woorden: float = Field(description="De score op woorden, naast de beste (1).")
    score_betekenis: float = Field(description="De cosinus met de vraag; 0 als betekenis haar niet noemde.")
    aandelen: list[Aandeel] = Field(
        description="De ordening van de beste passages; leeg voor wat daarbuiten viel."
    )

    @classmethod
    def of(cls, one: Explanation) -> Self:
        """The explanation on the wire, the largest shares first."""
        shares = sorted(one.shares.items(), key=lambda share: -share[1])
        return cls(
            woorden=list(one.words),
            andere_woorden=list(one.synonyms),
            score_woorden=one.by_words,
            score_betekenis=one.by_meaning,
            aandelen=[Aandeel(kenmerk=FEATURES[name], bijdrage=value) for name, value in shares if value],
        )
