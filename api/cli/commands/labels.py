"""What may be typed about labels."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.options import DataOption, Id, Names
from api.cli.words import Command, Group

commands = typer.Typer()


@commands.command(cls=Command)
def passages(
    as_json: Annotated[
        bool, typer.Option("--json", help="Een regel JSON per passage, zoals de API haar geeft.")
    ] = False,
    data: DataOption = None,
) -> int:
    """Noemt alle passages met hun labels."""
    from api.cli import labels

    return labels.passages(data, as_json)


@commands.command(cls=Command)
def label(
    passage: Id,
    add: Annotated[Names, typer.Option("--add", metavar="LABEL", help="Dit klopt, zoals advies:6.")] = None,
    reject: Annotated[
        Names, typer.Option("--reject", metavar="LABEL", help="Dit klopt niet, zoals knelpunt:wetgeving.")
    ] = None,
    who: Annotated[
        str | None, typer.Option("--door", metavar="NAAM", help="Wie dit vindt (anders uw gebruikersnaam).")
    ] = None,
    data: DataOption = None,
) -> int:
    """Zegt welke labels van een passage kloppen, en welke niet."""
    from api.cli import labels

    return labels.judge(data, passage, add or [], reject or [], who)


@commands.command(cls=Command)
def retag(data: DataOption = None) -> int:
    """Bepaalt alle labels opnieuw, met de taxonomie zoals die nu is."""
    from api.cli import labels

    return labels.retag(data)


labels = typer.Typer(cls=Group, rich_markup_mode=None, help="Geeft wat mensen van labels vonden.")
commands.add_typer(labels, name="labels")


@labels.command(cls=Command)
def export(data: DataOption = None) -> int:
    """Geeft oordelen als voorbeelden (JSON Lines), en hoe vaak regels en mensen het eens zijn."""
    from api.cli import labels

    return labels.export(data)
