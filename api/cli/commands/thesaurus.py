"""What may be typed about the thesaurus."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.words import Command, Group

commands = typer.Typer(
    cls=Group, rich_markup_mode=None, help="Toont de thesaurus, en wisselt haar uit als SKOS (Turtle)."
)

Overwrite = Annotated[bool, typer.Option("--overschrijf", help="Vervang wat er al staat.")]


@commands.command(cls=Command)
def show(
    term: Annotated[
        str | None, typer.Argument(metavar="WOORD", help="Een woord, afkorting of id, zoals OZA.")
    ] = None,
) -> int:
    """Noemt alle begrippen, of toont wat er over één begrip staat."""
    from api.cli import thesaurus

    return thesaurus.show(term)


@commands.command(cls=Command)
def export(
    to: Annotated[
        Path | None, typer.Option("--uit", metavar="BESTAND", help="Schrijf naar dit bestand.")
    ] = None,
    overwrite: Overwrite = False,
) -> int:
    """Geeft de thesaurus als SKOS (Turtle)."""
    from api.cli import thesaurus

    return thesaurus.export(to, overwrite)


@commands.command("import", cls=Command)
def take(
    source: Annotated[Path, typer.Argument(metavar="BESTAND", help="SKOS in Turtle.")],
    to: Annotated[
        Path | None,
        typer.Option("--naar", metavar="MAP", help="Map met de taxonomie (of SCHUURPUNT_TAXONOMY)."),
    ] = None,
    overwrite: Overwrite = False,
) -> int:
    """Maakt de thesaurus van een taxonomie uit SKOS (Turtle)."""
    from api.cli import thesaurus

    return thesaurus.take(source, to, overwrite)
