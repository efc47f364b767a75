"""A dossier as a table for spreadsheets: a row for each quote, for each file that was not read, and one for
the dossier itself.

With a byte order mark and semicolons, as a Dutch spreadsheet program expects them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from api.exports import words
from api.exports.legal import legal
from api.exports.report import Entry, Line, Report

MEDIA_TYPE = "text/csv"
COLUMNS = (
    "regel nummer knelpunt oordeel status citaat titel soort datum bestand sectie pagina_van pagina_tot "
    "begin eind sha256 passage regios wetten notitie let_op verwijzing gemaakt_op"
).split()
# what a spreadsheet would compute instead of show
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write(report: Report) -> bytes:
    """The whole file."""
    return table(COLUMNS, _rows(report))


def table(columns: Iterable[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    """Any table in this form; a cell that would be a formula begins with an apostrophe."""
    file = io.StringIO()
    writer = csv.DictWriter(file, list(columns), delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: guarded(value) for name, value in row.items()})
    return file.getvalue().encode("utf-8-sig")


def guarded(value: object) -> object:
    """Text that no spreadsheet takes for a formula."""
    if not isinstance(value, str):
        return value
    safe = legal(value)
    return f"'{safe}" if safe.lstrip(" ").startswith(_FORMULA) else safe


def _rows(report: Report) -> Iterator[dict[str, object]]:
    made = {"gemaakt_op": report.made_at.isoformat(timespec="seconds")}
    dossier = {"regel": "dossier", "titel": report.dossier.name, "notitie": report.dossier.description}
    yield {**dossier, **made}
    for entry in report.entries:
        if not entry.lines:
            yield {**_entry(entry), **made}
        for line in entry.lines:
            yield {**_entry(entry), **_line(line), **made}
    for name in report.unread:
        yield {"regel": "niet gelezen", "bestand": name, **made}


def _entry(entry: Entry) -> dict[str, object]:
    return {
        "regel": "citaat",
        "nummer": entry.number,
        "knelpunt": entry.title,
        "oordeel": entry.verdict,
        "status": entry.stage,
        "regios": ", ".join(entry.regions),
        "wetten": ", ".join(entry.laws),
        "notitie": entry.note,
    }


def _line(line: Line) -> dict[str, object]:
    known: dict[str, object] = {"sha256": line.sha256, "citaat": line.words, "let_op": line.warning}
    one = line.reference
    if one is None:
        return known
    first, last = one.pages or ("", "")
    return {
        **known,
        "titel": one.title,
        "soort": one.kind.value,
        "datum": words.iso(one.date),
        "bestand": one.file,
        "sectie": " > ".join(one.section),
        "pagina_van": first,
        "pagina_tot": last,
        "begin": line.span.start,
        "eind": line.span.end,
        "passage": one.key,
        "verwijzing": one.url,
    }
