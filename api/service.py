"""What can be asked of Schuurpunt, whichever door it comes through: the one place where ingest and
search meet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from pathlib import Path

from api.access.principal import LOCAL, Principal, Role
from api.evidence.dossiers import Dossiers
from api.evidence.rules import Reader
from api.evidence.saved import Saved
from api.evidence.proposals import Proposer
from api.evidence.regions import Regions
from api.evidence.register import Register
from api.intake import Intake, Tell
from api.outcome import Outcome, Status
from api.reviews import reviews
from api.settings import Settings
from corpus import taxonomy
from corpus.document import Document, Passage
from corpus.errors import Forbidden, NotFound
from corpus.taxonomy.terms import Terms
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

    def __init__(
        self,
        settings: Settings,
        index: Index,
        answerer: Answerer,
        workshop: Workshop,
        embedder: Embedder,
    ) -> None:
        """Raises BadTaxonomy."""
        self.settings = settings
        self.terms = Terms(taxonomy.load(settings.taxonomy))
        self._index = index
        self._workshop = workshop
        self.answerer = answerer
        self._embedder = embedder
        self._intake = Intake(settings, index, workshop)
        self.who = LOCAL

    def on_behalf_of(self, who: Principal) -> Service:
        """The same service as they see it, and who may what they may."""
        seen = copy(self)
        seen.who = who
        return seen

    def require(self, role: Role) -> None:
        """Raises Forbidden where who asks may not do what is for this role."""
        if not self.who.role.covers(role):
            raise Forbidden(
                f"Dit mag alleen een {role}, en u bent {self.who.role}.",
                "Vraag een beheerder om een sleutel met die rol.",
            )

    @property
    def dossiers(self) -> Dossiers:
        """What people collected."""
        return Dossiers(self._index.dossiers, self._reader)

    @property
    def saved(self) -> Saved:
        """Questions that are asked again of new documents."""
        ask = self.on_behalf_of(LOCAL).search
        return Saved(self._index.saved, self._reader, self._index.catalogue, ask, self.terms)

    @property
    def _reader(self) -> Reader:
        return Reader(self.who, self._index.seen_by(self.who.clearance).catalogue, self.require)

    @property
    def register(self) -> Register:
        """The knelpunten. Proposals are made of all documents, whoever asks for them."""
        reader, whole = self.answerer.reader, self.on_behalf_of(LOCAL)._index
        proposer = Proposer(whole.knelpunten, whole.catalogue, reader.sentences, reader.embedder)
        return Register(proposer, self._index.catalogue, self.terms, self.who, self.require)

    @property
    def regions(self) -> Regions:
        """What each region reports."""
        return Regions(self._index, self.register, self.terms)

    def ingest(
        self, paths: Sequence[Path], prune: bool = False, tell: Tell = lambda outcome, total: None
    ) -> list[Outcome]:
        """Takes in files, and all files below folders; ``tell`` hears each outcome and how many to expect.

        A file that fails is an outcome. Raises StorageFailed.
        """
        made = self._intake.ingest(paths, prune, tell)
        self._propose(made)
        return made

    def upload(self, name: str, data: bytes) -> Outcome:
        """Takes in one file. Raises BadInput and StorageFailed."""
        made = self._intake.upload(name, data)
        self._propose([made])
        return made

    def search(self, query: Query) -> Results:
        """Raises BadQuestion."""
        return self.answerer.searcher.search(query)

    def answer(self, query: Query, group_by: GroupKind | None = None) -> Answer:
        """Sentences of the documents that answer, to the letter, if there are any. Raises BadQuestion."""
        return self.answerer.answer(query, lambda kind, label: self.terms.get(kind, label).short, group_by)

    def passage(self, id: str) -> Citation:  # noqa: A002 - what it is called at every door
        """Raises NotFound."""
        return self._index.catalogue.citation(id)

    def passages(self) -> Iterator[Citation]:
        """Every passage with its labels, document by document."""
        for entry in self._index.catalogue.documents():
            ids = [passage.id for passage in self._index.catalogue.passages(entry.id)]
            found = self._index.catalogue.citations(ids)
            yield from (found[one] for one in ids if one in found)

    def label(self, id: str, hold: Sequence[str], do_not: Sequence[str], who: str) -> Citation:  # noqa: A002
        """What a person says: which labels (``advies:6``) hold for a passage and which do not.

        Raises NotFound and BadLabel.
        """
        said = reviews(self.terms, hold, do_not, who)
        self._index.review(id, said)
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
        self.terms = Terms(taxonomy.load(self.settings.taxonomy))
        # processes that run have the taxonomy of before
        self._workshop.close()
        self._index.relabel(self._workshop.tag, progress)
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

    def document(self, id: str) -> Entry:  # noqa: A002 - what it is called at every door
        """Raises NotFound."""
        return self._index.catalogue.entry(id)

    def text(self, id: str) -> Document:  # noqa: A002 - what it is called at every door
        """The document with its text and pages. Raises NotFound."""
        return self._index.catalogue.document(id)

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

    def remove(self, id: str) -> None:  # noqa: A002 - what it is called at every door
        """Leaves nothing of the document to find. Raises NotFound."""
        self._index.remove(id)
        self.register.follow(())

    def vitals(self) -> Vitals:
        """Whether every store answers; cheap, and never raises."""
        return vitals(self._index)

    def doctor(self, mending: bool) -> Report:
        """What is wrong between the stores, after mending where that was asked."""
        report = check(self._index)
        if mending and report.mendable:
            mend(self._index, report, self._embedder.passages)
            report = check(self._index)
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
        made: list[Outcome] = []
        renewed = self._intake.reread(made, tell) if parse else ()
        self._index.rebuild(self._embedder.passages, self._embedder.card, progress, renewed)
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
