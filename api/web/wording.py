"""How numbers, moments and kinds are told on a page."""

from __future__ import annotations

from datetime import datetime, timedelta

from api.place import MONTHS
from corpus.document import Kind
from corpus.visibility import Visibility
from search.catalogue.knelpunt import Verdict

KINDS = {
    Kind.SESSIEVERSLAG: "Sessieverslag",
    Kind.MIDTERMHOOFDSTUK: "Midtermhoofdstuk",
    Kind.COP_TERUGKOPPELING: "CoP-terugkoppeling",
    Kind.DIALOOGVERSLAG: "Dialoogverslag",
    Kind.INTERVIEW: "Interview",
    Kind.FACTSHEET: "Factsheet",
    Kind.OVERIG: "Overig",
}

VERDICTS = {
    Verdict.VOORSTEL: "Voorstel",
    Verdict.AANVAARD: "Aanvaard",
    Verdict.AFGEWEZEN: "Verworpen",
    Verdict.SAMENGEVOEGD: "Samengevoegd",
}

VISIBILITIES = {
    Visibility.OPENBAAR: "Openbaar: voor iedereen",
    Visibility.NETWERK: "Netwerk: voor deelnemers",
    Visibility.VERTROUWELIJK: "Vertrouwelijk: voor enkelen",
}


def number(value: int) -> str:
    """With a point between thousands: 1.234."""
    return f"{value:,}".replace(",", ".")


def count(value: int, one: str, more: str) -> str:
    """For ``1 document``, ``2 documenten``, ``geen documenten``."""
    return f"{number(value) if value else 'geen'} {one if value == 1 else more}"


def moment(value: datetime) -> str:
    """A moment in local time: 3 mei 2026, 14.05 uur."""
    here = value.astimezone()
    return f"{_day(here)}, {here:%H.%M} uur"


def date_of(value: datetime) -> str:
    """The day of a moment, in local time: 3 mei 2026."""
    return _day(value.astimezone())


def last_day(end: datetime) -> str:
    """The day on which something still holds that ends with it: 3 mei 2026."""
    return _day(end - timedelta(microseconds=1))


def _day(value: datetime) -> str:
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def kind(value: Kind | str) -> str:
    """The kind of a document."""
    return KINDS[Kind(value)]


def visibility(value: Visibility | str) -> str:
    """Who may see a document, in a word."""
    return str(value).capitalize()


def verdict(value: Verdict | str) -> str:
    """What people made of a knelpunt; ‘afgewezen’ is a status of what was accepted before."""
    return VERDICTS[Verdict(value)]
