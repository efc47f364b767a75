"""What may be typed about models."""

from __future__ import annotations

import typer

from api.cli.options import DataOption
from api.cli.words import Command, Group

commands = typer.Typer(cls=Group, invoke_without_command=True, rich_markup_mode=None)


@commands.callback(cls=Group)
def listed(context: typer.Context, data: DataOption = None) -> int:
    """Noemt alle modellen, en hoe ze te krijgen zijn."""
    from api.cli import models

    return 0 if context.invoked_subcommand else models.listed(data)


@commands.command(cls=Command)
def check() -> int:
    """Controleert of de bestanden van de modellen nog dezelfde zijn."""
    from api.cli import models

    return models.check()
