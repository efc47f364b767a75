"""RIS, which EndNote, Mendeley and library systems read: a tag and a value a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from api.citations.reference import Reference
from corpus.document import Kind

MEDIA_TYPE = "application/x-research-info-systems"
TYPES = {Kind.OVERIG: "GEN"}
# year/month/day/other, of which all but the year may be empty
PARTS = 4


def write(reference: Reference, notes: Iterable[str] = ()) -> str:
    """One record; line ends as the format wants them. Programs keep each of the ``notes`` by itself."""
    fields = (*_fields(reference), *(("N1", note) for note in notes))
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in fields]
    return "\r\n".join([*lines, "ER  - ", ""])


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "TY", TYPES.get(reference.kind, "RPRT")
    yield "ID", reference.key
    yield "TI", reference.title
    yield "M3", reference.kind.value
    if reference.date_parts:
        year, *rest = (f"{part:02}" for part in reference.date_parts)
        yield "PY", year
        yield "DA", "/".join([year, *rest, *[""] * (PARTS - 1 - len(rest))])
    if reference.section:
        yield "SE", " > ".join(reference.section)
    if reference.pages:
        yield "SP", str(reference.pages[0])
        yield "EP", str(reference.pages[1])
    yield "LA", reference.language
    if reference.quote:
        yield "AB", reference.quote
    yield "N1", reference.source
    yield "UR", reference.url
