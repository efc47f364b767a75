"""Tests api/cli/words.py against the real command line: what Typer says itself must be Dutch."""

import re

import pytest
import typer
from typer.testing import CliRunner

from api.cli import app, run
from api.cli.words import Command

ALL = typer.main.get_command(app).commands.items()
COMMANDS = [name for name, command in ALL if isinstance(command, Command)]
ENGLISH = re.compile(
    r"\b(Usage|Options|Arguments|Commands|Show this|default|required|Error|Missing|No such)\b"
)


@pytest.mark.parametrize(
    "arguments",
    [[], *([command] for command in COMMANDS), ["models"], ["models", "check"], ["labels", "export"]],
)
def test_the_help_of_every_command_is_dutch_and_explains_every_option(arguments):
    text = CliRunner().invoke(app, [*arguments, "--help"], prog_name="schuurpunt").output
    assert "Gebruik: schuurpunt" in text
    assert not ENGLISH.search(text)
    for option in re.findall(r"^  --?\S+(?: [A-Z]+)?(.*)$", text, re.MULTILINE):
        assert option.strip()


@pytest.mark.parametrize("command", [*COMMANDS, "models"])
def test_every_command_can_be_given_its_data_folder(command):
    assert "--data MAP" in CliRunner().invoke(app, [command, "--help"]).output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("zoek", "De opdracht zoek bestaat niet."),
        ("serch x", "De opdracht serch bestaat niet."),
        ("search", "Er ontbreekt iets: VRAAG."),
        ("ingest", "Er ontbreekt iets: PAD."),
        ("search x --limit", "Bij de optie --limit hoort een waarde."),
        ("search x --limit veel", "--limit moet een geheel getal zijn."),
        ("search x --limit 0", "--limit moet ten minste 1 zijn."),
        ("search x --limit 101", "--limit mag ten hoogste 100 zijn."),
        ("search x --json=ja", "Bij de optie --json hoort geen waarde."),
        ("search x --limt 3", "De optie --limt bestaat niet."),
        ("search x y", "Dit is te veel op de regel: y."),
        ("models chek", "De opdracht chek bestaat niet."),
        ("--oeps", "De optie --oeps bestaat niet."),
    ],
)
def test_wrong_usage_is_told_in_dutch_with_status_2(arguments, message, capsys):
    assert run(arguments.split()) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == f"Fout: {message} Zie 'schuurpunt --help'.\n"
