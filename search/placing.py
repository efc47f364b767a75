"""Which index a data folder is opened with: the one that is there, as long as its vectors can be compared."""

from __future__ import annotations

import shutil
from pathlib import Path

from corpus.errors import ModelMismatch
from models.protocols import Card
from search.catalogue.place import Place


def placed(known: Place | None, card: Card | None, is_empty: bool) -> Place:
    """The index in use; a new one where there is none yet, or nothing in it to lose.

    ``card`` is the model that will make vectors, None for any. Raises ModelMismatch.
    """
    if known is None:
        return Place(1, card)
    if card is None or _same(known.card, card):
        return known
    if not is_empty:
        raise _mismatch(known.card, card)
    return Place(known.number + 1, card)


def sweep(folder: Path, number: int | None) -> None:
    """Clears what an interrupted start or rebuild left beside the index with that number; all where None."""
    for other in folder.glob("*"):
        if other.name != str(number):
            shutil.rmtree(other, ignore_errors=True)


def _same(one: Card | None, other: Card) -> bool:
    """Vectors of the two can be compared."""
    made_by = (other.id, other.revision, other.dimensions)
    return one is not None and (one.id, one.revision, one.dimensions) == made_by


def _mismatch(known: Card | None, card: Card) -> ModelMismatch:
    advice = f"Maak de index opnieuw met 'schuurpunt rebuild --model {card.id}'"
    if known and known.id != card.id:
        advice += f", of ga verder met {known.id} door de instelling SCHUURPUNT_EMBEDDER weg te halen"
    return ModelMismatch(
        f"De index is gemaakt met model {_name(known)}, en nu is {_name(card)} ingesteld.", f"{advice}."
    )


def _name(card: Card | None) -> str:
    return f"'{card.id}' ({card.revision})" if card else "onbekend"
