"""Days as people write them in a field. The browser's own picker would speak the language of the browser."""

from __future__ import annotations

import re
from datetime import date

YEAR = re.compile(r"\d{4}")
DAY = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")


def read(told: object, end: bool = False) -> object:
    """None for an empty field, a day for ``31-12-2023``, and for a year alone its first day, or its last
    where it is an ``end``; all else as it is, for Pydantic to read or to refuse.
    """
    words = told.strip() if isinstance(told, str) else told
    if not isinstance(words, str) or not words:
        return words or None
    if YEAR.fullmatch(words) and int(words):
        return date(int(words), 12, 31) if end else date(int(words), 1, 1)
    if found := DAY.fullmatch(words):
        day, month, year = found.groups()
        return f"{year}-{month:0>2}-{day:0>2}"
    return words


def written(day: date | None) -> str:
    """For a field: 31-12-2023."""
    return f"{day:%d-%m-%Y}" if day else ""
