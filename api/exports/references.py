"""A dossier for reference managers: a record for each passage that is quoted, below one for the dossier."""

from __future__ import annotations

import json

from api.citations import csl, ris
from api.citations.reference import Reference
from api.exports import words
from api.exports.legal import legal
from api.exports.report import Report

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
    return legal("\r\n".join([*lines, "ER  - ", ""]) + "".join(map(ris.write, _quoted(report)))).encode()


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
    items = [dossier, *map(csl.item, _quoted(report))]
    return json.dumps(items, ensure_ascii=False, indent=2).encode()


def _quoted(report: Report) -> list[Reference]:
    """Each passage once."""
    known = {line.reference.key: line.reference for _, line in report.lines if line.reference}
    return list(known.values())


def _note(report: Report) -> str:
    unread = ", ".join(report.unread)
    gone = [source.sha256 for source in report.sources if source.reference is None]
    told = [*words.account(report), f"Niet gelezen: {unread}." if unread else words.ALL_READ]
    return " ".join([*told, *(f"Verwijderd document: SHA-256 {one}." for one in gone)])
