"""What can be asked of Schuurpunt, whichever door it comes through: the one place where ingest and
search meet.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from datetime import UTC, datetime
from pathlib import Path

from api.access.keys import Keyring
from api.access.management import Management
from api.access.principal import LOCAL, Principal, Role
from api.evidence import batch
from api.evidence.dossiers import Dossiers
from api.evidence.proposals import Proposer
from api.evidence.regions import Regions
from api.evidence.register import Register
from api.evidence.rules import Reader
from api.evidence.saved import Saved
from api.exports import refi
from api.exports.report import Arrangement, Making, compiled
from api.exports.report import Report as DossierReport
from api.intake import Intake, Tell
from api.jobs.desk import Desk
from api.jobs.office import Office
from api.jobs.worker import Worker
from api.outcome import Outcome, Status
from api.questions import Questions
from api.reviews import reviews
from api.sender import Sender, check_clearance
from api.settings import Settings
from api.vocabulary import Vocabulary
from corpus.document import Document, Passage
from corpus.errors import Conflict, NotFound
from corpus.taxonomy.terms import Terms
from corpus.visibility import Visibility
from ingest.fanout import Workshop
from ingest.picture import draw
from ingest.sandbox import Limits
from models.protocols import Embedder
from search.answer.answer import Answer, GroupKind
from search.answer.answerer import Answerer
from search.catalogue.labels import Judged
from search.catalogue.reading import Entry
from search.doctor import Report, check, mend
from search.evaluate import gold, tags
from search.evaluate.answers import Answering, measure
from search.evaluate.baselines import baselines
from search.evaluate.ranking import Comparison, compare
from search.index import Index
from search.query import Citation, Facets, Filters, Query, Results
from search.similar import similar
from search.verify import Verified, verify
from search.view import View
from search.vitals import Vitals, vitals

AROUND = 1
PDF = "application/pdf"
# the name of this house's own ranking among those that it is measured with
OURS = "Schuurpunt"
# after these the register of knelpunten is looked through
CHANGED = {Status.NEW, Status.REPLACED, Status.NO_TEXT, Status.REMOVED}

Progress = Callable[[int, int], None]


class Service:
    """Safe to share between threads. Every method raises SchuurpuntError in Dutch, and only that, for
    what a user can get wrong.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - one argument for each part
        self,
        settings: Settings,
        index: Index,
        answerer: Answerer,
        workshop: Workshop,
        embedder: Embedder,
        vocabulary: Vocabulary,
    ) -> None:
        self.settings = settings
        self._vocabulary = vocabulary
        # what who asks may see, and the whole of it, which only changes are made to
        self._index: View = index
        self._whole = index
        self._workshop = workshop
        self.answerer = answerer
        self._embedder = embedder
        self._intake = Intake(settings, index, workshop)
        self.who = LOCAL
        self.keyring = Keyring(index.keys)
        self.questions = Questions(settings)
        self._office = Office(index.jobs, settings)
        self.worker = Worker(self._office, self)

    @property
    def terms(self) -> Terms:
        """What labels are called."""
        return self._vocabulary.terms

    def on_behalf_of(self, who: Principal) -> Service:
        """The same service as they see it, and who may what they may."""
        seen = copy(self)
        seen.who = who
        seen._index = self._whole.seen_by(who.clearance)
        seen.answerer = self.answerer.seen_by(who.clearance)
        return seen

    def _sender(self, visibility: Visibility | None, replaces: str | None = None) -> Sender:
        """Raises Forbidden."""
        check_clearance(visibility, self.who.clearance)
        return Sender(self._index, visibility, self.settings.default_visibility, self.who.actor, replaces)

    @property
    def management(self) -> Management:
        """Keys, and the audit trail."""
        return Management(self.keyring, self._whole.audit, self.who)

    @property
    def jobs(self) -> Desk:
        """Work that goes on after its request was answered."""
        return Desk(self, self._office, self.worker)

    @property
    def dossiers(self) -> Dossiers:
        """What people collected."""
        return Dossiers(self._whole.dossiers, self._reader, self.register.get)

    def compile(self, id: str, arrangement: Arrangement, address: str) -> DossierReport:  # noqa: A002
        """A dossier to hand on; ``address`` is that of the service. Raises NotFound."""
        unread = tuple(self._index.catalogue.unread())
        making = Making(datetime.now(UTC), self.who.name, arrangement, address, unread)
        return compiled(self.dossiers.get(id), self.dossiers.parts(id), self.terms, making)

    def batch(self, data: bytes, most: int, address: str) -> bytes:
        """A CSV of at most so many questions, as one of answers. Raises BadInput, which names lines."""
        return batch.answered(batch.read(data, most), lambda text: self.answer(Query(text)), address)

    def codebook(self) -> bytes:
        """Every labelled passage that they see, as a project of REFI-QDA."""
        return refi.write(self._coded(), self.terms, self._index.catalogue.unread(), datetime.now(UTC))

    def _coded(self) -> Iterator[refi.Coded]:
        catalogue = self._index.catalogue
        for entry in catalogue.documents():
            yield refi.Coded(catalogue.document(entry.id), entry.added_at, tuple(self.reading(entry.id)))

    @property
    def saved(self) -> Saved:
        """Questions that are asked again of new documents."""
        return Saved(self._whole.saved, self._reader, self.answerer.searcher.search, self.terms)

    @property
    def _reader(self) -> Reader:
        return Reader(self.who, self._index.catalogue)

    @property
    def register(self) -> Register:
        """The knelpunten. Proposals are made of all documents, whoever asks for them."""
        reader, whole = self.answerer.reader, self._whole
        proposer = Proposer(whole.knelpunten, whole.catalogue, reader.sentences, reader.embedder)
        return Register(proposer, self._index.catalogue, self.terms, self.who)

    @property
    def regions(self) -> Regions:
        """What each region reports."""
        return Regions(self._index, self.register, self.terms)

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
        made = self._intake.ingest(paths, prune, tell, self._sender(visibility))
        self._propose(made)
        return made

    def upload(
        self, name: str, data: bytes, visibility: Visibility | None = None, replaces: str | None = None
    ) -> Outcome:
        """Takes in one file; ``visibility`` as with ``ingest``. It is a new version of the document
        ``replaces``, else of what had the same name. Raises BadInput, NotFound, Conflict and StorageFailed.
        """
        self.who.require(Role.REDACTEUR)
        made = self._intake.upload(name, data, self._sender(visibility, self._replaceable(replaces, data)))
        self._propose([made])
        return made

    def search(self, query: Query) -> Results:
        """Raises BadQuestion."""
        self.questions.note(self.who, query.text)
        return self.answerer.searcher.search(query)

    def answer(self, query: Query, group_by: GroupKind | None = None) -> Answer:
        """Sentences of the documents that answer, to the letter, if there are any. Raises BadQuestion."""
        self.questions.note(self.who, query.text)
        return self.answerer.answer(query, lambda kind, label: self.terms.get(kind, label).short, group_by)

    def passage(self, id: str) -> Citation:  # noqa: A002 - what it is called at every door
        """Raises NotFound."""
        return self._index.catalogue.citation(id)

    def passages(self) -> Iterator[Citation]:
        """Every passage with its labels, document by document."""
        for entry in self._index.catalogue.documents():
            yield from self.reading(entry.id)

    def label(self, id: str, hold: Sequence[str], do_not: Sequence[str], who: str) -> Citation:  # noqa: A002
        """What a person says: which labels (``advies:6``) hold for a passage and which do not.

        Raises NotFound and BadLabel.
        """
        self.who.require(Role.REDACTEUR)
        self.passage(id)
        said = reviews(self.terms, hold, do_not, who)
        self._whole.review(id, said, self.who.actor)
        self.register.follow({self.passage(id).document_id})
        return self.passage(id)

    def counts(self) -> Facets:
        """How many passages have each label."""
        census = self._index.catalogue.census()
        return census.facets(census.passages)

    def judged(self) -> list[Judged]:
        """Every text of which people judged labels, with what the taggers found."""
        return self._index.catalogue.judged()

    def retag(self, progress: Progress = lambda done, total: None) -> None:
        """Labels every passage anew, by the taxonomy as it is now; nothing changes before all is done.

        What people said stays. Raises BadTaxonomy, ParseLimit and StorageFailed.
        """
        self.who.require(Role.BEHEERDER)
        self.who.require_all()
        renewed = self._vocabulary.read()
        # processes that run have the taxonomy of before
        self._workshop.close()
        self._whole.relabel(self._workshop.tag, progress, self.who.actor)
        self._vocabulary.use(*renewed)
        self.register.follow(None)

    def surroundings(self, prefix: str) -> tuple[list[Passage], Citation, list[Passage]]:
        """The passage whose id starts so, with what stands before and after it. Raises NotFound."""
        citation = self.passage(self._index.catalogue.passage_of(prefix))
        near = self._index.catalogue.neighbours(citation.id, AROUND)
        place = [passage.id for passage in near].index(citation.id)
        return near[:place], citation, near[place + 1 :]

    def similar(self, id: str, limit: int) -> list[Citation]:  # noqa: A002 - what it is called at every door
        """Other passages that mean nearly the same, best first. Raises NotFound and StorageFailed."""
        return similar(self._index, id, limit)

    def verify(self, id: str) -> Verified:  # noqa: A002 - what it is called at every door
        """Whether a citation still holds. Raises NotFound."""
        return verify(self._index, id)

    def documents(self, filters: Filters | None = None) -> list[Entry]:
        """All documents, or those that the filters leave, by name; labels are not looked at."""
        return self._index.catalogue.documents(filters)

    def unread(self) -> list[str]:
        """The names of files in which nothing can be found."""
        return self._index.catalogue.unread()

    def document(self, id: str) -> Entry:  # noqa: A002 - what it is called at every door
        """Also of one that was replaced, for who has its id: no list or search has it. Raises NotFound."""
        return self._index.catalogue.history.entry(id)

    def text(self, id: str) -> Document:  # noqa: A002 - what it is called at every door
        """The document with its text and pages, also of one that was replaced. Raises NotFound."""
        return self._index.catalogue.history.document(id)

    def versions(self, id: str) -> list[tuple[Entry, str | None]]:  # noqa: A002
        """All versions of a document, the oldest first, each with who took it in, for who may add one.

        Raises NotFound.
        """
        found = self._index.catalogue.history.versions(id)
        tells = self.who.role.covers(Role.REDACTEUR)
        return [(entry, by if tells else None) for entry, by in found]

    def _replaceable(self, id: str | None, data: bytes) -> str | None:  # noqa: A002
        """The document that gets a new version; None where these bytes replaced it already.

        Raises NotFound, and Conflict where another version did.
        """
        if id is None:
            return None
        newer = self.document(id).replaced_by
        if newer and self.document(newer).sha256 == hashlib.sha256(data).hexdigest():
            return None
        return self._newest(id).id

    def _newest(self, id: str) -> Entry:  # noqa: A002
        """Raises NotFound, and Conflict where there is a newer version."""
        entry = self.document(id)
        if entry.replaced_by:
            raise Conflict(
                f"{entry.name} is vervangen door een nieuwere versie.",
                f"Doe dit bij document {entry.replaced_by}.",
            )
        return entry

    def reading(self, id: str) -> list[Citation]:  # noqa: A002 - what it is called at every door
        """All passages of a document with their labels, in order. Raises NotFound."""
        ids = [passage.id for passage in self._index.catalogue.passages(id)]
        found = self._index.catalogue.citations(ids)
        return [found[one] for one in ids if one in found]

    def original(self, id: str) -> Path:  # noqa: A002 - what it is called at every door
        """Where the file is kept as it came in. Raises NotFound."""
        entry = self.document(id)
        path = self._index.originals.path(entry.sha256)
        if not path.exists():
            raise NotFound(f"Het bestand {entry.name} is er niet meer.", "Neem het opnieuw op.")
        return path

    def picture(self, id: str, page: int, width: int, passage: str | None = None) -> bytes:  # noqa: A002
        """A page of a PDF as PNG, so many pixels wide, with a frame around a passage of the document.

        Raises NotFound, DamagedFile and ParseLimit.
        """
        entry = self.document(id)
        quote = self.passage(passage) if passage else None
        if quote and quote.document_id != entry.id:
            raise NotFound(f"Passage {passage} staat niet in {entry.name}.", "Kijk het adres na.")
        if entry.media_type != PDF:
            raise NotFound(f"{entry.name} is geen PDF.", "Alleen van een PDF zijn er afbeeldingen.")
        if not 1 <= page <= (entry.pages or 0):
            raise NotFound(
                f"{entry.name} heeft geen pagina {page}.", f"Kies er een van 1 tot en met {entry.pages}."
            )
        limits = Limits(self.settings.parse_seconds, self.settings.parse_memory_mb)
        data = self._index.originals.get(entry.sha256)
        return draw(entry.name, data, page, width, limits, quote.text if quote else "")

    def document_of(self, prefix: str) -> Entry:
        """The document whose id starts so. Raises NotFound."""
        return self.document(self._index.catalogue.document_of(prefix))

    def set_visibility(self, id: str, visibility: Visibility) -> Entry:  # noqa: A002
        """To whom a document is shown from now on. Raises NotFound, and Forbidden for what is beyond them."""
        self.who.require(Role.REDACTEUR)
        self._newest(id)
        sender = self._sender(visibility)
        self._whole.show(id, visibility, sender.by)
        return self.document(id)

    def remove(self, id: str) -> None:  # noqa: A002 - what it is called at every door
        """Leaves nothing of the document to find. Raises NotFound."""
        self.who.require(Role.BEHEERDER)
        self._newest(id)
        self._whole.remove(id, self.who.actor)
        self.register.follow(())

    def vitals(self) -> Vitals:
        """Whether every store answers; cheap, and never raises."""
        return vitals(self._index)

    def doctor(self, mending: bool) -> Report:
        """What is wrong between the stores, after mending where that was asked."""
        self.who.require(Role.BEHEERDER)
        self.who.require_all()
        report = check(self._whole)
        if mending and report.mendable:
            mend(self._whole, report, self._embedder.passages)
            report = check(self._whole)
        return report

    def rebuild(
        self,
        parse: bool,
        tell: Tell = lambda outcome, total: None,
        progress: Progress = lambda done, total: None,
    ) -> list[Outcome]:
        """Makes the search indexes anew; with ``parse`` reads every kept file again first.

        ``tell`` hears each file that was read again, ``progress`` passages done and in all. A file that
        now fails is an outcome, and stays as it was.
        """
        self.who.require(Role.BEHEERDER)
        self.who.require_all()
        made: list[Outcome] = []
        renewed = self._intake.reread(made, tell) if parse else ()
        self._whole.rebuild(self._embedder.passages, self._embedder.card, progress, renewed, self.who.actor)
        if parse:
            self.register.follow(None)
        return made

    def evaluate(self, file: Path) -> Comparison:
        """How well questions with known answers are searched, beside plain ways to. Raises BadInput."""
        questions = gold.load(file)
        with baselines(self._index, self._embedder) as others:
            return compare({OURS: self._ranking, **others}, questions)

    def evaluate_answers(self, file: Path, unanswerable: Path | None) -> Answering:
        """How good answers are, and whether questions without one are refused. Raises BadInput."""
        return measure(
            lambda text: self.answer(Query(text)),
            self._index.catalogue.texts,
            self.passages(),
            gold.load(file),
            gold.load_unanswerable(unanswerable) if unanswerable else (),
        )

    def evaluate_tags(self, file: Path) -> tags.Tagging:
        """How good the labels are on quotes of which they are known. Raises BadInput."""
        return tags.measure(tags.load(file, self.terms.find), self.passages())

    def _propose(self, made: Iterable[Outcome]) -> None:
        """Makes proposals of knelpunten out of documents that changed."""
        changed = {one.document_id for one in made if one.status in CHANGED}
        if changed:
            self.register.follow({document for document in changed if document})

    def _ranking(self, text: str, limit: int) -> Sequence[Citation]:
        return self.search(Query(text, limit)).citations
