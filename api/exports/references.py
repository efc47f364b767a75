"""A dossier for reference managers: a record for each document that is quoted, below one for the dossier.

Who writes a text refers to a document, and to a place in it: so a quote is a note of its document.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import starmap

from api.citations import csl, ris
from api.citations.reference import Reference
from api.exports import words
from api.exports.legal import legal
from api.exports.report import Report
from api.place import pages

RIS = ris.MEDIA_TYPE
CSL = csl.MEDIA_TYPE


def write_ris(report: Report) -> bytes:
    """Records of RIS."""
    made = report.made_at
    fields = {
        "TY": "GEN",
        "ID": f"dossier-{report.dossier.id}",
        "TI": report.dossier.name,
        "AU": report.dossier.owner,
        "PY": str(made.year),
        "DA": f"{made:%Y/%m/%d}/",
        "N1": _note(report),
    }
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in fields.items()]
    return legal("\r\n".join([*lines, "ER  - ", ""]) + "".join(starmap(ris.write, _quoted(report)))).encode()


def write_csl(report: Report) -> bytes:
    """A list of items of CSL-JSON."""
    made = report.made_at
    dossier = {
        "id": f"dossier-{report.dossier.id}",
        "type": "collection",
        "title": report.dossier.name,
        "author": [{"literal": report.dossier.owner}],
        "issued": {"date-parts": [[made.year, made.month, made.day]]},
        "note": _note(report),
    }
    items = [dossier, *starmap(csl.item, _quoted(report))]
    return json.dumps(items, ensure_ascii=False, indent=2).encode()


def _quoted(report: Report) -> Iterator[tuple[Reference, list[str]]]:
    """Each document that is still there, with its quotes; it leads to the first of them."""
    for source in report.sources:
        if source.reference:
            known = replace(
                source.reference, key=f"document-{source.sha256[:16]}", quote="", section=(), pages=None
            )
            quotes = (line.reference for _, line in report.lines if line.sha256 == source.sha256)
            yield known, list(dict.fromkeys(_quote(one) for one in quotes if one))


def _quote(one: Reference) -> str:
    section = f"onder ‘{one.section[-1]}’" if one.section else ""
    place = ", ".join(part for part in (pages(one.pages), section) if part)
    return f"‘{one.quote}’{f' ({place})' if place else ''} {one.url}"


def _note(report: Report) -> str:
    unread = ", ".join(report.unread)
    gone = [source.sha256 for source in report.sources if source.reference is None]
    told = [*words.account(report), f"Niet gelezen: {unread}." if unread else words.ALL_READ]
    return " ".join([*told, *(f"Verwijderd document: SHA-256 {one}." for one in gone)])
