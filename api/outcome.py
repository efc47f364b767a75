"""What became of one file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from search.catalogue.entries import Entry


class Status(StrEnum):
    """In the words that the table shows."""

    NEW = "nieuw"
    REPLACED = "vervangen"
    UNCHANGED = "ongewijzigd"
    ALSO_KNOWN = "ook bekend als"
    NO_TEXT = "geen tekst gevonden"
    FAILED = "mislukt"
    REMOVED = "verwijderd"


@dataclass(frozen=True, slots=True)
class Outcome:
    """``reason`` says why, or under which name the same bytes are known; ``pages`` is None without pages.
    ``entry`` is the document, as who took it in may know it.
    """

    name: str
    key: str
    status: Status
    kind: str | None = None
    pages: int | None = None
    passages: int | None = None
    reason: str = ""
    document_id: str | None = None
    entry: Entry | None = None
