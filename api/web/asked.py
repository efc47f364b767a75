"""What is asked of the page Zoeken: all of it stands in the address, so that it can be sent and kept."""

from __future__ import annotations

import datetime
from typing import Annotated
from urllib.parse import urlencode

from pydantic import BaseModel, Field, StringConstraints

from corpus.document import Kind
from corpus.label import LabelKind
from corpus.taxonomy.terms import Terms
from search.query import Filters, Query

ON_A_PAGE = 10
MAX_PAGE = 1000

Word = Annotated[str, StringConstraints(max_length=300)]
Words = Annotated[list[Word], Field(max_length=100)]


class Asked(BaseModel):
    """The parameters of the address. ``soort`` are kinds of documents, ``zonder`` what is not understood."""

    vraag: str = Field(default="", max_length=20_000)
    regio: Words = []
    advies: Words = []
    bouwsteen: Words = []
    wet: Words = []
    knelpunt: Words = []
    soort: Annotated[list[Kind], Field(max_length=10)] = []
    jaar: int | None = Field(default=None, ge=1000, le=9999)
    zonder: Words = []
    letterlijk: bool = False
    pagina: int = Field(default=1, ge=1, le=MAX_PAGE)

    @property
    def filtered(self) -> bool:
        """Whether not everything is searched."""
        return any(self.labels().values()) or bool(self.soort) or self.jaar is not None

    def labels(self) -> dict[LabelKind, list[str]]:
        """The labels that were chosen, by kind."""
        return {kind: getattr(self, kind.value) for kind in LabelKind}

    def query(self, terms: Terms) -> Query:
        """The same in the words of the search. Raises BadLabel."""
        year = self.jaar
        filters = Filters(
            kinds=tuple(self.soort),
            since=datetime.date(year, 1, 1) if year else None,
            until=datetime.date(year, 12, 31) if year else None,
            labels=terms.found(self.labels()),
        )
        return Query(
            self.vraag.strip(), ON_A_PAGE, self.pagina, filters, self.letterlijk, frozenset(self.zonder)
        )

    def address(self, page: int = 1) -> str:
        """Where this is asked."""
        told = self.model_dump(exclude_defaults=True, exclude={"pagina"}, mode="json")
        if page > 1:
            told["pagina"] = page
        if self.letterlijk:
            told["letterlijk"] = "1"
        return f"/?{urlencode(told, doseq=True)}" if told else "/"

    def switched(self, name: str, value: str) -> str:
        """The address with this value of ``name`` chosen, or no longer where it was."""
        if name == "jaar":
            return self._with(jaar=None if str(self.jaar) == value else int(value))
        chosen: list[str] = getattr(self, name)
        one = Kind(value) if name == "soort" else value
        return self._with(
            **{name: [*(other for other in chosen if other != one), *([one] * (one not in chosen))]}
        )

    def wider(self) -> str:
        """The address with nothing chosen."""
        return self._with(**{kind.value: [] for kind in LabelKind}, soort=[], jaar=None)

    def literally(self, literal: bool) -> str:
        """The address where words are taken as they are typed, or no longer."""
        return self._with(letterlijk=literal)

    def _with(self, **changes: object) -> str:
        return self.model_copy(update={**changes, "pagina": 1}).address()
