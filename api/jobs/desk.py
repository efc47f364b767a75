"""What somebody may ask of the jobs: each their own, and a beheerder who sees every document all."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from api.access.principal import Principal, Role
from api.jobs.office import Made, Office
from api.sender import check_clearance
from corpus.errors import BadInput, Conflict, EmptyFile, NotFound
from corpus.visibility import Visibility
from search.catalogue.audit import Actor
from search.catalogue.jobs import Backlog, Job, Order, Stage, Work, new_id
from search.catalogue.reading import Catalogue

if TYPE_CHECKING:
    from api.jobs.worker import Worker


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came in; ``data`` is read from its start."""

    name: str
    data: BinaryIO
    size: int


class Desk:
    """The jobs as one person sees them. Every method raises Forbidden where their role is too small."""

    def __init__(self, who: Principal, catalogue: Catalogue, office: Office, worker: Worker) -> None:
        """``catalogue`` holds what they may read."""
        self._who = who
        self._catalogue = catalogue
        self._office = office
        self._worker = worker

    def take_in(
        self, files: Sequence[Upload], visibility: Visibility | None = None, replaces: str | None = None
    ) -> Job:
        """Accepts files: they are taken in, or the job says why not, whatever happens to this process.

        ``visibility`` and ``replaces`` as with ``Service.upload``. Raises Forbidden where that is beyond who
        asks, NotFound, BadInput, TooMany and StorageFailed.
        """
        self._who.require(Role.REDACTEUR)
        if not files:
            raise EmptyFile("Er is geen bestand.", "Geef ten minste één bestand.")
        if replaces and len(files) > 1:
            raise BadInput("Een document kan door één bestand worden vervangen.", "Geef één bestand.")
        if replaces:
            self._catalogue.history.entry(replaces)
        check_clearance(visibility, self._who.clearance)
        size = sum(one.size for one in files)
        names = [one.name for one in files]
        order = self._order(
            Work.INGEST, len(files), size, names=names, visibility=visibility, replaces=replaces
        )
        self._worker.start()
        return self._office.put(order, [one.data for one in files])

    def begin(self, kind: Work, **asked: bool) -> Job:
        """Work on all that is there; raises Conflict where the same work is still to be done."""
        self._who.require(Role.BEHEERDER)
        self._who.require_all()
        self._worker.start()
        if self._office.has_unfinished(kind):
            raise Conflict(
                f"Er is al een opdracht voor {kind}.", "Wacht tot zij klaar is, of breek haar eerst af."
            )
        return self._office.put(self._order(kind, self._catalogue.passage_count(), 0, **asked))

    async def made(self, job: Job, seconds: float) -> Made | None:
        """What became of each file, if that is known within so many seconds; then nothing is left of the
        job. None where it goes on.
        """
        ending = asyncio.wrap_future(self._office.ending(job.id))
        try:
            made = await asyncio.wait_for(asyncio.shield(ending), seconds)
        except TimeoutError:
            return None
        await asyncio.to_thread(self._office.forget, job)
        return made

    def listed(self, stages: Sequence[Stage], limit: int, offset: int) -> tuple[list[Job], int]:
        """A page of the jobs that one may see, the newest first, and how many there are."""
        self._who.require(Role.REDACTEUR)
        mine = None if self._sees_all else self._who.actor
        return self._office.listed(stages, mine, limit, offset)

    def get(self, id: str) -> Job:  # noqa: A002 - what it is called at every door
        """Raises NotFound, for what somebody else asked too."""
        self._who.require(Role.REDACTEUR)
        job = self._office.get(id)
        if not self._sees_all and Actor(job.who, job.key_id) != self._who.actor:
            raise NotFound(
                f"Er is geen opdracht met id '{id}'.", "Een opdracht die lang klaar is, wordt opgeruimd."
            )
        return job

    def cancel(self, id: str) -> Job:  # noqa: A002
        """What was not begun stays out, what is done stays in. Raises NotFound and Conflict."""
        before = self.get(id)
        if not before.unfinished:
            raise Conflict(
                f"De opdracht is al beëindigd ({before.state}).", "Er is niets meer om af te breken."
            )
        return self._office.cancel(id, self._who.actor)

    def backlog(self) -> Backlog:
        """How much there is to do, of everybody."""
        return self._office.backlog()

    @property
    def _sees_all(self) -> bool:
        """They may name every document, so no less than that."""
        return self._who.role.covers(Role.BEHEERDER) and self._who.sees_all

    def _order(self, kind: Work, total: int, size: int, **asked: object) -> Order:
        allowed = {"role": self._who.role.value, "clearance": self._who.clearance.value}
        return Order(new_id(), kind, self._who.actor, {**asked, **allowed}, total, size)
