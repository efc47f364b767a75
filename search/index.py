"""Keeps catalogue, originals and engines in step: everything of a document is findable, or nothing.

A write goes: catalogue row ``arriving`` → original → engines → row ``ready``. Whatever is neither
ready nor replaced when something fails, or when the next process opens the folder, is undone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Lock, RLock

from corpus.document import Passage
from corpus.errors import StorageFailed
from corpus.label import Label, Review
from corpus.visibility import Visibility
from models.protocols import Card, Encoded
from search.arrival import Arrival
from search.catalogue.audit import MACHINE, Actor, Audit
from search.catalogue.dossiers import Dossiers
from search.catalogue.jobs import Jobs
from search.catalogue.keys import Keys
from search.catalogue.knelpunten import Knelpunten
from search.catalogue.labels import Labels
from search.catalogue.ledger import Ledger
from search.catalogue.opening import damage, open_engine
from search.catalogue.place import FILE, Place, read_place
from search.catalogue.reading import Catalogue
from search.catalogue.saved import Saved
from search.catalogue.sources import Sources
from search.engines import Embed, Engines, Progress, Shown, Taken
from search.failures import storing
from search.lock import FolderLock
from search.originals import Originals
from search.placing import placed, sweep
from search.rebuild import Rebuild, everything
from search.reread import reread_words
from search.view import Restricted, View
from search.words import OpenLexical

# labels of the passages of each document
Tag = Callable[[Iterable[Taken]], Iterator[tuple[Sequence[Passage], Sequence[Iterable[Label]]]]]


class Index(View):
    """One data folder, owned until ``close``, and seen whole. Reads are safe from any thread; writes take
    turns.

    ``card`` names the model that makes the vectors; None skips that check, for work without vectors
    and for ``rebuild``. Raises DataFolderInUse, DataFolderNewer, ModelMismatch and StorageFailed.
    """

    def __init__(self, folder: Path, open_lexical: OpenLexical, card: Card | None) -> None:
        with storing():
            folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder / "index"
        self._open_lexical = open_lexical
        self._turn = RLock()
        self._rebuilding = Lock()
        self._unsettled = True
        self._owner = FolderLock(folder)
        try:
            self._database = open_engine(folder / FILE)
            try:
                self._open(folder, card)
            except BaseException:
                self._database.dispose()
                raise
        except BaseException:
            self._owner.release()
            raise

    def _open(self, folder: Path, card: Card | None) -> None:
        self.catalogue = Catalogue(self._database)
        self.sources = Sources(self._database)
        self.keys = Keys(self._database)
        self.audit = Audit(self._database)
        self.dossiers = Dossiers(self._database)
        self.saved = Saved(self._database)
        self.knelpunten = Knelpunten(self._database)
        self.jobs = Jobs(self._database)
        self.originals = Originals(folder / "originals")
        whole: dict[Visibility, View] = {self.clearance: self}
        self._views = {one: Restricted(self, one) for one in Visibility} | whole
        self._ledger = Ledger(self._database)
        self._labels = Labels(self._database)
        known = read_place(self._database)
        self._place = placed(known, card, is_empty=not self.catalogue.document_count())
        sweep(self._folder, None if self._place != known else self._place.number)
        self._engines = Engines.open(self._current, self._open_lexical)
        if self._place != known:
            with self._ledger.moving_to(self._place):
                pass
        # A full disk is no reason not to read; the next write tries again.
        with suppress(StorageFailed):
            self._settle()

    @property
    def _current(self) -> Path:
        return self._folder / str(self._place.number)

    @property
    def card(self) -> Card | None:
        """The model that made the vectors."""
        return self._place.card

    @property
    def engines(self) -> Engines:
        """What finds passages and weighs them."""
        return self._engines

    def seen_by(self, clearance: Visibility) -> View:
        """As one with that clearance sees it; the same object each time."""
        return self._views[clearance]

    def add(
        self,
        arrivals: Sequence[Arrival],
        by: Actor = MACHINE,
        unless_told: Visibility = Visibility.NETWERK,
    ) -> None:
        """Takes in a batch: all of it is findable on return; after an error nothing is half there.

        Bytes that are already there only get another name; other bytes under a known name replace
        its older version in one step. ``unless_told`` says for whom a new document is of which nothing was
        told. Raises ValueError where an arrival contradicts itself.
        """
        for arrival in arrivals:
            arrival.check(self.card)
        with self._writing():
            new = self._ledger.unknown(arrivals)
            to = self._ledger.shown(arrivals, unless_told)
            self._ledger.arrive(new, to)
            self.originals.put({arrival.document.sha256: arrival.data for arrival in new})
            if new:
                encoded = Encoded.joined([arrival.encoded for arrival in new])
                self.engines.add([(arrival.document, arrival.passages) for arrival in new], encoded, to)
                self.engines.commit()
            self._ledger.accept(arrivals, to, by)

    def show(self, document_id: str, visibility: Visibility, by: Actor = MACHINE) -> None:
        """To whom a document is shown from now on. Raises NotFound."""
        self.catalogue.entry(document_id)
        with self._writing():
            self._ledger.show(document_id, visibility, by)

    def remove(self, document_id: str, by: Actor = MACHINE) -> None:
        """Leaves nothing of the document or its older versions but a tombstone. Raises NotFound."""
        self.catalogue.document(document_id)
        with self._writing():
            self._ledger.leave(document_id, by)

    def forget_source(self, key: str, by: Actor = MACHINE) -> None:
        """For a file that is gone; its document leaves where it was its last source."""
        with self._writing():
            self._ledger.forget(key, by)

    def record_failure(self, key: str, name: str, sha256: str, size: int, reason: str) -> None:
        """Remembers a file that cannot be read; an earlier version of it stays findable."""
        with self._writing():
            self.sources.record_failure(key, name, sha256, size, reason)

    def rebuild(
        self,
        embed: Embed,
        card: Card,
        progress: Progress = lambda done, total: None,
        renewed: Iterable[Arrival] = (),
        by: Actor = MACHINE,
    ) -> None:
        """Makes the engines anew from the catalogue; readers see the old index, then the new one. Others
        write meanwhile, and what they change is taken over in the last step.

        Does not touch the old engines, so that it also cures damaged ones.
        ``renewed`` are documents of the index that were parsed again from their originals; they take
        the place of what was made of them before, in the same step. ``progress`` is told passages
        done and in all.
        """
        with self._rebuilding, ExitStack() as last, storing():
            place = Place(self._place.number + 1, card)
            folder = self._folder / str(place.number)
            fresh = Engines.open(folder, self._open_lexical)
            try:
                with self._ledger.moving_to(place, by) as renewal:
                    work = Rebuild(self.catalogue, fresh, embed, renewal)
                    work.fill(renewed, card, progress)
                    last.enter_context(self._turn)
                    work.catch_up()
            except BaseException:
                fresh.retire(folder)
                raise
            self.engines.retire(self._current)
            self._engines, self._place = fresh, place
            self._settle()

    def relabel(self, tag: Tag, progress: Progress = lambda done, total: None, by: Actor = MACHINE) -> None:
        """Puts what ``tag`` finds in place of all that taggers found before, in one step; readers see
        the old labels, then the new ones, and after an error the old ones stay. What people said stays.

        ``progress`` is told passages done and in all.
        """
        with self._turn, self._labels.renewing(by) as put:
            total, done = self.catalogue.passage_count(), 0
            for passages, labels in tag(everything(self.catalogue)):
                put(passages, labels)
                done += len(passages)
                progress(done, total)

    def review(self, passage_id: str, said: Sequence[Review], by: Actor = MACHINE) -> None:
        """What a person says of labels of a passage; it holds for all passages with the same text, for who
        sees the document of this one.

        Raises NotFound.
        """
        # within the turn, so that the document cannot go meanwhile
        with self._turn:
            self._labels.review(self.catalogue.citation(passage_id), said, by)

    def heal(self, embed: Embed) -> bool:
        """Makes anew what can be lost: all engines if Chroma died while it wrote its graph or the tokens
        are gone, or words that are not all there, as those of an older format. To be called once, after
        opening; returns whether it was needed.
        """
        if self.card is not None and self._is_damaged(self.card):
            self.rebuild(embed, self.card)
            return True
        behind = [one for one in self._views.values() if one.lexical.count() != one.catalogue.passage_count()]
        if behind:
            with self._writing():
                reread_words(behind)
                self.engines.commit()
        return bool(behind)

    def _is_damaged(self, card: Card) -> bool:
        if self._owner.left_behind and not self.engines.vectors.is_sound():
            return True
        expected = card.token_dimensions is not None and self.catalogue.passage_count() > 0
        return expected and self.engines.tokens.is_empty()

    def reindex(self, document_ids: Collection[str], embed: Embed) -> None:
        """Takes these documents out of the engines, and puts in anew those that are in the catalogue."""
        with self._writing():
            self.engines.remove(document_ids)
            wanted = everything(self.catalogue, document_ids)
            self.engines.fill(wanted, embed, self.catalogue.visibilities(), lambda done: None)

    def drop_originals(self, hashes: Collection[str]) -> None:
        """Deletes kept files that no document has."""
        with self._writing():
            for sha256 in set(hashes) - self._ledger.hashes().keys():
                self.originals.remove(sha256)

    def kept_originals(self) -> dict[str, str]:
        """Document ids, those of older versions included, by the hash of the bytes that they need."""
        return self._ledger.hashes()

    def unsettled(self) -> frozenset[str]:
        """Ids of documents that came in or left only half, which the next write settles."""
        with self._turn:
            return frozenset(move.id for move in self._ledger.unsettled())

    def damage(self) -> list[str]:
        """What the database finds wrong with itself."""
        return damage(self._database)

    def close(self) -> None:
        """Frees the data folder for another process."""
        with self._turn:
            self.engines.close()
            self._database.dispose()
            self._owner.release()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One write at a time; whatever it leaves unsettled is settled here, also when it fails."""
        with self._turn, storing():
            if self._unsettled:
                self._recover()
            self._unsettled = True
            try:
                yield
            except BaseException:
                with suppress(OSError, StorageFailed):
                    self._recover()
                raise
            try:
                self._settle()
            except (OSError, StorageFailed):
                self._recover()

    def _recover(self) -> None:
        self._engines = self.engines.recovered(self._current, self._open_lexical)
        self._settle()

    def _settle(self) -> None:
        """Finishes or undoes every move. Cheap where there is none."""
        moves = self._ledger.unsettled()
        if moves:
            self.engines.remove([move.id for move in moves])
            self.engines.commit()
            for sha256 in self._ledger.orphaned(moves):
                self.originals.remove(sha256)
            self._ledger.settle(moves)
        self._reshelve(self._ledger.unshelved())
        self._unsettled = False

    def _reshelve(self, behind: Shown) -> None:
        """Until the words have followed, the catalogue alone keeps what they name from who may not see it."""
        for document, visibility in behind.items():
            self.engines.reshelve(
                self.catalogue.document(document), self.catalogue.passages(document), visibility
            )
        if behind:
            self.engines.commit()
            self._ledger.shelved(behind)
