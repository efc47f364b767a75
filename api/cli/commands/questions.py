"""What may be typed about questions."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from api.cli.options import DataOption, JsonOption, Literally, Names, Without
from api.cli.words import Command
from corpus.label import LabelKind

commands = typer.Typer()


@commands.command(cls=Command)
def search(
    question: Annotated[str, typer.Argument(metavar="VRAAG", help="Een vraag in gewone woorden.")],
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, max=100, help="Aantal passages.")] = 10,
    as_json: JsonOption = False,
    regio: Annotated[Names, typer.Option("--regio", metavar="NAAM", help="Alleen over deze regio.")] = None,
    advies: Annotated[Names, typer.Option("--advies", metavar="ID", help="Alleen bij dit advies.")] = None,
    bouwsteen: Annotated[
        Names, typer.Option("--bouwsteen", metavar="ID", help="Alleen bij deze bouwsteen.")
    ] = None,
    wet: Annotated[Names, typer.Option("--wet", metavar="NAAM", help="Alleen wat deze wet noemt.")] = None,
    knelpunt: Annotated[
        Names, typer.Option("--knelpunt", metavar="SOORT", help="Alleen knelpunten van deze soort.")
    ] = None,
    literal: Literally = False,
    without: Without = None,
    words: Annotated[float, typer.Option("--woorden", min=0, max=100, help="Gewicht van woorden.")] = 1.0,
    meaning: Annotated[
        float, typer.Option("--betekenis", min=0, max=100, help="Gewicht van betekenis.")
    ] = 1.0,
    explain: Annotated[
        bool, typer.Option("--uitleg", help="Zeg bij elk resultaat waarom het daar staat.")
    ] = False,
    data: DataOption = None,
) -> int:
    """Zoekt passages bij een vraag; een optie vaker noemen laat meer toe."""
    from api.cli import searching
    from search.query import Query

    named = {"regio": regio, "advies": advies, "bouwsteen": bouwsteen, "wet": wet, "knelpunt": knelpunt}
    filters = {LabelKind(name): labels for name, labels in named.items() if labels}
    weighing = searching.weighing(words, meaning)
    query = Query(
        question,
        limit,
        literal=literal,
        without=frozenset(without or ()),
        weighing=weighing,
        explain=explain,
    )
    return searching.search(data, query, filters, as_json)


@commands.command(cls=Command)
def answer(
    question: Annotated[str, typer.Argument(metavar="VRAAG", help="Een vraag in gewone woorden.")],
    group_by: Annotated[
        Literal["regio", "wet", "advies", "document"] | None,
        typer.Option("--groepeer-op", help="Zonder keuze volgt dat uit de vraag."),
    ] = None,
    as_json: JsonOption = False,
    literal: Literally = False,
    without: Without = None,
    data: DataOption = None,
) -> int:
    """Beantwoordt een vraag met letterlijke zinnen uit de documenten."""
    from api.cli import answering
    from search.query import Query

    query = Query(question, literal=literal, without=frozenset(without or ()))
    return answering.answer(data, query, group_by, as_json)
