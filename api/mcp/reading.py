"""The tool lees_passage."""

from __future__ import annotations

from typing import Self

from pydantic import Field

from api.mcp.fence import fenced
from api.mcp.quotes import Aangehaald, Citaat, Resultaat
from api.schemas import shortened
from api.service import Service
from api.wire import Schema
from corpus.document import Passage


class Leesvraag(Schema):
    """Welke passage."""

    id: str = Field(min_length=4, max_length=16, description="Het id van de passage, of het begin ervan.")


class Omgeving(Aangehaald):
    """Wat er voor of na een passage staat."""

    id: str = Field(description="Het id van die passage.")
    tekst: str = Field(description="De letterlijke tekst, ten hoogste 220 woorden.")

    @classmethod
    def of(cls, passage: Passage) -> Self:
        """The passage as an assistant gets it."""
        return cls(id=passage.id, tekst=shortened(passage.text))

    def told(self) -> str:
        """The same as text."""
        return f"(id {self.id})\n{fenced(self.tekst)}"


class Leesresultaat(Resultaat):
    """Een passage in haar omgeving."""

    ervoor: list[Omgeving] = Field(description="Wat ervoor staat.")
    passage: Citaat = Field(description="De passage.")
    erna: list[Omgeving] = Field(description="Wat erna staat.")

    def told(self) -> str:
        """The same as text."""
        before = ["Ervoor:", *(one.told() for one in self.ervoor)] if self.ervoor else []
        after = ["Erna:", *(one.told() for one in self.erna)] if self.erna else []
        return "\n\n".join([self.let_op, *before, self.passage.told(), *after])


def read(service: Service, asked: Leesvraag) -> Leesresultaat:
    """Raises NotFound."""
    before, passage, after = service.passages.around(asked.id)
    return Leesresultaat(
        ervoor=[Omgeving.of(one) for one in before],
        passage=Citaat.of(passage),
        erna=[Omgeving.of(one) for one in after],
    )
