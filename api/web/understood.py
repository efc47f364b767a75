"""What was made of the words of a question, told so that each can be undone."""

from __future__ import annotations

from dataclasses import dataclass

from api.question_schemas import name_of
from api.web.asked import Asked
from corpus.taxonomy.terms import Terms
from search.question import PERIOD, Named, Question


@dataclass(frozen=True, slots=True)
class Step:
    """``told`` is what was done, ``words`` what it was done with; ``undo`` says what ``address`` does."""

    told: str
    words: str
    undo: str
    address: str


def respelled(asked: Asked, question: Question) -> list[Step]:
    """Words that were taken for others."""
    return [
        Step(
            f"Bedoelde u {one.used}? Daarop is gezocht, niet op",
            one.asked,
            f"zoek toch op {one.asked}",
            asked.switched("zonder", one.key),
        )
        for one in question.spellings
    ]


def added(asked: Asked, question: Question, terms: Terms) -> list[Step]:
    """What the question names, and other words that were searched for."""
    named = [_named(asked, one, question.searched, terms) for one in question.named]
    more = [
        Step(
            f"Zoekt bij ‘{one.span.cut(question.searched)}’ ook op",
            ", ".join(phrase.text for phrase in one.synonyms),
            "alleen uw eigen woord",
            asked.switched("zonder", one.key),
        )
        for one in question.expansions
        if one.synonyms
    ]
    return named + more


def undone(asked: Asked) -> list[Step]:
    """What is not understood, since the reader said so."""
    return [
        Step("Niet meegenomen", key.partition(":")[2] or key, "weer meenemen", asked.switched("zonder", key))
        for key in asked.zonder
    ]


def _named(asked: Asked, one: Named, searched: str, terms: Terms) -> Step:
    told = "Zoekt alleen in documenten uit" if one.narrows else "Zet vooraan wat gaat over"
    if one.sort == PERIOD and not one.narrows:
        told = "Zet vooraan wat komt uit"
    return Step(told, name_of(one, searched, terms), "niet doen", asked.switched("zonder", one.key))
