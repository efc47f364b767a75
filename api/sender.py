"""On whose behalf files are taken in, and what they may know of what is there already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from secrets import token_hex

from corpus.errors import Forbidden, NotFound
from corpus.visibility import Visibility
from ingest.source import UPLOAD, Source
from search.catalogue.audit import MACHINE, Actor
from search.catalogue.entries import Entry
from search.catalogue.sources import Sources
from search.view import View

# as many as an id has that follows from the bytes
ID_BYTES = 8


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
        """The file as theirs. Under a name whose document they cannot see, it gets a place of its own: as if
        that one were not there. So too where they name another document to replace.
        """
        upload = self.identified(upload, sources)
        for key in _keys(upload):
            before = sources.get(key)
            known = before and before.document_id
            if not known or known == upload.document_id or self._may_follow(known):
                return replace(upload, key=key)
        raise AssertionError

    def identified(self, source: Source, sources: Sources) -> Source:
        """With the id of the document that it is or becomes, of those that they see.

        The same bytes may be there for others: then theirs become another document. An id that follows from
        the bytes would tell whether it was taken, so only who sees everything gives such a one.
        """
        before = sources.get(source.key)
        here = before and before.document_id
        known = sorted(
            self.view.catalogue.history.holding(source.sha256),
            key=lambda one: (one.replaced_by is not None, one.id != here, one.added_at),
        )
        if known:
            return replace(source, given=known[0].id)
        sees_all = self.view.clearance is Visibility.VERTROUWELIJK
        return source if sees_all else replace(source, given=token_hex(ID_BYTES))

    def _may_follow(self, known: str) -> bool:
        return known == self.replaces if self.replaces else self.entry(known) is not None

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
