"""The command line: what may be typed. The home of typer, with ``cli_words``.

What the commands do stands in ``cli_run``, which each imports only when it runs: the libraries below
it take seconds to load, and help or a typing error must answer at once.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal

import typer

from api import (
    cli_dossier_commands,
    cli_evaluate_commands,
    cli_keys_commands,
    cli_knelpunt_commands,
    cli_label_commands,
    cli_thesaurus_commands,
)
from api.cli_options import DataOption, Id, Names
from api.cli_words import Command, Group, usage
from corpus.errors import SchuurpuntError
from corpus.label import LabelKind
from corpus.visibility import Visibility

app = typer.Typer(
    cls=Group,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Vindt in programmadocumenten wat regio's echt meldden, met bronvermelding.",
)


@app.callback()
def everywhere(
    context: typer.Context,
    key: Annotated[
        str | None,
        typer.Option(
            "--sleutel",
            metavar="SLEUTEL",
            help="Werk namens deze sleutel; liever in SCHUURPUNT_SLEUTEL, want anderen zien een opdracht.",
        ),
    ] = None,
) -> None:
    """What goes before every command."""
    if key is not None:
        context.with_resource(_environment("SCHUURPUNT_SLEUTEL", key))


@contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    """Settings are read by each command itself."""
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


@app.command(cls=Command)
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
    from api import cli_run

    return cli_run.ingest(data, paths, prune, visibility)


@app.command(cls=Command)
def search(
    question: Annotated[str, typer.Argument(metavar="VRAAG", help="Een vraag in gewone woorden.")],
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, max=100, help="Aantal passages.")] = 10,
    as_json: Annotated[
        bool, typer.Option("--json", help="Antwoord als JSON, zoals de API het geeft.")
    ] = False,
    regio: Annotated[Names, typer.Option("--regio", metavar="NAAM", help="Alleen over deze regio.")] = None,
    advies: Annotated[Names, typer.Option("--advies", metavar="ID", help="Alleen bij dit advies.")] = None,
    bouwsteen: Annotated[
        Names, typer.Option("--bouwsteen", metavar="ID", help="Alleen bij deze bouwsteen.")
    ] = None,
    wet: Annotated[Names, typer.Option("--wet", metavar="NAAM", help="Alleen wat deze wet noemt.")] = None,
    knelpunt: Annotated[
        Names, typer.Option("--knelpunt", metavar="SOORT", help="Alleen knelpunten van deze soort.")
    ] = None,
    literal: Annotated[
        bool, typer.Option("--letterlijk", help="Zoek alleen op de woorden zoals ze er staan.")
    ] = False,
    without: Annotated[
        Names,
        typer.Option("--zonder", metavar="SLEUTEL", help="Zonder dit, zoals spelling:thuisziters."),
    ] = None,
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
    from api import cli_run
    from search.query import Query

    named = {"regio": regio, "advies": advies, "bouwsteen": bouwsteen, "wet": wet, "knelpunt": knelpunt}
    filters = {LabelKind(name): labels for name, labels in named.items() if labels}
    weighing = cli_run.weighing(words, meaning)
    query = Query(
        question,
        limit,
        literal=literal,
        without=frozenset(without or ()),
        weighing=weighing,
        explain=explain,
    )
    return cli_run.search(data, query, filters, as_json)


@app.command(cls=Command)
def answer(
    question: Annotated[str, typer.Argument(metavar="VRAAG", help="Een vraag in gewone woorden.")],
    group_by: Annotated[
        Literal["regio", "wet", "advies", "document"] | None,
        typer.Option("--groepeer-op", help="Zonder keuze volgt dat uit de vraag."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Antwoord als JSON, zoals de API het geeft.")
    ] = False,
    literal: Annotated[
        bool, typer.Option("--letterlijk", help="Zoek alleen op de woorden zoals ze er staan.")
    ] = False,
    without: Annotated[
        Names,
        typer.Option("--zonder", metavar="SLEUTEL", help="Zonder dit, zoals spelling:thuisziters."),
    ] = None,
    data: DataOption = None,
) -> int:
    """Beantwoordt een vraag met letterlijke zinnen uit de documenten."""
    from api import cli_answer
    from search.query import Query

    query = Query(question, literal=literal, without=frozenset(without or ()))
    return cli_answer.answer(data, query, group_by, as_json)


@app.command(cls=Command)
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
    from api import cli_run

    return cli_run.show_file(Path(target)) if pages else cli_run.show_passage(data, target)


@app.command(cls=Command)
def documents(data: DataOption = None) -> int:
    """Noemt alle documenten."""
    from api import cli_run

    return cli_run.documents(data)


@app.command("zichtbaarheid", cls=Command)
def visibility(
    document: Id,
    visible: Annotated[Visibility, typer.Argument(metavar="WIE", help="openbaar, netwerk of vertrouwelijk.")],
    data: DataOption = None,
) -> int:
    """Verandert wie een document mag zien."""
    from api import cli_run

    return cli_run.visibility(data, document, visible)


@app.command(cls=Command)
def remove(document: Id, data: DataOption = None) -> int:
    """Verwijdert een document, uit alle opslag."""
    from api import cli_run

    return cli_run.remove(data, document)


@app.command(cls=Command)
def doctor(
    only_look: Annotated[bool, typer.Option("--geen-herstel", help="Kijk alleen, herstel niets.")] = False,
    data: DataOption = None,
) -> int:
    """Vergelijkt alle opslag en herstelt wat niet klopt."""
    from api import cli_run

    return cli_run.doctor(data, not only_look)


@app.command(cls=Command)
def rebuild(
    parse: Annotated[bool, typer.Option("--parse", help="Lees ook de bewaarde bestanden opnieuw.")] = False,
    model: Annotated[
        str | None,
        typer.Option("--model", metavar="ID", help="Ga over op dit model (zie 'schuurpunt models')."),
    ] = None,
    data: DataOption = None,
) -> int:
    """Maakt de zoekindexen opnieuw."""
    from api import cli_run

    return cli_run.rebuild(data, parse, model)


app.add_typer(cli_label_commands.commands)
app.add_typer(cli_knelpunt_commands.commands)
app.add_typer(cli_dossier_commands.commands)

models = typer.Typer(cls=Group, invoke_without_command=True, rich_markup_mode=None)
app.add_typer(models, name="models")


@models.callback(cls=Group)
def listed(context: typer.Context, data: DataOption = None) -> int:
    """Noemt alle modellen, en hoe ze te krijgen zijn."""
    from api import cli_models

    return 0 if context.invoked_subcommand else cli_models.listed(data)


@models.command(cls=Command)
def check() -> int:
    """Controleert of de bestanden van de modellen nog dezelfde zijn."""
    from api import cli_models

    return cli_models.check()


taxonomy = typer.Typer(cls=Group, rich_markup_mode=None, help="Toont en controleert de taxonomie.")
app.add_typer(taxonomy, name="taxonomy")


@taxonomy.command("check", cls=Command)
def check_taxonomy(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="MAP", help="Een map met een andere taxonomie dan de ingestelde."),
    ] = None,
) -> int:
    """Controleert de bestanden van de taxonomie."""
    from api import cli_taxonomy

    return cli_taxonomy.check(folder)


@taxonomy.command("show", cls=Command)
def show_taxonomy(
    label: Annotated[
        str | None, typer.Argument(metavar="LABEL", help="Eén label, zoals advies:6 of regio:utrecht.")
    ] = None,
) -> int:
    """Noemt alle labels, of toont wat er over één label staat."""
    from api import cli_taxonomy

    return cli_taxonomy.show(label)


app.add_typer(cli_thesaurus_commands.commands, name="thesaurus")


@app.command(cls=Command)
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
    from api import cli_run

    return cli_run.serve(data, host, port, is_open)


@app.command(cls=Command)
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
    from api import cli_run

    return cli_run.mcp(data, address)


app.add_typer(cli_evaluate_commands.commands, name="evaluate")
app.add_typer(cli_keys_commands.commands, name="sleutel")


def main() -> None:
    """Runs one command; the exit status is 0, 1 when something failed, or 2 for wrong usage."""
    # a stop from outside ends as neatly as Ctrl-C does
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    # a file's name may hold bytes that no text can show
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """One command line, without the name of the command; answers the exit status."""
    try:
        status = app(arguments or ["--help"], prog_name="schuurpunt", standalone_mode=False)
    except typer.TyperException as error:
        return _fail(f"{usage(error)} Zie 'schuurpunt --help'.", error.exit_code)
    except SchuurpuntError as error:
        return _fail(str(error), 1)
    return _fail("Afgebroken.", status) if status == INTERRUPTED else int(status)


INTERRUPTED = 130


def _fail(message: str, status: int) -> int:
    typer.echo(f"Fout: {message}" if status != INTERRUPTED else message, err=True)
    return status
