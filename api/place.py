"""How a place in a document is told in Dutch: its date and its pages."""

from __future__ import annotations

from corpus.document import DocumentDate

MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()


def day(date: DocumentDate | None) -> str:
    """The date as precise as the document gives it."""
    if date is None:
        return ""
    words = [str(date.day.day), MONTHS[date.day.month - 1], str(date.day.year)]
    return " ".join(words[{"dag": 0, "maand": 1, "jaar": 2}[date.precision] :])


def pages(first_and_last: tuple[int, int] | None) -> str:
    """The pages of a passage, where its format has any."""
    return f"p. {span(first_and_last, '–')}" if first_and_last else ""


def span(first_and_last: tuple[int, int], dash: str) -> str:
    """The numbers of pages; a single page once."""
    first, last = first_and_last
    return str(first) if first == last else f"{first}{dash}{last}"
