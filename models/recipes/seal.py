"""Writes the SHA-256 of a shipped model's files on its card: ``python -m models.recipes.seal ID…``.

With ``--weights FOLDER`` what ships stays as it is: each model in that folder gets a card of its own.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path

from models.cards import OWN, REGISTRY, Kind, ModelCard, read
from models.files import WEIGHTS, hashes

# fields that the card of another kind does not have
OF_EMBEDDERS = {
    "dimensions",
    "query_prefix",
    "passage_prefix",
    "pooling",
    "normalised",
    "meaning",
    "least_meaning",
    "token_dimensions",
}
ABSENT: Mapping[Kind, set[str]] = {
    Kind.EMBEDDER: set(),
    Kind.RERANKER: OF_EMBEDDERS,
    Kind.PIPELINE: OF_EMBEDDERS | {"backend", "remote_code", "max_tokens"},
}
TABLES = ("files", "quality", "speed")


def main(arguments: Sequence[str] | None = None) -> None:
    """Each id is the name of a folder of weights and of a card in the registry."""
    parser = argparse.ArgumentParser(prog="python -m models.recipes.seal")
    parser.add_argument("ids", nargs="+")
    parser.add_argument("--weights", type=Path, help="a folder with weights that do not ship")
    options = parser.parse_args(arguments)
    for name in options.ids:
        seal(name, options.weights)


def seal(name: str, apart: Path | None = None) -> None:
    """On the card in the registry; or for weights in the folder ``apart`` beside them, without figures."""
    known = REGISTRY / f"{name}.toml"
    card, file = read(known), known
    if apart:
        card, file = replace(card, run_here=False, training=(), quality={}, speed={}), apart / name / OWN
    sealed = replace(card, files=hashes((apart or WEIGHTS) / name))
    file.write_text(as_toml(sealed), encoding="utf8")


def as_toml(card: ModelCard) -> str:
    """The card as ``models.cards.read`` takes it."""
    return "\n".join(_lines(card)) + "\n"


def _lines(card: ModelCard) -> Iterator[str]:
    for field in fields(card):
        value = getattr(card, field.name)
        absent = field.name in ABSENT[card.kind] or value is None
        if not absent and field.name not in {*TABLES, "training"}:
            yield _pair(field.name, value)
    if not card.training:
        yield _pair("training", [])
    for table in TABLES:
        yield from ("", f"[{table}]")
        yield from (_pair(json.dumps(key), value) for key, value in getattr(card, table).items())
    for one in card.training:
        yield from ("", "[[training]]", _pair("name", one.name))
        if one.rows is not None:
            yield _pair("rows", one.rows)
        yield _pair("licence", one.licence)


def _pair(name: str, value: object) -> str:
    """Texts, numbers, truth values and empty lists are written in TOML as in JSON."""
    return f"{name} = {json.dumps(value, ensure_ascii=False)}"


if __name__ == "__main__":
    main()
