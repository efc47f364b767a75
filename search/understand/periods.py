"""The periods that a question names: a year, a school year, a month, a day, or from one to another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

from corpus.span import Span
from search.question import PERIOD, Named

MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()
_YEAR = r"(?:19|20)\d\d"
_MOMENT = rf"(?:(?:\d{{1,2}}\s+)?(?:{'|'.join(MONTHS)})\s+)?{_YEAR}"
# "voor 2021" may be before it or meant for it, so that it is just the year
_FORMS = re.compile(
    rf"""(?<![\w-])(?:
    schooljaar\s+(?P<school>{_YEAR})\s*[-–/]\s*(?:{_YEAR}|['’]?\d\d)
    | (?:(?:tussen|van|vanaf)\s+)?(?P<first>{_MOMENT})
      (?:\s*[-–]\s*|\s+(?:en|tot|t/m|tot\s+en\s+met)\s+)(?P<last>{_MOMENT})
    | (?:sinds|vanaf)\s+(?P<since>{_MOMENT})
    | na\s+(?P<after>{_MOMENT})
    | (?:tot\s+en\s+met|t/m)\s+(?P<until>{_MOMENT})
    | (?:tot|vóór)\s+(?P<before>{_MOMENT})
    | (?P<within>{_MOMENT})
    )(?![\w-])""",
    re.IGNORECASE | re.VERBOSE,
)
# "verslagen uit 2021", where "problemen in 2021" may be told of in any document
_OF_DOCUMENTS = re.compile(
    r"(?<!\w)(?:documenten|stukken|\w*verslag(?:en)?|rapport(?:en|ages?)?|notities|interviews|factsheets|"
    r"brieven|notulen)\s+(?:(?:uit|van)\s+)?(?:het\s+)?(?:jaar\s+)?$",
    re.IGNORECASE,
)
_ONE_DAY = timedelta(days=1)
Days = tuple[date, date]


def periods(text: str) -> Iterator[Named]:
    """Every period, in order; what is no day of the calendar is none.

    One that tells which documents are asked for narrows the search, unless it is as short as a day.
    """
    for match in _FORMS.finditer(text):
        with suppress(ValueError):
            since, until = _days(match)
            of_documents = bool(_OF_DOCUMENTS.search(text[: match.start()])) and since != until
            yield Named(PERIOD, _id(since, until), (Span(*match.span()),), since, until, of_documents)


def _days(match: re.Match[str]) -> tuple[date | None, date | None]:
    """First and last day. Raises ValueError for a day that is not there."""
    form, found = match.lastgroup, match.groupdict()
    if form == "school":
        return date(int(found["school"]), 8, 1), date(int(found["school"]) + 1, 7, 31)
    if form == "last":
        return _moment(found["first"])[0], _moment(found["last"])[1]
    first, last = _moment(found[form or "within"])
    return {
        "since": (first, None),
        "after": (last + _ONE_DAY, None),
        "until": (None, last),
        "before": (None, first - _ONE_DAY),
    }.get(form or "", (first, last))


def _moment(written: str) -> Days:
    """The first and last day of "2021", "mei 2021" or "16 mei 2021"."""
    *before, year = written.lower().split()
    if not before:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    month = MONTHS.index(before[-1]) + 1
    if len(before) == 2:
        day = date(int(year), month, int(before[0]))
        return day, day
    return date(int(year), month, 1), date(int(year) + month // 12, month % 12 + 1, 1) - _ONE_DAY


def _id(since: date | None, until: date | None) -> str:
    """A whole year by itself, else both days: ``2021``, ``2018-08-01..2019-07-31``, ``2020-01-01..``."""
    if since and until and (since, until) == _moment(str(since.year)):
        return str(since.year)
    return f"{since or ''}..{until or ''}"
