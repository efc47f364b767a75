"""What every form of a citation tells, each in its own way."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corpus.document import DocumentDate, Kind
from search.query import Citation


@dataclass(frozen=True, slots=True)
class Reference:
    """``url`` is the permanent link, at which the citation checks itself; ``key`` the id of the passage."""

    key: str
    quote: str
    title: str
    kind: Kind
    date: DocumentDate | None
    language: str
    section: tuple[str, ...]
    pages: tuple[int, int] | None
    file: str
    sha256: str
    url: str

    @classmethod
    def of(cls, citation: Citation, url: str) -> Reference:
        """The reference to a passage."""
        return cls(
            key=citation.id,
            quote=citation.text,
            title=citation.title,
            kind=citation.kind,
            date=citation.date,
            language=citation.language,
            section=citation.section,
            pages=citation.pages,
            file=citation.name,
            sha256=citation.sha256,
            url=url,
        )

    def quoting(self, words: str) -> Reference:
        """The same place for some of its words."""
        return replace(self, quote=words)

    @property
    def source(self) -> str:
        """The very file, in a note."""
        return f"Bestand: {self.file} (SHA-256: {self.sha256})"

    @property
    def date_parts(self) -> list[int]:
        """Year, month and day, as far as the document gives them."""
        if self.date is None:
            return []
        day = self.date.day
        return [day.year, day.month, day.day][: {"jaar": 1, "maand": 2, "dag": 3}[self.date.precision]]
