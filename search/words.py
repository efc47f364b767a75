"""The words of the passages, once for each clearance.

How rare a word is, which words there are and how long passages are on average is told by all that an index
holds. So that none of it tells of what one may not see, who may see less searches an index with less in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from corpus.document import Document, Passage
from corpus.visibility import Visibility
from search.lexical import Lexical

OpenLexical = Callable[[Path], Lexical]
FOLDER = "lexical"


class Words:
    """One index of words for each clearance, each in a folder of its own."""

    def __init__(self, folder: Path, open_lexical: OpenLexical) -> None:
        self._by_clearance: dict[Visibility, Lexical] = {}
        try:
            for clearance in Visibility:
                self._by_clearance[clearance] = open_lexical(_place(folder, clearance))
        except BaseException:
            self.close()
            raise

    def seen_by(self, clearance: Visibility) -> Lexical:
        """What one with that clearance searches."""
        return self._by_clearance[clearance]

    def add(self, document: Document, passages: Sequence[Passage], visibility: Visibility) -> None:
        """Buffers the passages of a document that is not there, for all who may see it."""
        among = [one for clearance, one in self._by_clearance.items() if visibility in clearance.within]
        among[0].add(document, passages, also=among[1:])

    def remove(self, document_id: str) -> None:
        """Buffers the removal of all passages of a document, those buffered before it included."""
        for lexical in self._by_clearance.values():
            lexical.remove(document_id)

    def commit(self) -> None:
        """Makes durable and visible what was buffered, for each clearance all of it or nothing."""
        for lexical in self._by_clearance.values():
            lexical.commit()

    def close(self) -> None:
        """Frees all of them, as far as they can be."""
        for lexical in self._by_clearance.values():
            with suppress(Exception):
                lexical.close()


def _place(folder: Path, clearance: Visibility) -> Path:
    """Who may see everything searches the folder that was there before there were clearances."""
    everything = clearance is Visibility.VERTROUWELIJK
    return folder / (FOLDER if everything else f"{FOLDER}-{clearance}")
