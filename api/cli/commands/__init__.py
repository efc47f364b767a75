"""What may be typed: the commands with their arguments, a file for each thing that they are about."""

from __future__ import annotations

import typer

from api.cli.commands import (
    documents,
    dossiers,
    evaluate,
    keys,
    knelpunten,
    labels,
    models,
    questions,
    serving,
    taxonomy,
    thesaurus,
    upkeep,
)


def add_all(app: typer.Typer) -> None:
    """In the order of the help."""
    for part in (documents, questions, labels, knelpunten, dossiers, upkeep, serving):
        app.add_typer(part.commands)
    named = {
        "models": models,
        "taxonomy": taxonomy,
        "thesaurus": thesaurus,
        "evaluate": evaluate,
        "sleutel": keys,
    }
    for name, group in named.items():
        app.add_typer(group.commands, name=name)
