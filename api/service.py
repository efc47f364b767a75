"""What can be asked of Schuurpunt, whichever door it comes through: the one place where ingest and
search meet.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from copy import copy
from pathlib import Path

from api.access.keys import Keyring
from api.access.management import Management
from api.access.principal import LOCAL, Principal, Role
from api.documents import Documents
from api.evaluation import Evaluation
from api.evidence.dossiers import Dossiers
from api.evidence.proposals import Proposer
from api.evidence.regions import Regions
from api.evidence.register import Register
from api.evidence.rules import Reader
from api.evidence.saved import Saved
from api.exports.exporting import Exports
from api.house import House
from api.intake import Tell
from api.jobs.desk import Desk
from api.jobs.office import Office
from api.jobs.worker import Worker
from api.outcome import Outcome, Status
from api.passages import Passages
from api.questions import Questions
from api.reviews import reviews
from api.sender import Sender, check_clearance
from api.upkeep import Upkeep
from corpus.taxonomy.terms import Terms
from corpus.visibility import Visibility
from ingest.sandbox import Limits
from search.answer.answer import Answer, GroupKind
from search.answer.answerer import Answerer
from search.catalogue.entries import Entry
from search.query import Citation, Query, Results
from search.view import View
from search.vitals import Vitals, vitals

# after these the register of knelpunten is looked through
CHANGED = {Status.NEW, Status.REPLACED, Status.NO_TEXT, Status.REMOVED}


class Service:
    """For one person: ``who``. First what may be done with documents, then the parts, each with what there
    is to ask of it.

    Safe to share between threads. Every method raises SchuurpuntError in Dutch, and only that, for what a
    user can get wrong.
    """

    def __init__(self, house: House) -> None:
        self.settings = house.settings
        self._house = house
        self.readers = house.readers
        # what who asks may see, and the whole of it, which only changes are made to
        self._view: View = house.index
        self._whole = house.index
        self._asking = house.asking
        self.who = LOCAL
        self.keyring = Keyring(house.index.keys)
        self.questions = Questions(house.settings)
        whole, reader = house.index, self.answerer.reader
        self._proposer = Proposer(whole.knelpunten, whole.catalogue, reader.sentences, reader.embedder)
        self._office = Office(house.index.jobs, house.settings)
        self.worker = Worker(self._office, self)

    def on_behalf_of(self, who: Principal) -> Service:
        """The same service as they see it, and who may what they may."""
        seen = copy(self)
        seen.who = who
        seen._view = self._whole.seen_by(who.clearance)
        seen._asking = self._asking.seen_by(who.clearance)
        return seen

    def search(self, query: Query) -> Results:
        """Raises BadQuestion."""
        self.questions.note(self.who, query.text)
        return self._asking.search(query)

    def answer(
        self, query: Query, group_by: GroupKind | None = None, results: Results | None = None
    ) -> Answer:
        """Sentences of the documents that answer, to the letter, if there are any; ``results`` of the same
        query, where they are at hand, spare a search. Raises BadQuestion.
        """
        if results is None:
            self.questions.note(self.who, query.text)
        return self._asking.answer(query, group_by, results)

    def ingest(
        self,
        paths: Sequence[Path],
        prune: bool = False,
        tell: Tell = lambda outcome, total: None,
        visibility: Visibility | None = None,
    ) -> list[Outcome]:
        """Takes in files, and all files below folders; ``tell`` hears each outcome and how many to expect.

        A file that fails is an outcome. ``visibility`` None leaves it as it was, and for what is new to the
        settings. Raises StorageFailed.
        """
        self.who.require(Role.BEHEERDER if prune else Role.REDACTEUR)
        self.who.require_all()
        made = self._house.intake.ingest(paths, prune, tell, self._sender(visibility))
        self._propose(made)
        return made

    def upload(
        self, name: str, data: bytes, visibility: Visibility | None = None, replaces: str | None = None
    ) -> Outcome:
        """Takes in one file; ``visibility`` as with ``ingest``. It is a new version of the document
        ``replaces``, else of what had the same name. Raises BadInput, NotFound, Conflict and StorageFailed.
        """
        self.who.require(Role.REDACTEUR)
        made = self._house.intake.upload(
            name, data, self._sender(visibility, self._replaceable(replaces, data))
        )
        self._propose([made])
        return made

    def label(self, id: str, hold: Sequence[str], do_not: Sequence[str], who: str) -> Citation:  # noqa: A002
        """What a person says: which labels (``advies:6``) hold for a passage and which do not.

        Raises NotFound and BadLabel.
        """
        self.who.require(Role.REDACTEUR)
        self.passages.get(id)
        said = reviews(self.terms, hold, do_not, who)
        self._whole.review(id, said, self.who.actor)
        self.register.follow({self.passages.get(id).document_id})
        return self.passages.get(id)

    def set_visibility(self, id: str, visibility: Visibility) -> Entry:  # noqa: A002
        """To whom a document is shown from now on. Raises NotFound, and Forbidden for what is beyond them."""
        self.who.require(Role.REDACTEUR)
        self.documents.newest(id)
        sender = self._sender(visibility)
        self._whole.show(id, visibility, sender.by)
        return self.documents.get(id)

    def remove(self, id: str) -> None:  # noqa: A002 - what it is called at every door
        """Leaves nothing of the document to find. Raises NotFound."""
        self.who.require(Role.BEHEERDER)
        self.documents.newest(id)
        self._whole.remove(id, self.who.actor)
        self.register.follow(())

    @property
    def answerer(self) -> Answerer:
        """What answers in this process."""
        return self._asking.answerer

    def vitals(self) -> Vitals:
        """Whether every store answers; cheap, and never raises."""
        return vitals(self._view)

    @property
    def terms(self) -> Terms:
        """What labels are called."""
        return self._house.vocabulary.terms

    @property
    def documents(self) -> Documents:
        """What was taken in."""
        limits = Limits(self.settings.parse_seconds, self.settings.parse_memory_mb)
        return Documents(self._view, self.who, limits)

    @property
    def passages(self) -> Passages:
        """What documents are cut into, and what is cited."""
        return Passages(self._view, self.documents)

    @property
    def register(self) -> Register:
        """The knelpunten. Proposals are made of all documents, whoever asks for them."""
        return Register(self._proposer, self._view.catalogue, self.terms, self.who)

    @property
    def regions(self) -> Regions:
        """What each region reports."""
        return Regions(self._view, self.register, self.terms)

    @property
    def dossiers(self) -> Dossiers:
        """What people collected."""
        return Dossiers(self._whole.dossiers, self._reader, self.register)

    @property
    def saved(self) -> Saved:
        """Questions that are asked again of new documents."""
        return Saved(self._whole.saved, self._reader, self._asking.search, self.terms)

    @property
    def exports(self) -> Exports:
        """What people take along."""
        return Exports(self.documents, self.dossiers, self.terms, self.answer, self.who.name)

    @property
    def jobs(self) -> Desk:
        """Work that goes on after its request was answered."""
        return Desk(self.who, self._view.catalogue, self._office, self.worker)

    @property
    def upkeep(self) -> Upkeep:
        """What keeps the stores whole and up to date."""
        return Upkeep(self._house, self.who, self.register)

    @property
    def evaluation(self) -> Evaluation:
        """How good all this is."""
        asked = (self.search, self.answer)
        return Evaluation(self._view, self._house.embedder, self.passages, self.terms, *asked)

    @property
    def management(self) -> Management:
        """Keys, and the audit trail."""
        return Management(self.keyring, self._whole.audit, self.who)

    @property
    def _reader(self) -> Reader:
        return Reader(self.who, self._view.catalogue)

    def _sender(self, visibility: Visibility | None, replaces: str | None = None) -> Sender:
        """Raises Forbidden."""
        check_clearance(visibility, self.who.clearance)
        return Sender(self._view, visibility, self.settings.default_visibility, self.who.actor, replaces)

    def _replaceable(self, id: str | None, data: bytes) -> str | None:  # noqa: A002
        """The document that gets a new version; None where these bytes replaced it already.

        Raises NotFound, and Conflict where another version did.
        """
        if id is None:
            return None
        newer = self.documents.get(id).replaced_by
        if newer and self.documents.get(newer).sha256 == hashlib.sha256(data).hexdigest():
            return None
        return self.documents.newest(id).id

    def _propose(self, made: Iterable[Outcome]) -> None:
        """Makes proposals of knelpunten out of documents that changed."""
        changed = {one.document_id for one in made if one.status in CHANGED}
        if changed:
            self.register.follow({document for document in changed if document})
