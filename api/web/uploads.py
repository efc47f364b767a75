"""What became of files that were sent in, as a page tells it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from api.job_schemas import Opdracht, Opdrachtbestand
from api.outcome import Status
from search.catalogue.jobs import Job

TOLD = {
    "wacht": "Wacht op zijn beurt",
    Status.NEW: "Opgenomen",
    Status.REPLACED: "Opgenomen, in plaats van de vorige versie",
    Status.UNCHANGED: "Was al bekend",
    Status.ALSO_KNOWN: "Was al bekend onder een andere naam",
    Status.NO_TEXT: "Opgenomen, maar er is geen tekst in gevonden",
    Status.FAILED: "Niet opgenomen",
    Status.REMOVED: "Verwijderd",
}
LOOKS = {"wacht": "info", Status.FAILED: "wrong", Status.NO_TEXT: "warning"}


@dataclass(frozen=True, slots=True)
class Row:
    """A file; ``address`` is of the page of its document, or empty."""

    name: str
    told: str
    look: str
    reason: str
    address: str


def rows(job: Job) -> Iterator[Row]:
    """In the order in which they were sent."""
    for one in Opdracht.of(job).bestanden:
        yield Row(one.bestand, TOLD[one.status], LOOKS.get(one.status, "good"), _reason(one), _address(one))


def _address(one: Opdrachtbestand) -> str:
    return (one.document or "").removeprefix("/v1")


def _reason(one: Opdrachtbestand) -> str:
    known = one.status is Status.ALSO_KNOWN and one.reden
    return f"Bekend als {one.reden}." if known else one.reden
