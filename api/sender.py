"""On whose behalf files are taken in, and what they may know of what is there already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count

from corpus.document import document_id
from corpus.errors import Forbidden, NotFound
from corpus.visibility import Visibility
from ingest.ingestor import Prepared
from ingest.source import UPLOAD, Source
from search.catalogue.audit import MACHINE, Actor
from search.catalogue.reading import Entry
from search.catalogue.schema import Status
from search.catalogue.sources import Sources
from search.view import View


@dataclass(frozen=True, slots=True)
class Sender:
    """``told`` is what they say of who may see the files; ``otherwise`` goes for what is new without that.
    ``replaces`` is the document of which they say to send a new version.
    """

    view: View
    told: Visibility | None = None
    otherwise: Visibility = Visibility.NETWERK
    by: Actor = MACHINE
    replaces: str | None = None

    def entry(self, document: str | None) -> Entry | None:
        """A document, if there is one that they see."""
        try:
            return self.view.catalogue.entry(document) if document else None
        except NotFound:
            return None

    def narrows(self, entry: Entry) -> bool:
        """Whether they say that fewer people may see a document than do now."""
        return entry.visibility.or_stricter(self.told) is not entry.visibility

    def own(self, upload: Source, sources: Sources) -> Source:
        """Under a name whose document they cannot see, a place of its own: as if that one were not there.
        So too where they name another document to replace.
        """
        for key in _keys(upload):
            before = sources.get(key)
            known = before and before.document_id
            if not known or known == document_id(upload.sha256) or self._may_follow(known):
                return replace(upload, key=key)
        raise AssertionError

    def _may_follow(self, known: str) -> bool:
        return known == self.replaces if self.replaces else self.entry(known) is not None

    def taken_in(self, one: Prepared, before: Entry | None) -> Entry:
        """The document as they see it. Bytes that are there already for fewer people stay so, and whoever
        sends them hears what they would hear if they were the first.
        """
        document = one.document
        return self.entry(document.id) or Entry(
            id=document.id,
            sha256=document.sha256,
            name=one.source.name,
            names=(one.source.name,),
            title=document.title,
            kind=document.kind,
            date=document.date,
            language=document.language,
            media_type=document.media_type,
            status=Status.READY if one.passages else Status.NO_TEXT,
            pages=len(document.pages) or None,
            passages=len(one.passages),
            added_at=datetime.now(UTC),
            visibility=self.told or (before.visibility if before else self.otherwise),
        )

    def check_new(self, before: Entry | None) -> None:
        """Raises Forbidden where they would not see themselves what they send."""
        if before is None and self.told is None:
            check_clearance(self.otherwise, self.view.clearance)


def check_clearance(visibility: Visibility | None, clearance: Visibility) -> None:
    """Nobody shows a document to people in whose place they could not see it. Raises Forbidden."""
    if visibility and visibility not in clearance.within:
        within = " of ".join(one for one in Visibility if one in clearance.within)
        raise Forbidden(
            f"Wat {visibility} is, kunt u zelf niet zien.", f"Kies voor de zichtbaarheid {within}."
        )


def _keys(upload: Source) -> Iterator[str]:
    yield upload.key
    # no name of a file holds a slash
    yield from (f"{UPLOAD}{number}/{upload.name}" for number in count(2))
