"""What may be typed about knelpunten and regions."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.options import DataOption, Names
from api.cli.words import Command, Group

commands = typer.Typer()
knelpunten = typer.Typer(
    cls=Group, rich_markup_mode=None, help="Toont en beoordeelt het register van knelpunten."
)
commands.add_typer(knelpunten, name="knelpunten")

Id = Annotated[str, typer.Argument(metavar="ID", help="Het id van een knelpunt, of het begin ervan.")]
Kind = Annotated[Names, typer.Option("--soort", metavar="SOORT", help="Alleen van deze soort.")]
Act = Annotated[Names, typer.Option("--wet", metavar="NAAM", help="Alleen bij deze wet.")]
Region = Annotated[Names, typer.Option("--regio", metavar="NAAM", help="Alleen gemeld uit deze regio.")]


@knelpunten.command(cls=Command)
def lijst(
    verdict: Annotated[
        Names, typer.Option("--oordeel", metavar="OORDEEL", help="voorstel, aanvaard of afgewezen.")
    ] = None,
    kind: Kind = None,
    act: Act = None,
    region: Region = None,
    data: DataOption = None,
) -> int:
    """Noemt voorgestelde en aanvaarde knelpunten; alleen wat is aanvaard, is bewijs."""
    from api.cli import knelpunten

    asked = {"oordeel": verdict, "soort": kind, "wet": act, "regio": region}
    return knelpunten.listed(data, {name: value for name, value in asked.items() if value})


@knelpunten.command(cls=Command)
def toon(id: Id, data: DataOption = None) -> int:  # noqa: A002 - what it is called at every door
    """Toont een knelpunt met zijn citaten en verloop."""
    from api.cli import knelpunten

    return knelpunten.show(data, id)


@knelpunten.command(cls=Command)
def voorstel(data: DataOption = None) -> int:
    """Stelt knelpunten voor uit de labels; wat er al is of is verworpen, niet nog eens."""
    from api.cli import knelpunten

    return knelpunten.propose(data)


@knelpunten.command(cls=Command)
def aanvaard(
    id: Id,  # noqa: A002
    note: Annotated[str, typer.Option("--toelichting", metavar="TEKST", help="Waarom.")] = "",
    data: DataOption = None,
) -> int:
    """Maakt van een voorstel bewijs."""
    from api.cli import knelpunten

    return knelpunten.accept(data, id, note)


@knelpunten.command(cls=Command)
def verwerp(
    id: Id,  # noqa: A002
    reason: Annotated[str, typer.Option("--reden", metavar="TEKST", help="Waarom het geen knelpunt is.")],
    data: DataOption = None,
) -> int:
    """Zegt waarom een voorstel geen knelpunt is; dezelfde woorden komen niet terug."""
    from api.cli import knelpunten

    return knelpunten.reject(data, id, reason)


@knelpunten.command(cls=Command)
def matrix(
    rows: Annotated[
        str, typer.Option("--rijen", metavar="WAT", help="wet, regio, advies, soort of jaar.")
    ] = "wet",
    columns: Annotated[
        str, typer.Option("--kolommen", metavar="WAT", help="Hetzelfde voor de kolommen.")
    ] = "regio",
    as_csv: Annotated[bool, typer.Option("--csv", help="Als CSV, voor een rekenblad.")] = False,
    data: DataOption = None,
) -> int:
    """Telt hoe vaak wat waar is gemeld, aanvaard en voorgesteld apart."""
    from api.cli import knelpunten

    return knelpunten.counted(data, {"rijen": rows, "kolommen": columns}, as_csv)


@commands.command(cls=Command)
def regio(
    name: Annotated[
        str | None, typer.Argument(metavar="NAAM", help="Eén regio, met haar naam of een plaats erin.")
    ] = None,
    data: DataOption = None,
) -> int:
    """Noemt alle regio's, of toont wat één regio meldt."""
    from api.cli import knelpunten

    return knelpunten.region(data, name) if name else knelpunten.regions(data)
