"""How a question was understood, on a terminal: nothing where there is nothing to say."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from api.question_schemas import name_of
from corpus.taxonomy.terms import Terms
from search.question import Named, Question

# terms of one concept that are shown
MOST = 6


def understanding(out: Console, question: Question, terms: Terms) -> None:
    """What was made of the words, and how to undo it."""
    told = list(_told(question, terms))
    for line in told:
        out.print(Text(line, style="yellow"), soft_wrap=True)
    if told and (question.spellings or question.named or question.expansions):
        hint = "anders: --zonder SLEUTEL (tussen haakjes), of --letterlijk"
        out.print(Text(hint, style="dim"), soft_wrap=True)


def _told(question: Question, terms: Terms) -> Iterator[str]:
    if not question.readable:
        yield (
            f"De vraag lijkt niet in het Nederlands ({question.language}); het model leest die taal niet, "
            "dus alleen gelijke woorden worden gevonden. Stel de vraag liever in het Nederlands."
        )
    for one in question.spellings:
        yield f"gezocht op ‘{one.used}’ in plaats van ‘{one.asked}’ ({one.key})"
    if question.named:
        yield "herkend: " + " · ".join(_named(one, question, terms) for one in question.named)
    if question.expansions:
        yield "zoekt ook op: " + " · ".join(
            f"{', '.join(phrase.text for phrase in one.synonyms[:MOST])} ({one.key})"
            for one in question.expansions
        )


def _named(one: Named, question: Question, terms: Terms) -> str:
    name = name_of(one, question.searched, terms)
    only = ", alleen documenten daaruit" if one.narrows else ""
    return f"{one.sort} {name}{only} ({one.key})"
