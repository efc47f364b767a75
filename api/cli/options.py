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
