"""What ``schuurpunt models`` does; other than the other commands, it does not own the data folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from api import learned, settings
from api.cli import terminal
from models.cards import ModelCard, Source, find, registry
from models.files import differing, folder_of, how_to_get, not_named
from search.catalogue.place import card_of

HEADINGS = ("id", "soort", "aanwezig", "actief", "hier beproefd", "licentie", "hoe te krijgen")


def listed(data: Path | None) -> int:
    """Every model of the registry and every one in use; another process may own the data folder."""
    chosen = settings.load(data=data)
    active = _active(chosen)
    rows = []
    for card in _cards(active):
        there = folder_of(card, chosen.models_dir) is not None
        how = "" if there else how_to_get(card)
        answers = (_yes(there), _yes(card.id in active), _yes(card.run_here))
        rows.append((card.id, card.kind, *answers, card.licence, how))
    terminal.table(terminal.console(), HEADINGS, rows)
    return 0


def check() -> int:
    """Compares the files of every model that is here with its card; status 1 if one differs."""
    chosen = settings.load()
    out = terminal.console()
    status = 0
    for card in _cards(filter(None, (chosen.embedder, chosen.reranker, chosen.pipeline))):
        folder = folder_of(card, chosen.models_dir)
        if folder is None or card.source is Source.CODE:
            continue
        wrong = list(_wrong(card, folder))
        status = max(status, int(bool(wrong)))
        out.print(f"{card.id}: {'; '.join(wrong) or _right(card)}.", soft_wrap=True)
    return status


def _active(chosen: settings.Settings) -> set[str]:
    known = card_of(chosen.data.expanduser().resolve())
    names = (learned.embedder_id(chosen, known), learned.pipeline_id(chosen), chosen.reranker)
    return {find(name).id for name in names if name}


def _cards(names: Iterator[str] | set[str]) -> list[ModelCard]:
    """The registry, and what is named besides."""
    found = {**registry(), **{card.id: card for card in map(find, sorted(names))}}
    return list(found.values())


def _wrong(card: ModelCard, folder: Path) -> Iterator[str]:
    yield from (f"{name} ontbreekt of is veranderd" for name in differing(card, folder))
    if card.source is Source.SHIPPED:
        yield from (f"{name} staat niet op de kaart" for name in not_named(card, folder))


def _right(card: ModelCard) -> str:
    return f"{len(card.files)} bestanden kloppen" if card.files else "de kaart noemt geen bestanden"


def _yes(value: bool) -> str:
    return "ja" if value else "nee"
