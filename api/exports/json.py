"""A dossier as JSON, for programs."""

from __future__ import annotations

import json
from typing import Any

from api.exports import words
from api.exports.report import Entry, Line, Report, Source

MEDIA_TYPE = "application/json"


def write(report: Report) -> bytes:
    """The whole file, in UTF-8."""
    dossier = report.dossier
    told = {
        "dossier": {
            "id": dossier.id,
            "naam": dossier.name,
            "omschrijving": dossier.description,
            "eigenaar": dossier.owner,
            "zichtbaarheid": dossier.visibility.value,
        },
        "gemaaktOp": report.made_at.isoformat(timespec="seconds"),
        "gemaaktDoor": report.made_by,
        "groepeer": report.arrangement.value,
        "hoofdstukken": [
            {"titel": chapter.title, "onderdelen": [_entry(entry) for entry in chapter.entries]}
            for chapter in report.chapters
        ],
        "bronnen": [_source(source) for source in report.sources],
        "nietGelezen": list(report.unread),
    }
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


def _entry(entry: Entry) -> dict[str, Any]:
    told: dict[str, Any] = {
        "nummer": entry.number,
        "notitie": entry.note,
        "regios": list(entry.regions),
        "wetten": list(entry.laws),
        "citaten": [_line(line) for line in entry.lines],
    }
    if entry.title:
        told["knelpunt"] = {
            "titel": entry.title,
            "oordeel": entry.verdict,
            "status": entry.stage,
            "gevraagd": entry.asked,
        }
    return told


def _line(line: Line) -> dict[str, Any]:
    one = line.reference
    return {
        "tekst": line.words,
        "stand": line.standing.value,
        "letOp": line.warning,
        "vraagt": line.asks,
        "sha256": line.sha256,
        "begin": line.span.start,
        "eind": line.span.end,
        "passage": one and one.key,
        "titel": one and one.title,
        "bestand": one and one.file,
        "sectie": list(one.section) if one else [],
        "paginas": list(one.pages or ()) if one else [],
        "verwijzing": one and one.url,
    }


def _source(source: Source) -> dict[str, Any]:
    one = source.reference
    return {
        "sha256": source.sha256,
        "titel": one and one.title,
        "soort": one and one.kind.value,
        "datum": words.iso(one.date) if one else "",
        "bestand": one and one.file,
        "aangehaald": list(source.pages),
        "nummers": list(source.entries),
    }
