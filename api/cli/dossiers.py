"""What the commands about dossiers do; each answers its exit status."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from api import assemble, settings
from api.cli import terminal
from api.evidence.dossiers import Dossiers, Part
from api.exports.forms import EXPORTS, Vorm
from api.exports.report import WARNINGS, Arrangement
from corpus.errors import NotFound, StorageFailed
from corpus.visibility import Visibility

HEADINGS = ("id", "naam", "onderdelen", "zichtbaarheid", "eigenaar")
INDENT = 4


def make(data: Path | None, name: str, about: str, shown: Visibility) -> int:
    """Tells the id, by which it can be filled."""
    with _dossiers(data) as kept:
        made = kept.make(name, about, shown)
    terminal.console().print(f"Dossier {made.name} is gemaakt, met id {made.id}.")
    return 0


def listed(data: Path | None) -> int:
    """By name."""
    with _dossiers(data) as kept:
        rows = [
            (one.id, one.name, str(len(kept.parts(one.id))), one.visibility.value, one.owner)
            for one in kept.all()
        ]
    terminal.table(terminal.console(), HEADINGS, rows)
    return 0


def show(data: Path | None, which: str) -> int:
    """Each part with its source, and a warning where that is not what it was."""
    out = terminal.console()
    with _dossiers(data) as kept:
        dossier = kept.named(which)
        out.print(Text(f"{dossier.name} · {dossier.visibility} · id {dossier.id}", style="bold"))
        if dossier.description:
            out.print(Text(dossier.description))
        for number, part in enumerate(kept.parts(dossier.id), 1):
            _shown(out, number, part)
    return 0


def add(data: Path | None, which: str, target: str, note: str) -> int:
    """A passage where there is one with that id, else a knelpunt."""
    with _dossiers(data) as kept:
        dossier = kept.named(which)
        try:
            kept.add(dossier.id, target, note)
        except NotFound:
            kept.add_knelpunt(dossier.id, target, note)
    terminal.console().print(f"Toegevoegd aan {dossier.name}.")
    return 0


def change(data: Path | None, which: str, item: str, note: str | None, place: int | None) -> int:
    """What is None stays."""
    with _dossiers(data) as kept:
        dossier = kept.named(which)
        if note is not None:
            kept.note(dossier.id, item, note)
        if place is not None:
            kept.move(dossier.id, item, place)
    terminal.console().print("Gewijzigd.")
    return 0


def drop(data: Path | None, which: str, item: str) -> int:
    """Takes a part out."""
    with _dossiers(data) as kept:
        kept.drop(kept.named(which).id, item)
    terminal.console().print("Weggehaald.")
    return 0


def remove(data: Path | None, which: str) -> int:
    """The dossier, and nothing of its sources."""
    with _dossiers(data) as kept:
        dossier = kept.named(which)
        kept.remove(dossier.id)
    terminal.console().print(f"Dossier {dossier.name} is verwijderd.")
    return 0


def hand_on(data: Path | None, which: str, file: Path, form: str, by: str) -> int:
    """Links lead to where the service would be by its settings."""
    chosen = settings.load(data=data)
    with assemble.opened(chosen) as service:
        address = f"http://{chosen.host}:{chosen.port}/"
        report = service.exports.report(service.dossiers.named(which).id, Arrangement(by), address)
    put(file, EXPORTS[Vorm(form)].write(report))
    return 0


def put(file: Path, content: bytes) -> None:
    """Writes what was asked for. Raises StorageFailed."""
    try:
        file.write_bytes(content)
    except OSError as error:
        raise StorageFailed(
            f"{file} is niet te schrijven: {error.strerror}.", "Kies een andere plaats."
        ) from error
    terminal.console().print(f"{file} is geschreven.")


@contextmanager
def _dossiers(data: Path | None) -> Iterator[Dossiers]:
    with assemble.opened(settings.load(data=data)) as service:
        yield service.dossiers


def _shown(out: Console, number: int, part: Part) -> None:
    if part.knelpunt:
        title = f"{number:>2}. Knelpunt: {part.knelpunt.title} ({part.knelpunt.record.verdict})"
        out.print(Text(title, style="bold cyan"), soft_wrap=True)
    elif part.found and part.found.citation:
        one = part.found.citation
        out.print(Text(f"{number:>2}. {terminal.citation(one)}", style="bold cyan"), soft_wrap=True)
        out.print(Padding(Text(one.text), (0, 0, 0, INDENT), expand=False))
    else:
        out.print(Text(f"{number:>2}. (bron niet meer te lezen)", style="bold cyan"))
    if part.found and (warning := WARNINGS[part.found.standing]):
        out.print(Padding(Text(f"Let op: {warning}", style="yellow"), (0, 0, 0, INDENT), expand=False))
    if part.item.note:
        out.print(Padding(Text(f"Notitie: {part.item.note}"), (0, 0, 0, INDENT), expand=False))
    out.print(Padding(Text(f"onderdeel {part.item.id}", style="dim"), (0, 0, 1, INDENT), expand=False))
