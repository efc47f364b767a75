"""What may be typed about documents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.options import DataOption, Id
from api.cli.words import Command
from corpus.visibility import Visibility

commands = typer.Typer()


@commands.command(cls=Command)
def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PAD", help="Bestanden en mappen.")],
    prune: Annotated[
        bool, typer.Option("--prune", help="Verwijder ook wat niet meer in de mappen staat.")
    ] = False,
    visibility: Annotated[
        Visibility | None,
        typer.Option("--zichtbaarheid", help="Wie het mag zien; zonder keuze zoals het was of is ingesteld."),
    ] = None,
    data: DataOption = None,
) -> int:
    """Neemt documenten op."""
    from api.cli import documents

    return documents.ingest(data, paths, prune, visibility)


@commands.command(cls=Command)
def show(
    target: Annotated[
        str, typer.Argument(metavar="ID", help="Het id van een passage; bij --pages een bestand.")
    ],
    pages: Annotated[
        bool, typer.Option("--pages", help="Toon wat er uit een bestand wordt gelezen.")
    ] = False,
    data: DataOption = None,
) -> int:
    """Toont een passage in haar omgeving."""
    from api.cli import documents

    return documents.show_file(Path(target)) if pages else documents.show_passage(data, target)


@commands.command(cls=Command)
def documents(data: DataOption = None) -> int:
    """Noemt alle documenten."""
    from api.cli import documents

    return documents.documents(data)


@commands.command("zichtbaarheid", cls=Command)
def visibility(
    document: Id,
    visible: Annotated[Visibility, typer.Argument(metavar="WIE", help="openbaar, netwerk of vertrouwelijk.")],
    data: DataOption = None,
) -> int:
    """Verandert wie een document mag zien."""
    from api.cli import documents

    return documents.visibility(data, document, visible)


@commands.command(cls=Command)
def remove(document: Id, data: DataOption = None) -> int:
    """Verwijdert een document, uit alle opslag."""
    from api.cli import documents

    return documents.remove(data, document)
