"""What may be typed about the taxonomy."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.words import Command, Group

commands = typer.Typer(cls=Group, rich_markup_mode=None, help="Toont en controleert de taxonomie.")


@commands.command("check", cls=Command)
def check_taxonomy(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="MAP", help="Een map met een andere taxonomie dan de ingestelde."),
    ] = None,
) -> int:
    """Controleert de bestanden van de taxonomie."""
    from api.cli import taxonomy

    return taxonomy.check(folder)


@commands.command("show", cls=Command)
def show_taxonomy(
    label: Annotated[
        str | None, typer.Argument(metavar="LABEL", help="Eén label, zoals advies:6 of regio:utrecht.")
    ] = None,
) -> int:
    """Noemt alle labels, of toont wat er over één label staat."""
    from api.cli import taxonomy

    return taxonomy.show(label)
