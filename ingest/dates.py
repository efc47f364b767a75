"""The date that a document gives itself: at its head, below a label, or with its signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from corpus.document import DocumentDate

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan",
            "februari febr feb",
            "maart mrt",
            "april apr",
            "mei",
            "juni jun",
            "juli jul",
            "augustus aug",
            "september sept sep",
            "oktober okt",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?P<year>(?:19|20)\d\d|['’]\d\d)"
_FORMS: tuple[tuple[Literal["dag", "maand", "jaar"], re.Pattern[str]], ...] = (
    ("dag", re.compile(rf"\b(?P<day>\d{{1,2}})[ -](?P<month>{_MONTH})\.?[ -]{_YEAR}(?!\d)", re.IGNORECASE)),
    ("dag", re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})\b")),
    ("dag", re.compile(r"(?<![\d/.-])(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>(?:\d\d){1,2})\b")),
    ("maand", re.compile(rf"\b(?P<month>{_MONTH})\.? {_YEAR}(?!\d)", re.IGNORECASE)),
)
_LABEL = re.compile(
    r"\b(?:datum|d\.? ?d\.|dd\.|publicatiedatum|(?:gepubliceerd|verschenen|vastgesteld)(?: op)?)\s*:?\s*",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\b(?:maan|dins|woens|donder|vrij|zater|zon)dag\s*$", re.IGNORECASE)
_HEAD, _TAIL, _SHORT, _SIGNATURE = 10, 4, 12, 4


def find_date(title: str, blocks: Sequence[str]) -> DocumentDate | None:
    """The date of the document, or None: a plan for a month to come is not its date.

    In this order: a date below a label at the head or the end, a short line at the head, the title,
    a signature at the end, and a day of the week with its full date in the opening paragraphs.
    Within one of these a day goes before a month.
    """
    head, tail = blocks[:_HEAD], blocks[-_TAIL:]
    sources = (
        (found for block in (*head, *tail) if len(block.split()) <= 2 * _SHORT for found in _labelled(block)),
        (found for block in head if _is_heading_line(block) for found in dates_in(block)),
        dates_in(title),
        (found for block in reversed(tail) for found in _signed(block)),
        (found for block in head for found in _reported(block)),
    )
    for source in sources:
        if found := list(source):
            return min(found, key=lambda each: each.precision != "dag")
    return None


def dates_in(text: str) -> Iterator[DocumentDate]:
    """Every date with a year, in the forms that Dutch documents use; the more precise forms first."""
    taken: list[tuple[int, int]] = []
    for precision, form in _FORMS:
        for match in form.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            if day := _day(match):
                yield DocumentDate(day, precision, match.group())


def _day(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    year = int(parts["year"].lstrip("'’"))
    month = parts["month"].lower()
    try:
        return date(
            year + 2000 if year < 100 else year,
            int(month) if month.isdigit() else _MONTHS[month],
            int(parts.get("day") or 1),
        )
    except ValueError:
        return None


def _labelled(block: str) -> Iterator[DocumentDate]:
    for label in _LABEL.finditer(block):
        for found in dates_in(block[label.end() :]):
            if block.startswith(found.evidence, label.end()):
                yield found


def _is_heading_line(block: str) -> bool:
    return len(block.split()) <= _SHORT and not re.search(r"[.!?:]$", block)


def _signed(block: str) -> Iterator[DocumentDate]:
    """ "Utrecht, 23 juni 2020": a date and little else."""
    for found in dates_in(block):
        if len(block.replace(found.evidence, "").split()) <= _SIGNATURE and not block.endswith("."):
            yield found


def _reported(block: str) -> Iterator[DocumentDate]:
    """ "Op donderdag 16 september 2021 kwamen …": with the day of the week it is an event reported."""
    for found in dates_in(block):
        if found.precision == "dag" and _WEEKDAY.search(block[: block.find(found.evidence)]):
            yield found
