"""What may be typed about keys."""

from __future__ import annotations

from typing import Annotated

import typer

from api.access.principal import Role
from api.cli.options import DataOption
from api.cli.words import Command, Group
from corpus.visibility import Visibility

commands = typer.Typer(cls=Group, rich_markup_mode=None, help="Maakt sleutels, noemt ze en trekt ze in.")


@commands.command("maak", cls=Command)
def make(
    name: Annotated[str, typer.Option("--naam", metavar="NAAM", help="Voor wie of wat zij is.")],
    role: Annotated[Role, typer.Option("--rol", help="Wat zij mag.")],
    clearance: Annotated[
        Visibility, typer.Option("--inzage", help="Welke documenten zij hoogstens ziet.")
    ] = Visibility.NETWERK,
    until: Annotated[
        str | None, typer.Option("--tot", metavar="DATUM", help="Laatste dag dat zij geldt: 2027-12-31.")
    ] = None,
    data: DataOption = None,
) -> int:
    """Maakt een sleutel, en toont haar één keer; ook terwijl de dienst draait."""
    from api.cli import keys

    return keys.make(data, name, role, clearance, until)


@commands.command("lijst", cls=Command)
def listed(data: DataOption = None) -> int:
    """Noemt alle sleutels, en wanneer zij voor het laatst zijn gebruikt."""
    from api.cli import keys

    return keys.listed(data)


@commands.command("intrekken", cls=Command)
def revoke(key: Annotated[str, typer.Argument(metavar="ID", help="Het id.")], data: DataOption = None) -> int:
    """Trekt een sleutel in; zij opent meteen niets meer."""
    from api.cli import keys

    return keys.revoke(data, key)
