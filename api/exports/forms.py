"""Which forms of a dossier there are, by the name that people choose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from api.exports import csv, docx, json, markdown, references
from api.exports.report import Report


class Vorm(StrEnum):
    """What may be asked for."""

    DOCX = "docx"
    MARKDOWN = "markdown"
    CSV = "csv"
    JSON = "json"
    RIS = "ris"
    CSL = "csl"


@dataclass(frozen=True, slots=True)
class ExportForm:
    """``write`` answers the whole file; ``suffix`` ends its name."""

    media_type: str
    suffix: str
    write: Callable[[Report], bytes]


EXPORTS = {
    Vorm.DOCX: ExportForm(docx.MEDIA_TYPE, "docx", docx.write),
    Vorm.MARKDOWN: ExportForm(markdown.MEDIA_TYPE, "md", markdown.write),
    Vorm.CSV: ExportForm(csv.MEDIA_TYPE, "csv", csv.write),
    Vorm.JSON: ExportForm(json.MEDIA_TYPE, "json", json.write),
    Vorm.RIS: ExportForm(references.RIS, "ris", references.write_ris),
    Vorm.CSL: ExportForm(references.CSL, "csl.json", references.write_csl),
}
