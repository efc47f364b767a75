"""What may be typed about a service that stays."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.options import DataOption
from api.cli.words import Command

commands = typer.Typer()


@commands.command(cls=Command)
def serve(
    host: Annotated[
        str | None, typer.Option("--host", metavar="ADRES", help="Adres om op te luisteren (127.0.0.1).")
    ] = None,
    port: Annotated[
        int | None,
        typer.Option("--port", metavar="N", min=0, max=65535, help="Poort (8000); 0 kiest een vrije."),
    ] = None,
    is_open: Annotated[
        bool, typer.Option("--open", help="Laat iedereen zonder sleutel lezen wat openbaar is.")
    ] = False,
    data: DataOption = None,
) -> int:
    """Start de dienst (HTTP)."""
    from api.cli import serving

    return serving.serve(data, host, port, is_open)


@commands.command(cls=Command)
def mcp(
    address: Annotated[
        str | None,
        typer.Option(
            "--adres", metavar="URL", help="Vraag het aan de dienst die hier draait, en niet aan de datamap."
        ),
    ] = None,
    data: DataOption = None,
) -> int:
    """Laat een assistent op deze machine zoeken: MCP over standaardinvoer en standaarduitvoer."""
    from api.cli import serving

    return serving.mcp(data, address)
