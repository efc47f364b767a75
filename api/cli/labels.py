"""What the commands about labels do; each answers its exit status."""

from __future__ import annotations

import getpass
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from pathlib import Path

from api import assemble, reviews, settings
from api.cli import terminal
from api.cli.progress import progress
from api.schemas import Passage

HEADINGS = ("soort", "beoordeeld", "gevonden", "precisie", "kappa")


def passages(data: Path | None, as_json: bool) -> int:
    """Every passage; as JSON a line for each, as soon as it is read."""
    out = terminal.console()
    with assemble.opened(settings.load(data=data)) as service:
        for one in service.passages.all():
            if as_json:
                out.file.write(Passage.of(one, service.terms).model_dump_json(by_alias=True) + "\n")
            else:
                terminal.passage(out, one, service.terms)
    return 0


def judge(data: Path | None, prefix: str, hold: Sequence[str], do_not: Sequence[str], who: str | None) -> int:
    """What a person says of the labels of the passage whose id starts so."""
    out = terminal.console()
    with assemble.opened(settings.load(data=data)) as service:
        _, found, _ = service.passages.around(prefix)
        terminal.passage(out, service.label(found.id, hold, do_not, who or _me()), service.terms)
    return 0


def export(data: Path | None) -> int:
    """Training data on standard output; how far rules and people agree on standard error."""
    out = terminal.console()
    with assemble.opened(settings.load(data=data)) as service:
        judged = service.passages.judged()
    for row in reviews.examples(judged):
        out.file.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")
    rows = [
        (kind.value, str(one.judged), str(one.found), _share(one.precision), _share(one.kappa))
        for kind, one in reviews.compared(judged).items()
    ]
    terminal.table(terminal.console(stderr=True), HEADINGS, rows)
    return 0


def retag(data: Path | None) -> int:
    """Labels every passage anew; a taxonomy that is not right changes nothing."""
    with assemble.opened(settings.load(data=data)) as service, progress("Labelen") as step:
        service.upkeep.retag(partial(step, "passages"))
        version = service.terms.version
    terminal.console().print(f"Alle passages zijn gelabeld met taxonomie {version}.")
    return 0


def _me() -> str:
    """The name by which this machine knows who types."""
    with suppress(KeyError, OSError, ImportError):
        return getpass.getuser()
    return "onbekend"


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"
