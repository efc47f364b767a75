"""The jobs of one data folder: loses nothing that it accepts, and hands out one step at a time."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event, Lock
from typing import BinaryIO

from api.jobs.arrivals import Arrivals
from api.outcome import Outcome, Status
from api.settings import Settings
from corpus.errors import NotFound, SchuurpuntError, StorageFailed, TooMany
from search.catalogue.audit import Actor
from search.catalogue.jobs import Backlog, Job, Jobs, Order, Stage, Work

FOLDER = "arrivals"

# of each file of a job, what it became or why not
Made = list[Outcome | SchuurpuntError]


class Office:
    """Safe to share between threads. Every method may raise StorageFailed."""

    def __init__(self, store: Jobs, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._arrivals = Arrivals(settings.data.expanduser().resolve() / FOLDER)
        self._work = Event()
        self._turn = Lock()
        self._is_open = self._is_closing = False
        self._ends: dict[str, tuple[Made, Future[Made]]] = {}
        self._progress: dict[str, tuple[int, int]] = {}

    def open(self) -> bool:
        """Takes up what an earlier process left behind; False where that was done before."""
        with self._turn:
            if self._is_open or self._is_closing:
                return False
            self._store.wait_again()
            self._arrivals.sweep(self._store.unfinished())
            self._is_open = True
            self._work.set()
            return True

    def close(self) -> None:
        """From here on nothing is handed out; what is still to do waits for the next ``open``."""
        self._is_closing = True
        self._work.set()

    @property
    def is_closing(self) -> bool:
        """Whether what runs has to stop as soon as it can."""
        return self._is_closing

    def put(self, order: Order, files: Sequence[BinaryIO] = ()) -> Job:
        """Accepted: durable on return, with its files. Raises TooMany."""
        self._check_room(order)
        self._store.forget_ended(datetime.now(UTC) - timedelta(days=self._settings.jobs_days))
        if files:
            self._arrivals.keep(order.id, files)
        self._ends[order.id] = [], Future()
        try:
            job = self._store.add(order)
        except BaseException:
            self._arrivals.drop(order.id)
            del self._ends[order.id]
            raise
        self._work.set()
        return job

    def ending(self, job: str) -> Future[Made]:
        """Of a job of this process that did not end yet; of any other it never comes."""
        return self._ends[job][1] if job in self._ends else Future()

    def take(self) -> Job | None:
        """The next step that is to be done; waits for one, and gives None when the office closes."""
        while not self._is_closing:
            self._work.clear()
            job = self._store.take()
            if job and not self._is_closing:
                return job
            if job:
                self._store.postpone(job.id)
            elif not self._is_closing:
                self._work.wait()
        return None

    def file(self, job: Job) -> bytes:
        """The bytes of the file that is next."""
        return self._arrivals.read(job.id, job.done)

    def report(self, job: Job, made: Outcome | SchuurpuntError) -> None:
        """What became of the file that was next; after the last one the job ends."""
        self._store.report(job.id, _told(job, made))
        if job.id in self._ends:
            self._ends[job.id][0].append(made)
        if job.done + 1 == job.total:
            self.end(job)

    def end(self, job: Job, stage: Stage | None = None, reason: str = "") -> None:
        """Without ``stage``, it is done if anything came of it. Its files are no longer kept."""
        if stage is None:
            result = self.get(job.id).result
            failed = bool(result) and all(one["status"] == Status.FAILED for one in result)
            stage, reason = (Stage.FAILED, result[-1]["reason"]) if failed else (Stage.DONE, reason)
        self._store.end(job.id, stage, reason)
        self._arrivals.drop(job.id)
        self._progress.pop(job.id, None)
        made, ending = self._ends.pop(job.id, ([], Future()))
        ending.set_result(made)

    def postpone(self, job: Job, reason: str = "") -> None:
        """It is done again later, from the same step."""
        self._progress.pop(job.id, None)
        self._store.postpone(job.id, reason)

    def progress(self, job: Job, done: int, total: int) -> None:
        """How far it is that is done in one step, which writes while it lasts."""
        self._progress[job.id] = done, total

    def get(self, id: str) -> Job:  # noqa: A002 - what it is called at every door
        """As it is now. Raises NotFound."""
        found = self._store.get(id)
        if found is None:
            raise NotFound(
                f"Er is geen opdracht met id '{id}'.", "Een opdracht die lang klaar is, wordt opgeruimd."
            )
        return self._with_progress(found)

    def listed(
        self, stages: Sequence[Stage], of: Actor | None, limit: int, offset: int
    ) -> tuple[list[Job], int]:
        """A page of them, the newest first, and how many there are."""
        found, total = self._store.listed(stages, of, limit, offset)
        return [self._with_progress(one) for one in found], total

    def has_unfinished(self, kind: Work) -> bool:
        """Whether one of these waits or runs."""
        found, _ = self._store.listed((Stage.WAITING, Stage.RUNNING), None, self._settings.max_jobs)
        return any(job.kind is kind for job in found)

    def cancel(self, id: str, by: Actor) -> Job:  # noqa: A002
        """What was not begun is not done any more."""
        job = self._store.cancel(id, by)
        if not job.unfinished:
            self._arrivals.drop(id)
            self._ends.pop(id, None)
        self._work.set()
        return job

    def forget(self, job: Job) -> None:
        """Of a job that nobody was told of."""
        self._store.forget([job.id])

    def backlog(self) -> Backlog:
        """How much there is to do."""
        return self._store.backlog()

    def _with_progress(self, job: Job) -> Job:
        done, total = self._progress.get(job.id, (job.done, job.total))
        return replace(job, done=done, total=total)

    def _check_room(self, order: Order) -> None:
        backlog = self.backlog()
        if backlog.waiting + backlog.running >= self._settings.max_jobs:
            raise TooMany(
                "Er wachten al te veel opdrachten.",
                "Probeer het later opnieuw, of lever meer bestanden in één keer aan.",
            )
        if backlog.size + order.size > self._settings.max_waiting_mb * 1e6:
            raise StorageFailed(
                "Er wacht al te veel om te worden opgenomen.",
                "Probeer het opnieuw als daar een deel van is opgenomen.",
            )


def _told(job: Job, made: Outcome | SchuurpuntError) -> dict[str, str | None]:
    """What a job says of its next file."""
    if isinstance(made, Outcome):
        return {"status": made.status, "document_id": made.document_id, "reason": made.reason}
    return {"status": Status.FAILED, "document_id": None, "reason": str(made)}
