"""What may be typed about measuring."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.options import DataOption
from api.cli.words import Command, Evaluate

commands = typer.Typer(
    cls=Evaluate, rich_markup_mode=None, help="Meet hoe goed er wordt gezocht, geantwoord en gelabeld."
)

AsJson = Annotated[bool, typer.Option("--json", help="Geef de cijfers als JSON.")]


@commands.command(cls=Command)
def questions(
    file: Annotated[Path, typer.Argument(metavar="BESTAND", help="Vragen met antwoorden (JSON Lines).")],
    as_json: AsJson = False,
    data: DataOption = None,
) -> int:
    """Meet hoe goed vragen worden gevonden, naast eenvoudiger manieren van zoeken."""
    from api.cli import evaluate

    return evaluate.questions(data, file, as_json)


@commands.command(cls=Command)
def answers(
    file: Annotated[Path, typer.Argument(metavar="BESTAND", help="Vragen met antwoorden (JSON Lines).")],
    unanswerable: Annotated[
        Path | None,
        typer.Option("--unanswerable", metavar="BESTAND", help="Vragen zonder antwoord (JSON Lines)."),
    ] = None,
    as_json: AsJson = False,
    data: DataOption = None,
) -> int:
    """Meet hoe goed antwoorden zijn, en of vragen zonder antwoord worden geweigerd."""
    from api.cli import evaluate

    return evaluate.answers(data, file, unanswerable, as_json)


@commands.command(cls=Command)
def tags(
    file: Annotated[Path, typer.Argument(metavar="BESTAND", help="Citaten met labels (JSON Lines).")],
    data: DataOption = None,
) -> int:
    """Meet hoe goed passages worden gelabeld."""
    from api.cli import evaluate

    return evaluate.tags(data, file)
