"""How an answer looks on a terminal."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from api import assemble, settings
from api.answer_schemas import Antwoord, also, regions_without
from api.cli import terminal
from corpus.taxonomy.terms import Terms
from search.answer.answer import Answer, GroupKind, Quote, Summary, Writer
from search.query import Query

INDENT = 4


def answer(data: Path | None, query: Query, group_by: str | None, as_json: bool) -> int:
    """Answers from the documents; nothing found is an answer, not a failure."""
    out = terminal.console()
    with assemble.opened(settings.load(data=data)) as service:
        found = service.answer(query, GroupKind(group_by) if group_by else None)
    if as_json:
        out.file.write(Antwoord.of(found, service.terms).model_dump_json(by_alias=True, indent=2) + "\n")
    else:
        shown(out, found, service.terms)
    return 0


def shown(out: Console, found: Answer, terms: Terms) -> None:
    """The groups with their sentences, the sources by number, and what was searched."""
    if also(found):
        out.print(Text(f"zoekt ook op: {', '.join(also(found))}", style="dim"), soft_wrap=True)
    if not found.found:
        out.print("Niets gevonden: de documenten geven geen antwoord op deze vraag.")
    _summary(out, found.summary)
    for group in found.groups:
        out.print(Text(group.name, style="bold cyan"), soft_wrap=True)
        for quote in group.quotes:
            _sentence(out, quote)
    if found.sources:
        out.print(Text("Bronnen", style="bold"))
    for number, source in enumerate(found.sources, 1):
        out.print(Text(f"{number:>2}. {terminal.citation(source)} · id {source.id}"), soft_wrap=True)
    if found.related:
        out.print(Text("Mogelijk verwant", style="bold"))
    for one in found.related:
        terminal.passage(out, one, terms)
    _coverage(out, found, terms)


def _summary(out: Console, summary: Summary) -> None:
    """What a language model wrote, or why it did not; an extract would say what stands below."""
    if summary.by is Writer.MODEL:
        out.print(Text("Samenvatting, geschreven door een taalmodel", style="bold"))
        out.print(Padding(Text(summary.text), (0, 0, 1, INDENT), expand=False))
    if summary.dropped:
        out.print(Text(f"Weggelaten zinnen die niet uit de bronnen volgen: {summary.dropped}.", style="dim"))
    if summary.failure:
        out.print(
            Text(f"Geen samenvatting van het taalmodel. {summary.failure}", style="yellow"), soft_wrap=True
        )


def _sentence(out: Console, quote: Quote) -> None:
    if quote.lead_in:
        out.print(Padding(Text(f"[{quote.lead_in}]", style="dim"), (0, 0, 0, INDENT), expand=False))
    out.print(
        Padding(Text(f"{terminal.quoted(quote.text)} [{quote.source}]"), (0, 0, 1, INDENT), expand=False)
    )


def _coverage(out: Console, found: Answer, terms: Terms) -> None:
    seen = found.coverage
    out.print(f"\nDoorzocht: {seen.documents} documenten, {seen.passages} passages.")
    if seen.unreadable:
        out.print(Text(f"Niet te lezen: {', '.join(seen.unreadable)}."), soft_wrap=True)
    if seen.regions_without:
        names = ", ".join(regions_without(seen, terms))
        out.print(Text(f"Geen treffer bij: {names}."), soft_wrap=True)
