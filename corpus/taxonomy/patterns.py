"""What a rule of the taxonomy is: words that must stand near each other in one sentence.

    vrijstelling "artikel 5a"                    all of these, in any order, near each other
    (ouders | ouder) (betrekken | meedenken)     one of each choice
    zwak: monitor                                weak: on its own not enough

Words within double quotes stand next to each other in that order. Only the form is read here; matching
is on stems and on the parts of compounds, so that inflections need not be written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.taxonomy.reader import Line, Text

WEAK = "zwak:"
_PHRASE = r"""(?:"[^"()|]*\w[^"()|]*"|\w[\w.'’/-]*)"""
_MANY = rf"\(\s*(?P<many>{_PHRASE}(?:\s*\|\s*{_PHRASE})*)\s*\)"
_CHOICE = re.compile(rf"\s*(?:{_MANY}|(?P<one>{_PHRASE}))(?=[\s(]|$)")

Phrase = tuple[str, ...]
Choice = tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Of every choice one phrase must be there; a phrase is one or more words in their order.

    ``text`` is the rule as it was written, without the mark of a weak one.
    """

    text: str
    choices: tuple[Choice, ...]
    weak: bool = False


def patterns(block: Text | None) -> tuple[Pattern, ...]:
    """One pattern for each line of a block; none where there is no block. Raises BadTaxonomy."""
    return tuple(map(pattern, block.lines())) if block else ()


def pattern(line: Line) -> Pattern:
    """Reads one rule. Raises BadTaxonomy with the line, and where in it reading stopped."""
    text = line.value.removeprefix(WEAK).strip()
    choices: list[Choice] = []
    at = 0
    while at < len(text):
        match = _CHOICE.match(text, at)
        if match is None:
            raise line.wrong(f"{_mistake(text)}, bij: {text[at:].strip()}")
        choices.append(tuple(map(_words, re.findall(_PHRASE, match["many"] or match["one"]))))
        at = match.end()
    if not choices:
        raise line.wrong("hier ontbreken de woorden")
    return Pattern(text, tuple(choices), line.value.startswith(WEAK))


def _words(phrase: str) -> Phrase:
    return tuple(phrase.strip('"').split())


def _mistake(text: str) -> str:
    if text.count('"') % 2:
        return "een aanhalingsteken sluit niet"
    if text.count("(") != text.count(")"):
        return "een haakje sluit niet"
    return 'een regel bestaat uit woorden, "woorden op rij" en keuzes (a | b)'
