"""The text of a document on the wire, whole or a page of it."""

from __future__ import annotations

from typing import Self

from fastapi import Request
from pydantic import Field

from api.paging import Koppelingen
from api.wire import Schema
from corpus.document import Document
from corpus.errors import NotFound
from corpus.span import Span


class Documenttekst(Schema):
    """De tekst waaruit passages letterlijk zijn geknipt."""

    document: str = Field(description="Het id van het document.")
    pagina: int | None = Field(description="De pagina, als om een is gevraagd.")
    paginas: int | None = Field(description="Het aantal pagina's, als het bestand pagina's heeft.")
    begin: int = Field(description="Het eerste teken in de tekst van het document, vanaf 0.")
    eind: int = Field(description="Het eerste teken erna.")
    tekst: str = Field(description="De tekst.")
    links: Koppelingen | None = Field(
        serialization_alias="_links", description="De pagina's ernaast, als om een pagina is gevraagd."
    )

    @classmethod
    def of(cls, document: Document, page: int | None, request: Request) -> Self:
        """The whole text, or that of a page. Raises NotFound."""
        span = Span(0, len(document.text)) if page is None else _page(document, page)
        last = document.pages[-1].number if document.pages else None
        links = Koppelingen.around(request, page, page < last) if page and last else None
        return cls(
            document=document.id,
            pagina=page,
            paginas=last,
            begin=span.start,
            eind=span.end,
            tekst=span.cut(document.text),
            links=links,
        )


def _page(document: Document, number: int) -> Span:
    for page in document.pages:
        if page.number == number:
            return page.span
    told = f"Kies er een van 1 tot en met {len(document.pages)}." if document.pages else ""
    raise NotFound(
        f"{document.name} heeft geen pagina {number}.",
        told or "Vraag de tekst zonder pagina: dit bestand heeft ze niet.",
    )
