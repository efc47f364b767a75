"""What the commands about the stores do; each answers its exit status."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from api import assemble, settings
from api.cli import terminal
from api.cli.progress import failures, progress, told


def doctor(data: Path | None, mend: bool) -> int:
    """Status 1 while something is wrong that was not mended."""
    with assemble.opened(settings.load(data=data)) as service:
        report = service.upkeep.doctor(mend)
    terminal.report(terminal.console(), report)
    return int(not report.healthy)


def rebuild(data: Path | None, parse: bool, model: str | None) -> int:
    """Makes the indexes anew, with ``model`` by that one; with ``parse``, the passages too.

    Status 1 if a file failed.
    """
    out = terminal.console()
    chosen = settings.load(data=data, embedder=model)
    with assemble.opened(chosen, any_model=True) as service, progress("Opnieuw maken") as step:
        made = service.upkeep.rebuild(parse, told(step), partial(step, "passages"))
    if made:
        terminal.outcomes(out, made)
    out.print("De indexen zijn opnieuw gemaakt.")
    return failures(made)
