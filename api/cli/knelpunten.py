"""What the commands about knelpunten and regions do; each answers its exit status."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError
from rich.console import Console
from rich.text import Text

from api import assemble, settings
from api.cli import terminal
from api.evidence.matrix import matrix
from api.evidence.regions import Excerpt, Profile
from api.evidence.seen import Cited, Seen, Stand
from api.knelpunt_schemas import Knelpuntfilter
from api.matrix_schemas import Matrixvraag, as_csv
from api.service import Service
from corpus.errors import BadQuestion, NotFound
from search.catalogue.knelpunt import Verdict

Question = TypeVar("Question", bound=Knelpuntfilter)
# of a list that goes on, what a terminal shows
MOST = 5


def listed(data: Path | None, asked: Mapping[str, object]) -> int:
    """A line for each, and how many are evidence."""
    out = terminal.console()
    with assemble.opened(settings.load(data=data)) as service:
        found = _read(Knelpuntfilter, asked).sieve(service.terms).kept(service.register.all())
    rows = [
        (one.record.id, one.record.verdict, one.record.stage, str(len(one.quotes)), one.title)
        for one in found
    ]
    terminal.table(out, ("id", "oordeel", "status", "citaten", "titel"), rows)
    accepted = sum(one.record.verdict is Verdict.AANVAARD for one in found)
    out.print(f"{len(found)} knelpunten, waarvan {accepted} aanvaard.")
    return 0


def show(data: Path | None, prefix: str) -> int:
    """All that is known of one."""
    with assemble.opened(settings.load(data=data)) as service:
        _show(terminal.console(), _found(service, prefix))
    return 0


def propose(data: Path | None) -> int:
    """Out of all labels."""
    with assemble.opened(settings.load(data=data)) as service:
        made = service.register.propose()
    terminal.console().print(f"{made.new} nieuwe voorstellen, {made.grown} aangevuld, {made.gone} vervallen.")
    return 0


def accept(data: Path | None, prefix: str, note: str) -> int:
    """Shows what became of it."""
    with assemble.opened(settings.load(data=data)) as service:
        _show(terminal.console(), service.register.accept(_found(service, prefix).record.id, note))
    return 0


def reject(data: Path | None, prefix: str, reason: str) -> int:
    """Shows what became of it."""
    with assemble.opened(settings.load(data=data)) as service:
        _show(terminal.console(), service.register.reject(_found(service, prefix).record.id, reason))
    return 0


def counted(data: Path | None, asked: Mapping[str, object], csv: bool) -> int:
    """Counts as "accepted+proposed"; an empty cell has neither."""
    out = terminal.console()
    question = _read(Matrixvraag, asked)
    with assemble.opened(settings.load(data=data)) as service:
        found = question.sieve(service.terms).narrowed(service.register.all())
        made = matrix(found, question.rijen, question.kolommen, service.terms)
    if csv:
        out.file.write(as_csv(made, question.rijen))
        return 0
    counts = {(cell.row, cell.column): f"{cell.accepted}+{cell.proposed}" for cell in made.cells}
    rows = [
        (row.name, *(counts.get((row.id, column.id), "") for column in made.columns)) for row in made.rows
    ]
    terminal.table(out, (question.rijen.value, *(column.name for column in made.columns)), rows)
    out.print("In elke cel: citaten van aanvaarde knelpunten + citaten van voorstellen.")
    return 0


def regions(data: Path | None) -> int:
    """A line for each."""
    with assemble.opened(settings.load(data=data)) as service:
        found = service.regions.all()
    rows = [
        (one.term.name, *map(str, (one.passages, one.documents, one.accepted, one.proposed))) for one in found
    ]
    terminal.table(terminal.console(), ("regio", "passages", "documenten", "aanvaard", "voorgesteld"), rows)
    return 0


def region(data: Path | None, name: str) -> int:
    """What it reports, and which others report about the same."""
    with assemble.opened(settings.load(data=data)) as service:
        _profile(terminal.console(), service.regions.profile(name))
    return 0


def _read(kind: type[Question], asked: Mapping[str, object]) -> Question:
    """Raises BadQuestion for a word that is none of those that may be chosen."""
    try:
        return kind.model_validate(asked)
    except ValidationError as error:
        wrong = error.errors()[0]
        known = str(wrong.get("ctx", {}).get("expected", "")).replace(" or ", " of ")
        raise BadQuestion(f"‘{wrong['input']}’ kan hier niet.", f"Kies uit: {known}.") from None


def _found(service: Service, prefix: str) -> Seen:
    """The one whose id starts so. Raises NotFound."""
    found = [one for one in service.register.all() if one.record.id.startswith(prefix)]
    if len(found) > 1:
        raise NotFound(f"Meer dan één knelpunt begint met '{prefix}'.", "Typ meer van het id.")
    return found[0] if found else service.register.get(prefix)


def _show(out: Console, one: Seen) -> None:
    record = one.record
    out.print(Text(one.title, style="bold cyan"), soft_wrap=True)
    out.print(f"{record.id}  oordeel: {record.verdict}, status: {record.stage}, voor: {record.visibility}")
    _lines(out, "Wat er schuurt", map(_quoted, one.quotes))
    _lines(out, "Wat wordt gevraagd", [*([record.asked] if record.asked else []), *map(_quoted, one.asks)])
    if record.resembles:
        out.print(f"Lijkt te horen bij het aanvaarde knelpunt {record.resembles}.")
    if record.notes:
        _lines(out, "Notities", [record.notes])
    history = (
        f"{event.at:%Y-%m-%d %H:%M} {event.who}: {event.verdict}, {event.stage}. {event.note}"
        for event in record.history
    )
    _lines(out, "Verloop", history)


def _quoted(one: Cited) -> str:
    if one.stand is not Stand.GELDIG or one.citation is None:
        return f"({one.stand})"
    return f"{terminal.quoted(one.text)} ({terminal.citation(one.citation)})"


def _profile(out: Console, one: Profile) -> None:
    summary = one.summary
    out.print(Text(summary.term.name, style="bold cyan"))
    out.print(f"{summary.passages} passages in {summary.documents} documenten.")
    themes = (
        f"{theme.term.short} ({theme.count}): {terminal.quoted(theme.shown_by.text)}"
        for theme in (*one.advices, *one.blocks)
    )
    _lines(out, "Thema's", themes)
    _lines(out, "Knelpunten", (f"{known.title} ({known.record.verdict})" for known in one.knelpunten))
    _lines(out, "Wensen", map(_excerpt, one.wishes[:MOST]))
    _lines(out, "Oplossingen", map(_excerpt, one.solutions[:MOST]))
    _lines(
        out, "Bronnen", (f"{source.citation.title} ({source.passages} passages)" for source in one.sources)
    )
    near = (
        f"{other.term.name} ({other.likeness:.2f}): {', '.join(term.short for term in other.shared)}"
        for other in one.neighbours[:MOST]
    )
    _lines(out, "Regio's die over hetzelfde berichten", near)


def _excerpt(one: Excerpt) -> str:
    return f"{terminal.quoted(one.text)} ({terminal.citation(one.citation)})"


def _lines(out: Console, heading: str, lines: Iterable[str]) -> None:
    shown = list(lines)
    if shown:
        out.print(Text(f"\n{heading}", style="bold"))
    for line in shown:
        out.print(Text("- ").append(line), soft_wrap=True)
