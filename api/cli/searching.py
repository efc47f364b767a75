"""How searching is asked for on the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from api import assemble, settings
from api.cli import terminal
from api.schemas import Zoekantwoord
from corpus.errors import BadQuestion
from corpus.label import LabelKind
from search.query import Filters, Query, Weighing


def weighing(words: float, meaning: float) -> Weighing | None:
    """None where both are as they were set. Raises BadQuestion where nothing counts."""
    if (words, meaning) == (1, 1):
        return None
    if not words and not meaning:
        raise BadQuestion(
            "Met --woorden 0 en --betekenis 0 telt er niets.", "Geef een van beide een gewicht boven 0."
        )
    return Weighing(words, meaning)


def search(data: Path | None, query: Query, named: Mapping[LabelKind, list[str]], as_json: bool) -> int:
    """``named`` are labels to stay within. Nothing found is an answer, not a failure."""
    out = terminal.console()
    with assemble.opened(settings.load(data=data)) as service:
        filters = Filters(labels=service.terms.found(named))
        found = service.search(replace(query, filters=filters))
    if as_json:
        answer = Zoekantwoord.of(found, service.terms)
        out.file.write(answer.model_dump_json(by_alias=True, indent=2) + "\n")
    else:
        terminal.results(out, found, service.terms)
    return 0
