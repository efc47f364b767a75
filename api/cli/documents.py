"""What the commands about documents do; each answers its exit status."""

from __future__ import annotations

from pathlib import Path

from api import assemble, settings
from api.cli import terminal
from api.cli.progress import failures, progress, told
from corpus.visibility import Visibility


def ingest(data: Path | None, paths: list[Path], prune: bool, visible: Visibility | None) -> int:
    """Status 1 if a file failed."""
    out = terminal.console()
    with assemble.opened(settings.load(data=data)) as service, progress("Opnemen") as step:
        made = service.ingest(paths, prune, told(step), visible)
    terminal.outcomes(out, made)
    return failures(made)


def show_passage(data: Path | None, id: str) -> int:  # noqa: A002 - the name that the user types
    """A passage between what stands before and after it."""
    with assemble.opened(settings.load(data=data)) as service:
        terminal.surroundings(terminal.console(), *service.passages.around(id), service.terms)
    return 0


def show_file(path: Path) -> int:
    """What the parser sees in a file; needs no data folder."""
    terminal.parsed(terminal.console(), assemble.see(settings.load(), path))
    return 0


def documents(data: Path | None) -> int:
    """All documents, by name."""
    with assemble.opened(settings.load(data=data)) as service:
        terminal.documents(terminal.console(), service.documents.all())
    return 0


def visibility(data: Path | None, id: str, visible: Visibility) -> int:  # noqa: A002
    """Changes to whom a document is shown."""
    with assemble.opened(settings.load(data=data)) as service:
        found = service.set_visibility(service.documents.named(id).id, visible)
    terminal.console().print(f"{found.name} is nu {found.visibility}.")
    return 0


def remove(data: Path | None, id: str) -> int:  # noqa: A002 - the name that the user types
    """Takes a document out of every store."""
    with assemble.opened(settings.load(data=data)) as service:
        found = service.documents.named(id)
        service.remove(found.id)
    terminal.console().print(f"{found.name} is verwijderd.")
    return 0
