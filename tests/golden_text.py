"""Compares what a parser saw with a text that was read and found right by a person.

``SCHUURPUNT_GOLDEN=write make test`` writes the texts anew; read the difference before you commit it.
"""

from __future__ import annotations

import os
from pathlib import Path

from ingest.clean import clean
from ingest.parse import parse
from ingest.parse.parsed import Fragment, Parsed

_FOLDER = Path(__file__).parent / "golden" / "parse"


def check(golden: str, name: str, data: bytes) -> Parsed:
    """Parses and cleans the bytes, and compares every fragment with the golden text of that name."""
    parsed = clean(parse(name, data))
    seen = "\n".join([f"{parsed.pages} | {parsed.title}", *map(_line, parsed.fragments), ""])
    path = _FOLDER / f"{golden}.txt"
    if os.environ.get("SCHUURPUNT_GOLDEN") == "write":
        path.write_text(seen, encoding="utf-8")
    assert seen == path.read_text(encoding="utf-8")
    return parsed


def _line(fragment: Fragment) -> str:
    level = "" if fragment.level is None else str(fragment.level)
    page = "" if fragment.page is None else f"p{fragment.page} "
    goes_on = "" if fragment.continues is None else f"+{fragment.continues!r} "
    return f"{page}{fragment.kind}{level}{' vet' if fragment.bold else ''}: {goes_on}{fragment.text}"
