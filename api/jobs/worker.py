"""Does the jobs, one step at a time, in a thread of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Thread
from typing import TYPE_CHECKING

from api.access.principal import Principal, Role
from api.jobs.office import Office
from api.outcome import Outcome, Status
from corpus.errors import ParseLimit, SchuurpuntError, StorageFailed
from corpus.visibility import Visibility
from search.catalogue.jobs import Job, Stage, Work

if TYPE_CHECKING:
    from api.service import Service

MAX_TRIES = 3
# what the disk refuses now, it may take later
RETRY_SECONDS = 20.0
OUR_FAULT = "Er ging iets mis in Schuurpunt zelf. Meld het aan de beheerder."


class Interrupted(Exception):
    """What runs has to stop: it was cancelled, or the service ends."""


class Worker:
    """Starts with ``start`` and ends with ``stop``; in between it never dies of what a job does."""

    def __init__(self, office: Office, service: Service) -> None:
        self._office = office
        self._service = service
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="opdrachten", daemon=True)

    def start(self) -> None:
        """Does what was left behind too; calling it again changes nothing."""
        if self._office.open():
            self._thread.start()

    def stop(self, seconds: float) -> bool:
        """Ends after the file that is being read; whether it did within so many seconds."""
        self._office.close()
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._office.is_closing:
            try:
                job = self._office.take()
                if job:
                    self._step(job)
            except Exception:
                logging.getLogger(__name__).exception("job")
                self._stopped.wait(RETRY_SECONDS)

    def _step(self, job: Job) -> None:
        if job.cancelling:
            self._office.end(job, Stage.CANCELLED)
        elif job.tries > MAX_TRIES:
            self._give_up(job)
        elif job.kind is Work.INGEST:
            self._next_file(job)
        else:
            self._whole(job)

    def _next_file(self, job: Job) -> None:
        try:
            made: Outcome | SchuurpuntError = self._take_in(job)
        except StorageFailed as error:
            self._office.postpone(job, str(error))
            self._stopped.wait(RETRY_SECONDS)
            return
        except SchuurpuntError as error:
            made = error
        except Exception:
            logging.getLogger(__name__).exception("job")
            made = SchuurpuntError(OUR_FAULT)
        # a process that is ended reads nothing, which says nothing of the file
        if self._office.is_closing and isinstance(made, ParseLimit):
            self._office.postpone(job)
        else:
            self._office.report(job, made)

    def _take_in(self, job: Job) -> Outcome:
        service = self._service.on_behalf_of(_asker(job))
        told = job.order.get("visibility")
        name, data = job.order["names"][job.done], self._office.file(job)
        return service.upload(name, data, told and Visibility(told), job.order.get("replaces"))

    def _whole(self, job: Job) -> None:
        try:
            reason = self._do(job)
        except Interrupted:
            if self._office.is_closing:
                self._office.postpone(job)
            else:
                self._office.end(job, Stage.CANCELLED)
        except SchuurpuntError as error:
            self._office.end(job, Stage.FAILED, str(error))
        except Exception:
            logging.getLogger(__name__).exception("job")
            self._office.end(job, Stage.FAILED, OUR_FAULT)
        else:
            self._office.end(job, Stage.DONE, reason)

    def _do(self, job: Job) -> str:
        """What there is to say of it."""
        service = self._service.on_behalf_of(_asker(job))
        if job.kind is Work.RETAG:
            service.upkeep.retag(self._watch(job))
            return ""
        parse = bool(job.order["parse"])
        made = service.upkeep.rebuild(parse, lambda outcome, total: self._check(job), self._watch(job))
        failed = [one.name for one in made if one.status is Status.FAILED]
        return f"Niet opnieuw gelezen, en gebleven zoals het was: {', '.join(failed)}." if failed else ""

    def _watch(self, job: Job) -> Callable[[int, int], None]:
        def progress(done: int, total: int) -> None:
            self._check(job)
            self._office.progress(job, done, total)

        return progress

    def _check(self, job: Job) -> None:
        if self._office.is_closing or self._office.get(job.id).cancelling:
            raise Interrupted

    def _give_up(self, job: Job) -> None:
        """What ends the process each time would do so for ever."""
        reason = f"De dienst stopte {MAX_TRIES} keer terwijl dit werd gedaan."
        if job.kind is Work.INGEST:
            self._office.report(job, ParseLimit(reason, "Bied het bestand opnieuw aan, of als PDF."))
        else:
            self._office.end(job, Stage.FAILED, reason)


def _asker(job: Job) -> Principal:
    """Who asked for it, as they were then."""
    asked = job.order
    return Principal(job.who, Role(asked["role"]), Visibility(asked["clearance"]), job.key_id)
