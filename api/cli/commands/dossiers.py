"""What may be typed about dossiers and saved questions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from api.cli.options import DataOption
from api.cli.words import Command, Group
from corpus.visibility import Visibility

commands = typer.Typer()
dossier = typer.Typer(cls=Group, rich_markup_mode=None, help="Verzamelt passages en knelpunten in dossiers.")
vragen = typer.Typer(cls=Group, rich_markup_mode=None, help="Bewaart vragen, en toont wat er nieuw bij is.")
commands.add_typer(dossier, name="dossier")
commands.add_typer(vragen, name="vragen")

Which = Annotated[str, typer.Argument(metavar="DOSSIER", help="De naam, het id, of het begin ervan.")]
Question = Annotated[str, typer.Argument(metavar="VRAAG", help="De naam, het id, of het begin ervan.")]
Item = Annotated[str, typer.Argument(metavar="ONDERDEEL", help="Het id van het onderdeel (zie 'toon').")]
Note = Annotated[str, typer.Option("--notitie", metavar="TEKST", help="Wat erbij staat.")]
Shown = Annotated[Visibility, typer.Option("--zichtbaarheid", help="Wie ervan mag weten.")]


@dossier.command("maak", cls=Command)
def make(
    name: Annotated[str, typer.Argument(metavar="NAAM", help="De naam.")],
    about: Annotated[str, typer.Option("--over", metavar="TEKST", help="Waar het over gaat.")] = "",
    shown: Shown = Visibility.NETWERK,
    data: DataOption = None,
) -> int:
    """Maakt een leeg dossier."""
    from api.cli import dossiers

    return dossiers.make(data, name, about, shown)


@dossier.command("lijst", cls=Command)
def listed(data: DataOption = None) -> int:
    """Noemt alle dossiers."""
    from api.cli import dossiers

    return dossiers.listed(data)


@dossier.command("toon", cls=Command)
def show(which: Which, data: DataOption = None) -> int:
    """Toont wat er in een dossier staat, en welke bronnen sindsdien veranderden."""
    from api.cli import dossiers

    return dossiers.show(data, which)


@dossier.command("voegtoe", cls=Command)
def add(
    which: Which,
    target: Annotated[str, typer.Argument(metavar="ID", help="Het id van een passage of een knelpunt.")],
    note: Note = "",
    data: DataOption = None,
) -> int:
    """Zet een passage of een knelpunt achteraan in een dossier."""
    from api.cli import dossiers

    return dossiers.add(data, which, target, note)


@dossier.command("wijzig", cls=Command)
def change(
    which: Which,
    item: Item,
    note: Annotated[str | None, typer.Option("--notitie", metavar="TEKST", help="Wat erbij staat.")] = None,
    place: Annotated[
        int | None, typer.Option("--plaats", metavar="N", min=1, help="De plaats, vanaf 1.")
    ] = None,
    data: DataOption = None,
) -> int:
    """Wijzigt de notitie bij een onderdeel, of zijn plaats."""
    from api.cli import dossiers

    return dossiers.change(data, which, item, note, place)


@dossier.command("haalweg", cls=Command)
def drop(which: Which, item: Item, data: DataOption = None) -> int:
    """Haalt een onderdeel uit een dossier; de bron blijft."""
    from api.cli import dossiers

    return dossiers.drop(data, which, item)


@dossier.command("verwijder", cls=Command)
def remove(which: Which, data: DataOption = None) -> int:
    """Verwijdert een dossier; de bronnen blijven."""
    from api.cli import dossiers

    return dossiers.remove(data, which)


@dossier.command("exporteer", cls=Command)
def hand_on(
    which: Which,
    file: Annotated[Path, typer.Argument(metavar="BESTAND", help="Waar het komt te staan.")],
    form: Annotated[
        Literal["docx", "markdown", "csv", "json", "ris", "csl"],
        typer.Option("--vorm", help="De vorm van het bestand."),
    ] = "docx",
    by: Annotated[
        Literal["volgorde", "wet", "regio"], typer.Option("--groepeer", help="Waarop het is ingedeeld.")
    ] = "volgorde",
    data: DataOption = None,
) -> int:
    """Schrijft een dossier als rapport, tabel of literatuurlijst."""
    from api.cli import dossiers

    return dossiers.hand_on(data, which, file, form, by)


@vragen.command("bewaar", cls=Command)
def save(
    question: Annotated[str, typer.Argument(metavar="VRAAG", help="Een vraag in gewone woorden.")],
    name: Annotated[str, typer.Option("--naam", metavar="NAAM", help="De naam (anders de vraag zelf).")] = "",
    shown: Shown = Visibility.NETWERK,
    data: DataOption = None,
) -> int:
    """Bewaart een vraag; wat zij nu vindt, is straks niet nieuw."""
    from api.cli import saved

    return saved.save(data, question, name or question, shown)


@vragen.command("lijst", cls=Command)
def saved(data: DataOption = None) -> int:
    """Noemt alle bewaarde vragen."""
    from api.cli import saved

    return saved.listed(data)


@vragen.command("nieuw", cls=Command)
def news(
    which: Question,
    seen: Annotated[bool, typer.Option("--gezien", help="Toon dit de volgende keer niet meer.")] = False,
    data: DataOption = None,
) -> int:
    """Stelt een bewaarde vraag opnieuw, en toont wat er sindsdien bij kwam."""
    from api.cli import saved

    return saved.news(data, which, seen)


@vragen.command("verwijder", cls=Command)
def forget(which: Question, data: DataOption = None) -> int:
    """Verwijdert een bewaarde vraag."""
    from api.cli import saved

    return saved.remove(data, which)


@commands.command(cls=Command)
def batch(
    questions: Annotated[Path, typer.Argument(metavar="VRAGEN", help="Een CSV met een kolom 'vraag'.")],
    answers: Annotated[Path, typer.Argument(metavar="UIT", help="Waar de antwoorden komen, als CSV.")],
    data: DataOption = None,
) -> int:
    """Beantwoordt een tabel met vragen, elk antwoord met zijn bronnen."""
    from api.cli import saved

    return saved.batch(data, questions, answers)


@commands.command(cls=Command)
def export(
    project: Annotated[
        Path, typer.Option("--qdpx", metavar="BESTAND", help="Als REFI-QDA-project, in dit bestand.")
    ],
    data: DataOption = None,
) -> int:
    """Geeft alle gelabelde passages aan programma's van onderzoekers."""
    from api.cli import saved

    return saved.export(data, project)
