"""What may be typed about the stores."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.options import DataOption
from api.cli.words import Command

commands = typer.Typer()


@commands.command(cls=Command)
def doctor(
    only_look: Annotated[bool, typer.Option("--geen-herstel", help="Kijk alleen, herstel niets.")] = False,
    data: DataOption = None,
) -> int:
    """Vergelijkt alle opslag en herstelt wat niet klopt."""
    from api.cli import upkeep

    return upkeep.doctor(data, not only_look)


@commands.command(cls=Command)
def rebuild(
    parse: Annotated[bool, typer.Option("--parse", help="Lees ook de bewaarde bestanden opnieuw.")] = False,
    model: Annotated[
        str | None,
        typer.Option("--model", metavar="ID", help="Ga over op dit model (zie 'schuurpunt models')."),
    ] = None,
    data: DataOption = None,
) -> int:
    """Maakt de zoekindexen opnieuw."""
    from api.cli import upkeep

    return upkeep.rebuild(data, parse, model)
