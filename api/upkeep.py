"""What keeps the stores whole and up to date: work on all documents, for who may name them all."""

from __future__ import annotations

from collections.abc import Callable

from api.access.principal import Principal, Role
from api.evidence.register import Register
from api.house import House
from api.intake import Tell
from api.outcome import Outcome
from search.doctor import Report, check, mend

Progress = Callable[[int, int], None]


class Upkeep:
    """Every method raises Forbidden for who is no beheerder, or does not see every document."""

    def __init__(self, house: House, who: Principal, register: Register) -> None:
        """``register`` follows what changes."""
        self._house = house
        self._who = who
        self._register = register

    def doctor(self, mending: bool) -> Report:
        """What is wrong between the stores, after mending where that was asked."""
        self._require()
        index = self._house.index
        report = check(index)
        if mending and report.mendable:
            mend(index, report, self._house.embedder.passages)
            self._house.readers.renew()
            report = check(index)
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
        self._require()
        made: list[Outcome] = []
        renewed = self._house.intake.reread(made, tell) if parse else ()
        embedder = self._house.embedder
        self._house.index.rebuild(embedder.passages, embedder.card, progress, renewed, self._who.actor)
        self._house.readers.renew()
        if parse:
            self._register.follow(None)
        return made

    def retag(self, progress: Progress = lambda done, total: None) -> None:
        """Labels every passage anew, by the taxonomy as it is now; nothing changes before all is done.

        What people said stays. Raises BadTaxonomy, ParseLimit and StorageFailed.
        """
        self._require()
        renewed = self._house.vocabulary.read()
        # processes that run have the taxonomy of before
        self._house.workshop.close()
        self._house.index.relabel(self._house.workshop.tag, progress, self._who.actor)
        self._house.vocabulary.use(*renewed)
        self._house.readers.renew()
        self._register.follow(None)

    def _require(self) -> None:
        self._who.require(Role.BEHEERDER)
        self._who.require_all()
