"""The documents that somebody may read, each with its text, its pages and its file."""

from __future__ import annotations

from pathlib import Path

from api.access.principal import Principal, Role
from corpus.document import Document
from corpus.errors import Conflict, NotFound
from ingest.picture import draw
from ingest.sandbox import Limits
from search.catalogue.entries import Entry
from search.query import Citation, Filters
from search.view import View

PDF = "application/pdf"


class Documents:
    """For one person. Every method that takes an id raises NotFound for what they do not see."""

    def __init__(self, view: View, who: Principal, limits: Limits) -> None:
        """``view`` is what they see; ``limits`` are for drawing a page."""
        self._catalogue = view.catalogue
        self._originals = view.originals
        self._who = who
        self._limits = limits

    def all(self, filters: Filters | None = None) -> list[Entry]:
        """All documents, or those that the filters leave, by name; labels are not looked at."""
        return self._catalogue.documents(filters)

    def unread(self) -> list[str]:
        """The names of files in which nothing can be found."""
        return self._catalogue.unread()

    def get(self, id: str) -> Entry:  # noqa: A002 - what it is called at every door
        """Also one that was replaced, for who has its id: no list or search has it."""
        return self._catalogue.history.entry(id)

    def named(self, prefix: str) -> Entry:
        """The document whose id starts so."""
        return self.get(self._catalogue.document_of(prefix))

    def newest(self, id: str) -> Entry:  # noqa: A002
        """The same, where there is no newer version; else raises Conflict."""
        entry = self.get(id)
        if entry.replaced_by:
            raise Conflict(
                f"{entry.name} is vervangen door een nieuwere versie.",
                f"Doe dit bij document {entry.replaced_by}.",
            )
        return entry

    def versions(self, id: str) -> list[tuple[Entry, str | None]]:  # noqa: A002
        """All versions of a document, the oldest first, each with who took it in, for who may add one."""
        found = self._catalogue.history.versions(id)
        tells = self._who.role.covers(Role.REDACTEUR)
        return [(entry, by if tells else None) for entry, by in found]

    def text(self, id: str) -> Document:  # noqa: A002
        """The document with its text and pages, also of one that was replaced."""
        return self._catalogue.history.document(id)

    def passages(self, id: str) -> list[Citation]:  # noqa: A002
        """All passages of a document with their labels, in order."""
        ids = [passage.id for passage in self._catalogue.passages(id)]
        found = self._catalogue.citations(ids)
        return [found[one] for one in ids if one in found]

    def original(self, id: str) -> Path:  # noqa: A002
        """Where the file is kept as it came in."""
        entry = self.get(id)
        path = self._originals.path(entry.sha256)
        if not path.exists():
            raise NotFound(f"Het bestand {entry.name} is er niet meer.", "Neem het opnieuw op.")
        return path

    def picture(self, id: str, page: int, width: int, passage: str | None = None) -> bytes:  # noqa: A002
        """A page of a PDF as PNG, so many pixels wide, with a frame around a passage of the document.

        Raises DamagedFile and ParseLimit.
        """
        entry = self.get(id)
        quote = self._catalogue.citation(passage) if passage else None
        if quote and quote.document_id != entry.id:
            raise NotFound(f"Passage {passage} staat niet in {entry.name}.", "Kijk het adres na.")
        if entry.media_type != PDF:
            raise NotFound(f"{entry.name} is geen PDF.", "Alleen van een PDF zijn er afbeeldingen.")
        if not 1 <= page <= (entry.pages or 0):
            raise NotFound(
                f"{entry.name} heeft geen pagina {page}.", f"Kies er een van 1 tot en met {entry.pages}."
            )
        data = self._originals.get(entry.sha256)
        return draw(entry.name, data, page, width, self._limits, quote.text if quote else "")
