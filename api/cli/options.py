"""What more than one command takes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

DataOption = Annotated[
    Path | None,
    typer.Option("--data", metavar="MAP", help="Map waarin alles wordt bewaard (of SCHUURPUNT_DATA)."),
]
Id = Annotated[str, typer.Argument(metavar="ID", help="Het id, of het begin ervan.")]
Names = list[str] | None
JsonOption = Annotated[bool, typer.Option("--json", help="Antwoord als JSON, zoals de API het geeft.")]
Literally = Annotated[bool, typer.Option("--letterlijk", help="Zoek alleen op de woorden zoals ze er staan.")]
Without = Annotated[
    Names, typer.Option("--zonder", metavar="SLEUTEL", help="Zonder dit, zoals spelling:thuisziters.")
]
