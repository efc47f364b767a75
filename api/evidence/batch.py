"""Many questions at once: a table in, a table with literal answers and their sources out."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from api.citations.reference import Reference
from api.exports.csv import table
from api.exports.words import iso
from corpus.errors import BadInput, BadQuestion
from ingest.parse.decode import decode, is_text
from search.answer.answer import Answer, Group, Quote

COLUMN = "vraag"
COLUMNS = (
    "regel vraag gevonden zekerheid groep citaat titel soort datum bestand sectie pagina_van pagina_tot "
    "begin eind sha256 passage verwijzing let_op"
).split()
# as many mistakes as are told at once
MOST = 10
_ADVICE = "Maak een CSV met een kolom ‘vraag’, met op elke regel één vraag."

Ask = Callable[[str], Answer]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the line of the file on which it ends, from 1."""

    line: int
    text: str


def read(data: bytes, most: int) -> list[Asked]:
    """The questions of a CSV with commas, semicolons or tabs; raises BadInput, which names lines."""
    if not data.strip():
        raise BadInput("Het bestand met vragen is leeg.", _ADVICE)
    rows = list(_rows(_decoded(data)))
    if not rows:
        raise BadInput("In het bestand staan geen vragen.", _ADVICE)
    if len(rows) > most:
        raise BadInput(f"Er staan {len(rows)} vragen in het bestand; {most} is het meeste.", "Splits het.")
    return rows


def answered(questions: Iterable[Asked], ask: Ask, address: str) -> bytes:
    """A row for each sentence that answers, or one that says that there is none, or why it was not asked."""
    return table(COLUMNS, (row for one in questions for row in _answers(one, ask, address)))


def _decoded(data: bytes) -> str:
    text = decode(data)
    if not is_text(text):
        raise BadInput("Dit is geen CSV in gewone tekst.", "Bewaar het opnieuw als CSV (UTF-8).")
    return text


def _rows(text: str) -> Iterator[Asked]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    wrong: list[str] = []
    try:
        header = [name.strip().lower() for name in next(reader)]
        if COLUMN not in header:
            raise BadInput(f"Regel 1: er is geen kolom ‘vraag’, wel {', '.join(header)}.", _ADVICE)
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            if len(row) != len(header):
                wrong.append(
                    f"Regel {reader.line_num}: {len(row)} kolommen, en de kop heeft er {len(header)}."
                )
            elif not row[header.index(COLUMN)].strip():
                wrong.append(f"Regel {reader.line_num}: de vraag is leeg.")
            else:
                yield Asked(reader.line_num, row[header.index(COLUMN)].strip())
    except csv.Error as error:
        raise BadInput(f"Regel {reader.line_num}: hier klopt het CSV niet.", _ADVICE) from error
    if wrong:
        raise BadInput(
            " ".join(wrong[:MOST]), "Zet een vraag waar het scheidingsteken in staat tussen aanhalingstekens."
        )


def _delimiter(text: str) -> str:
    """That of the first line; where that has one column, commas are part of a question."""
    first = text.splitlines()[0]
    best = max(";,\t", key=first.count)
    return best if best in first else "\x1f"


def _answers(one: Asked, ask: Ask, address: str) -> Iterator[dict[str, object]]:
    asked = {"regel": one.line, "vraag": one.text}
    try:
        answer = ask(one.text)
    except BadQuestion as error:
        yield {**asked, "gevonden": "nee", "let_op": str(error)}
        return
    told = {**asked, "gevonden": "ja" if answer.found else "nee", "zekerheid": f"{answer.sureness:.2f}"}
    if not answer.found:
        yield told
    for group in answer.groups:
        for quote in group.quotes:
            yield {**told, **_quoted(answer, group, quote, address)}


def _quoted(answer: Answer, group: Group, quote: Quote, address: str) -> dict[str, object]:
    citation = answer.sources[quote.source - 1]
    source = Reference.of(citation, f"{address}v1/citaten/{citation.id}")
    first, last = quote.pages or ("", "")
    return {
        "groep": group.name,
        "citaat": quote.text,
        "titel": source.title,
        "soort": source.kind.value,
        "datum": iso(source.date),
        "bestand": source.file,
        "sectie": " > ".join(source.section),
        "pagina_van": first,
        "pagina_tot": last,
        "begin": quote.span.start,
        "eind": quote.span.end,
        "sha256": source.sha256,
        "passage": source.key,
        "verwijzing": source.url,
    }
