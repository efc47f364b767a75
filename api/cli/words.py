"""What Typer itself says on the command line, in Dutch: the headings of the help, and wrong usage."""

from __future__ import annotations

import re
from collections.abc import Mapping

import typer
from typer._click import Context
from typer.core import TyperCommand, TyperGroup

_HELP: Mapping[str, str] = {
    "Usage:": "Gebruik:",
    "[OPTIONS]": "[OPTIES]",
    "COMMAND [ARGS]...": "OPDRACHT …",
    "Arguments:": "Argumenten:",
    "Options:": "Opties:",
    "Commands:": "Opdrachten:",
    "Show this message and exit.": "Toont deze uitleg.",
    "[default: ": "[standaard: ",
    "[required]": "[verplicht]",
}

_USAGE: Mapping[str, str] = {
    r"No such option: (\S+?)(?: \(Possible options: (.+)\))?": r"De optie \1 bestaat niet.",
    r"No such command '(.+?)'.*": r"De opdracht \1 bestaat niet.",
    r"Missing command\.": "Er staat geen opdracht.",
    r"Missing argument '(.+)'\.": r"Er ontbreekt iets: \1.",
    r"Missing option '(.+)'\.": r"De optie \1 ontbreekt.",
    r"Option '(.+)' requires an argument\.": r"Bij de optie \1 hoort een waarde.",
    r"Option '(.+)' does not take a value\.": r"Bij de optie \1 hoort geen waarde.",
    r"Got unexpected extra argument\(s\) \((.+)\)": r"Dit is te veel op de regel: \1.",
    r"Invalid value for '(.+)': Input should be a valid integer.*": r"\1 moet een geheel getal zijn.",
    r"Invalid value for '(.+)': Input should be greater .* to (\S+)": r"\1 moet ten minste \2 zijn.",
    r"Invalid value for '(.+)': Input should be less .* to (\S+)": r"\1 mag ten hoogste \2 zijn.",
}


class Command(TyperCommand):
    """A command whose help is Dutch."""

    def get_help(self, ctx: Context) -> str:
        """Typer's own layout with Dutch words."""
        return _dutch(super().get_help(ctx))


class Group(TyperGroup):
    """The command that holds the commands, with Dutch help."""

    def get_help(self, ctx: Context) -> str:
        """Typer's own layout with Dutch words."""
        return _dutch(super().get_help(ctx))


class Evaluate(Group):
    """A group of which a file alone means its questions: ``evaluate FILE``."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """What names no command of the group is read as if it began with ``questions``."""
        named = [*self.commands, *ctx.help_option_names]
        return super().parse_args(ctx, args if not args or args[0] in named else ["questions", *args])


def usage(error: typer.TyperException) -> str:
    """What is wrong with the command line; the tests hold each pattern against Typer's real wording."""
    english = error.format_message()
    for pattern, dutch in _USAGE.items():
        if found := re.fullmatch(pattern, english, re.DOTALL):
            return found.expand(dutch)
    return f"De opdracht klopt niet ({english})."


def _dutch(text: str) -> str:
    for english, dutch in _HELP.items():
        text = text.replace(english, dutch)
    return text
