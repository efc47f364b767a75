"""CSL-JSON, which Zotero, Pandoc and other programs with citation styles read."""

from __future__ import annotations

import json
from collections.abc import Iterable

from api.citations.reference import Reference
from api.place import span
from corpus.document import Kind

MEDIA_TYPE = "application/vnd.citationstyles.csl+json"
TYPES = {Kind.INTERVIEW: "interview", Kind.OVERIG: "document"}


def write(reference: Reference) -> str:
    """A list with one item."""
    return json.dumps([item(reference)], ensure_ascii=False, indent=2)


def item(reference: Reference, notes: Iterable[str] = ()) -> dict[str, object]:
    """One item; the ``notes`` come in lines, since it has room for one."""
    told: dict[str, object] = {
        "id": reference.key,
        "type": TYPES.get(reference.kind, "report"),
        "title": reference.title,
        "genre": reference.kind.value,
        "language": reference.language,
        "URL": reference.url,
        "note": "\n".join((reference.source, *notes)),
    }
    if reference.quote:
        told["abstract"] = reference.quote
    if reference.date_parts:
        told["issued"] = {"date-parts": [reference.date_parts]}
    if reference.section:
        told["section"] = " > ".join(reference.section)
    if reference.pages:
        told["page"] = span(reference.pages, "-")
    return told
