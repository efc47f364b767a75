"""What became of words that somebody quoted: a range of a document and the key of its text, never a copy."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Engine, Row, select

from corpus.document import Document, text_key
from corpus.span import Span
from corpus.visibility import Visibility
from search.catalogue.reading import Catalogue
from search.catalogue.rows import document_from, quoted_from
from search.catalogue.schema import State, documents, passages
from search.query import Citation


class Standing(StrEnum):
    """Whether quoted words still stand where they stood.

    GELDIG: in the document, to the letter. VERNIEUWD: a newer version of the document has them too.
    VERVALLEN: a newer version has not. GEWIJZIGD: the same file was read anew, and now reads otherwise.
    VERWIJDERD: the document is gone, and its words with it.
    """

    GELDIG = "geldig"
    VERNIEUWD = "vernieuwd"
    VERVALLEN = "vervallen"
    GEWIJZIGD = "gewijzigd"
    VERWIJDERD = "verwijderd"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The passage that was quoted; ``visibility`` was that of its document when it was."""

    document_id: str
    sha256: str
    passage_id: str
    span: Span
    text_key: str
    visibility: Visibility


@dataclass(frozen=True, slots=True)
class Found:
    """``citation`` is what was quoted, from the version of the document that was; None where that is gone.

    ``now`` is the passage that has the words today.
    """

    standing: Standing
    citation: Citation | None = None
    now: str | None = None


def look(
    engine: Engine, catalogue: Catalogue, within: Collection[Visibility], anchors: Sequence[Anchor]
) -> list[Found | None]:
    """What became of each; None for what one may not know of, whom ``catalogue`` and ``within`` describe."""
    cited = catalogue.citations([one.passage_id for one in anchors])
    with engine.connect() as connection:
        looker = _Look(connection, catalogue, within)
        return [_held(one, cited.get(one.passage_id)) or looker.found(one) for one in anchors]


def _held(anchor: Anchor, citation: Citation | None) -> Found | None:
    if citation is None or text_key(citation.text) != anchor.text_key:
        return None
    return Found(Standing.GELDIG, citation, citation.id)


class _Look:
    """Looks further for words whose passage is not there, in one view of the database."""

    def __init__(self, connection: Connection, catalogue: Catalogue, within: Collection[Visibility]) -> None:
        self._connection = connection
        self._catalogue = catalogue
        self._within = within

    def found(self, anchor: Anchor) -> Found | None:
        versions = list(self._versions(anchor.document_id))
        # words of a version that was more closed than what replaced it stay so
        known = [Visibility(one.visibility) for one in versions] or [anchor.visibility]
        if not set(known) <= set(self._within):
            return None
        if not versions or versions[-1].state != State.READY.value:
            return Found(Standing.VERWIJDERD)
        if len(versions) == 1:
            return self._read_anew(anchor, versions[0])
        return self._replaced(anchor, versions[0], versions[-1])

    def _versions(self, document_id: str) -> Iterator[Row[Any]]:
        """The document and what replaced it, the newest last."""
        follow: str | None = document_id
        while follow:
            row = self._connection.execute(select(documents).where(documents.c.id == follow)).first()
            if row is None:
                return
            yield row
            follow = row.replaced_by

    def _read_anew(self, anchor: Anchor, row: Row[Any]) -> Found:
        now = self._passage(row.id, anchor.text_key)
        citation = now and self._catalogue.citations([now]).get(now)
        return Found(Standing.GELDIG, citation, now) if citation else Found(Standing.GEWIJZIGD)

    def _replaced(self, anchor: Anchor, row: Row[Any], newest: Row[Any]) -> Found:
        old = _cited(document_from(row), anchor)
        now = self._passage(newest.id, anchor.text_key) or (old and self._holding(newest, old.text))
        labelled = now and self._catalogue.citations([now]).get(now)
        if old and labelled:
            old = replace(old, labels=labelled.labels)
        return Found(Standing.VERNIEUWD if now else Standing.VERVALLEN, old, now or None)

    def _passage(self, document_id: str, key: str) -> str | None:
        same = (passages.c.document_id == document_id, passages.c.text_key == key)
        wanted = select(passages.c.id).where(*same).order_by(passages.c.ordinal).limit(1)
        return self._connection.execute(wanted).scalar()

    def _holding(self, newest: Row[Any], words: str) -> str | None:
        """The passage in which they begin, where the text has them but is split in other places."""
        place = newest.text.find(words)
        if place < 0:
            return None
        around = (passages.c.start <= place, passages.c.end > place)
        wanted = select(passages.c.id).where(passages.c.document_id == newest.id, *around)
        return self._connection.execute(wanted).scalar()


def _cited(document: Document, anchor: Anchor) -> Citation | None:
    """The words in a version of the document that no search finds any more."""
    if anchor.span.end > len(document.text) or text_key(anchor.span.cut(document.text)) != anchor.text_key:
        return None
    return quoted_from(document, anchor.passage_id, anchor.span)
