"""How answers look on a terminal; the home of rich."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from api.cli.ranking import ranking
from api.cli.understanding import understanding
from api.outcome import Outcome
from api.place import day, pages
from corpus.document import Passage
from corpus.taxonomy.terms import Terms
from ingest.parse.parsed import Parsed
from search.catalogue.entries import Entry
from search.doctor import Report
from search.query import Citation, Results

PIPE_WIDTH = 120
TABLE_WIDTH = 10_000
INDENT = 4
# labels of a kind that are counted below the results
MOST = 5
_QUOTATION = re.compile(r"[\"“”„][^\"“”„]+[\"“”]")


def console(stderr: bool = False, pipe_width: int = PIPE_WIDTH) -> Console:
    """The width of the terminal, or of a pipe where it is one."""
    made = Console(stderr=stderr, highlight=False, markup=False, emoji=False)
    if not made.is_terminal:
        made.width = pipe_width
    return made


def results(out: Console, found: Results, terms: Terms) -> None:
    """What was understood; rank, citation, text with its highlights, labels and id of each, or nothing."""
    understanding(out, found.understanding, terms)
    if not found.citations:
        out.print("Niets gevonden.")
        out.print(
            "Probeer andere of minder woorden, of neem eerst documenten op met 'schuurpunt ingest MAP'."
        )
        return
    first = (found.query.page - 1) * found.query.limit + 1
    for rank, one in enumerate(found.citations, first):
        passage(out, one, terms, f"{rank:>2}. ")
    out.print(f"{found.total} passages gevonden; de beste {len(found.citations)} staan hierboven.")
    for kind, counts in found.facets.items():
        most = list(counts.items())[:MOST]
        if most:
            shown = ", ".join(f"{terms.get(kind, label).short} {count}" for label, count in most)
            out.print(Text(f"{kind}: {shown}", style="dim"), soft_wrap=True)


def passage(out: Console, one: Citation, terms: Terms, rank: str = "") -> None:
    """A passage with its citation above, its labels and its id below."""
    out.print(Text(rank).append(citation(one), style="bold cyan"), soft_wrap=True)
    if one.context:
        out.print(Padding(Text(f"[{one.context}]", style="dim"), (0, 0, 0, INDENT), expand=False))
    out.print(Padding(_highlighted(one), (0, 0, 0, INDENT), expand=False))
    if one.labels:
        out.print(Padding(Text(labels(one, terms), style="green"), (0, 0, 0, INDENT), expand=False))
    for line in ranking(one):
        out.print(Padding(Text(line, style="dim"), (0, 0, 0, INDENT), expand=False))
    out.print(Padding(Text(f"id {one.id}", style="dim"), (0, 0, 1, INDENT), expand=False))


def labels(one: Citation, terms: Terms) -> str:
    """The labels of a passage in a line, with the ids that filters and corrections take."""
    return " · ".join(
        f"{label.kind}:{label.id} {terms.get(label.kind, label.id).short}" for label in one.labels
    )


def citation(one: Citation) -> str:
    """Title, date, sections, pages and file: what a reader needs to find the passage again."""
    parts = (one.title, day(one.date), " > ".join(one.section), pages(one.pages), one.name)
    return " · ".join(part for part in parts if part)


def quoted(text: str) -> str:
    """Between quotation marks; as it is where it is a quotation itself."""
    return text if _QUOTATION.fullmatch(text) else f"“{text}”"


def surroundings(
    out: Console, before: Iterable[Passage], one: Citation, after: Iterable[Passage], terms: Terms
) -> None:
    """A passage with its labels, between its neighbours, which stand dimmed."""
    out.print(Text(citation(one), style="bold cyan"), soft_wrap=True)
    out.print(
        Text(f"tekens {one.span.start}–{one.span.end} · SHA-256 {one.sha256}", style="dim"), soft_wrap=True
    )
    for near in before:
        out.print(Padding(Text(near.text, style="dim"), (1, 0, 0, INDENT), expand=False))
    if one.context:
        out.print(Padding(Text(f"[{one.context}]", style="dim"), (1, 0, 0, 0), expand=False))
    out.print(Padding(Text(one.text), (1, 0, 0, 0), expand=False))
    if one.labels:
        out.print(Text(labels(one, terms), style="green"), soft_wrap=True)
    for near in after:
        out.print(Padding(Text(near.text, style="dim"), (1, 0, 0, INDENT), expand=False))


def outcomes(out: Console, all_of_them: Sequence[Outcome]) -> None:
    """What became of each file."""
    rows = [
        (one.name, one.kind or "", _number(one.pages), _number(one.passages), one.status, one.reason)
        for one in all_of_them
    ]
    table(out, ("bestand", "soort", "pagina's", "passages", "status", "reden"), rows)


def documents(out: Console, entries: Sequence[Entry]) -> None:
    """The list of documents."""
    rows = [
        (
            one.id,
            one.name,
            one.title,
            one.kind.value,
            day(one.date),
            _number(one.pages),
            str(one.passages),
            one.visibility,
        )
        for one in entries
    ]
    table(out, ("id", "bestand", "titel", "soort", "datum", "pagina's", "passages", "zichtbaarheid"), rows)


def report(out: Console, found: Report) -> None:
    """What the doctor found."""
    for line in found.lines():
        out.print(line)


def parsed(out: Console, seen: Parsed) -> None:
    """What the parser saw: each fragment with its kind, under its page."""
    out.print(Text(f"{seen.media_type} · {_pages_counted(seen.pages)} · titel: {seen.title or '(geen)'}"))
    page = None
    for fragment in seen.fragments:
        if fragment.page != page:
            page = fragment.page
            out.print(Text(f"\n── pagina {page} ──", style="bold cyan"))
        level = "" if fragment.level is None else f" {fragment.level}"
        out.print(
            Text(f"[{fragment.kind.value}{level}] ", style="dim").append(fragment.text, style="not dim")
        )


def table(out: Console, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Columns under headings. On a terminal a long cell goes on below itself, elsewhere a row is a line."""
    made = Table(box=None, header_style="bold", pad_edge=False)
    for heading in headings:
        made.add_column(heading, overflow="fold")
    for row in rows:
        made.add_row(*(Text(cell) for cell in row))
    wide = out if out.is_terminal else console(out.stderr, TABLE_WIDTH)
    wide.print(made)


def _highlighted(one: Citation) -> Text:
    text = Text(one.text)
    for span in one.highlights:
        text.stylize("bold", span.start, span.end)
    return text


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _pages_counted(count: int | None) -> str:
    return "geen pagina's" if count is None else f"{count} pagina's"
