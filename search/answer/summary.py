"""A short text that sums an answer up: a few fixed words, and sentences of the documents between quotes."""

from __future__ import annotations

from typing import Protocol

from search.answer.answer import Answer, Group, GroupKind, Quote, Summary

MOST = 5
LONG = 50
NOTHING = "In de doorzochte documenten staat geen antwoord op deze vraag."
_MANY = {
    GroupKind.REGIO: ("regio", "regio's"),
    GroupKind.WET: ("wet", "wetten"),
    GroupKind.ADVIES: ("advies", "adviezen"),
    GroupKind.DOCUMENT: ("document", "documenten"),
}


class Summariser(Protocol):
    """Sums up an answer in Dutch."""

    def __call__(self, answer: Answer) -> Summary:
        """Of an answer that found nothing too."""
        ...


def extractive(answer: Answer) -> Summary:
    """How much was found, and the first sentence of the first groups, to the letter."""
    if not answer.found:
        return Summary(NOTHING)
    told = [f"{group.name}: “{quote.text}” [{quote.source}]" for group, quote in _firsts(answer)]
    others = [group.name for group in answer.groups[MOST:]]
    rest = [f"Ook gevonden: {', '.join(others)}."] if others else []
    return Summary("\n".join([f"Gevonden bij {_counted(answer)}.", *told, *rest]))


def _firsts(answer: Answer) -> list[tuple[Group, Quote]]:
    """The strongest sentence of each group that is not too long for a summary."""
    return [
        (group, next((one for one in group.quotes if len(one.text.split()) <= LONG), group.quotes[0]))
        for group in answer.groups[:MOST]
    ]


def _counted(answer: Answer) -> str:
    counts = {kind: sum(group.kind is kind for group in answer.groups) for kind in GroupKind}
    parts = [f"{count} {_MANY[kind][count > 1]}" for kind, count in counts.items() if count]
    return " en ".join(parts)
