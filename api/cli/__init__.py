"""The command line. The folder is the home of typer and rich.

What may be typed stands in ``commands``. What a command does stands beside that folder, in a module that is
imported only when the command runs: the libraries below it take seconds to load, and help or a typing error
must answer at once.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from api.cli.commands import add_all
from api.cli.words import Group, usage
from corpus.errors import SchuurpuntError

app = typer.Typer(
    cls=Group,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Vindt in programmadocumenten wat regio's echt meldden, met bronvermelding.",
)


@app.callback()
def everywhere(
    context: typer.Context,
    key: Annotated[
        str | None,
        typer.Option(
            "--sleutel",
            metavar="SLEUTEL",
            help="Werk namens deze sleutel; liever in SCHUURPUNT_SLEUTEL, want anderen zien een opdracht.",
        ),
    ] = None,
) -> None:
    """What goes before every command."""
    if key is not None:
        context.with_resource(_environment("SCHUURPUNT_SLEUTEL", key))


@contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    """Settings are read by each command itself."""
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


add_all(app)


def main() -> None:
    """Runs one command; the exit status is 0, 1 when something failed, or 2 for wrong usage."""
    # a stop from outside ends as neatly as Ctrl-C does
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    # a file's name may hold bytes that no text can show
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """One command line, without the name of the command; answers the exit status."""
    try:
        status = app(arguments or ["--help"], prog_name="schuurpunt", standalone_mode=False)
    except typer.TyperException as error:
        return _fail(f"{usage(error)} Zie 'schuurpunt --help'.", error.exit_code)
    except SchuurpuntError as error:
        return _fail(str(error), 1)
    return _fail("Afgebroken.", status) if status == INTERRUPTED else int(status)


INTERRUPTED = 130


def _fail(message: str, status: int) -> int:
    typer.echo(f"Fout: {message}" if status != INTERRUPTED else message, err=True)
    return status
