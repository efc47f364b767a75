"""The stores of a folder that another process owns, for one that only answers questions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from corpus.errors import NotFound
from corpus.visibility import Visibility
from models.protocols import Card
from search.catalogue.census import Census
from search.catalogue.opening import open_engine
from search.catalogue.place import FILE, read_place
from search.catalogue.reading import Catalogue
from search.nearest import Nearest
from search.originals import Originals
from search.tokens import TokenStore
from search.view import Restricted, View
from search.words import OpenLexical, Words


@dataclass(frozen=True, slots=True)
class Engines:
    """What finds passages and weighs them. The vectors stay with the owner: Chroma allows only one."""

    words: Words
    vectors: Nearest
    tokens: TokenStore


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was written when somebody's stores were last looked at."""

    words: int
    census: Census


class Beside(View):
    """Sees what the owner wrote as soon as it is told to ``catch_up``. Holds as long as the owner makes no
    other engines, as by a rebuild. Safe from any thread, but for ``catch_up``.

    Raises StorageFailed, and NotFound where there is no index yet.
    """

    def __init__(self, folder: Path, open_lexical: OpenLexical, vectors: Nearest) -> None:
        self._database = open_engine(folder / FILE)
        place = read_place(self._database)
        if place is None:
            raise NotFound("In de gegevensmap is nog geen index.", "Start eerst de dienst.")
        current = folder / "index" / str(place.number)
        self._card = place.card
        self._engines = Engines(Words(current, open_lexical), vectors, TokenStore(current / "tokens"))
        self.catalogue = Catalogue(self._database)
        self.originals = Originals(folder / "originals")
        whole: dict[Visibility, View] = {self.clearance: self}
        self._views = {one: Restricted(self, one) for one in Visibility} | whole
        self._seen = {one: _seen(view) for one, view in self._views.items()}

    @property
    def engines(self) -> Engines:
        """See ``View``."""
        return self._engines

    @property
    def card(self) -> Card | None:
        """See ``View``."""
        return self._card

    def seen_by(self, clearance: Visibility) -> View:
        """See ``View``."""
        return self._views[clearance]

    def catch_up(self, clearance: Visibility) -> None:
        """What was written before this, is seen after it by who has that clearance."""
        view, before = self._views[clearance], self._seen[clearance]
        now = _seen(view)
        if (now.words, now.census.stamp) == (before.words, before.census.stamp):
            return
        counted, then = now.census.counted, before.census.counted.added
        come = {one: own for one, own in counted.findable.items() if then.get(one) != counted.added.get(one)}
        # words are written before the document is ready, so they have all that the catalogue has
        view.lexical.refresh(come)
        self._seen[clearance] = now

    def close(self) -> None:
        """Lets go of the folder."""
        self._engines.words.close()
        self._engines.tokens.close()
        self._database.dispose()


def _seen(view: View) -> _Seen:
    # the older of the two first: what is written meanwhile is then seen the next time
    return _Seen(view.lexical.written(), view.catalogue.census())
