"""Model cards: what a model is, where it comes from, what it was trained on and how good it is.

A card is a TOML file: those in ``models/cards/`` are the registry, and a folder with a model of one's own
holds one named ``card.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TypeVar

from corpus.errors import ModelDamaged, ModelMissing
from models.protocols import Card

REGISTRY = Path(__file__).parent / "cards"
OWN = "card.toml"

Choice = TypeVar("Choice", bound=StrEnum)
Value = TypeVar("Value")


class Kind(StrEnum):
    """What a model is for."""

    PIPELINE = "pipeline"
    EMBEDDER = "embedder"
    RERANKER = "reranker"


class Source(StrEnum):
    """Where a model comes from; ``CODE`` has no weights, ``SHIPPED`` has them in ``models/weights/<id>``."""

    CODE = "code"
    SHIPPED = "shipped"
    PACKAGE = "package"
    FOLDER = "folder"
    HUB = "hub"


class Backend(StrEnum):
    """What runs a model: sentence-transformers, which runs any but takes seconds to import, or less.

    ``ONNX`` takes ``onnx/model_int8.onnx`` in the folder, ``STATIC`` a folder with a StaticEmbedding alone.
    """

    TORCH = "torch"
    ONNX = "onnx"
    STATIC = "static"


@dataclass(frozen=True, slots=True)
class Training:
    """One set of texts that shaped the weights; ``rows`` is None where its maker does not tell."""

    name: str
    rows: int | None
    licence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCard:
    """Everything that is known of a model.

    ``files`` gives SHA-256 by path within its folder; what it names is checked before use. ``quality`` and
    ``speed`` were measured here. ``max_tokens`` None reads texts of any length. ``remote_code``: loading
    it runs code of its maker. ``multilingual``: it reads more than Dutch. ``meaning`` and ``least_meaning``
    are how search weighs the vectors (see ``RetrieveOptions``), None where that was not fitted.
    ``token_dimensions`` is None for a model that does not tell its tokens apart. What follows ``speed`` says
    nothing of a pipeline, and what follows ``max_tokens`` nothing of a reranker.
    """

    id: str
    kind: Kind
    source: Source
    revision: str
    licence: str
    about: str
    run_here: bool
    files: Mapping[str, str]
    training: tuple[Training, ...]
    quality: Mapping[str, float]
    speed: Mapping[str, float]
    backend: Backend = Backend.TORCH
    remote_code: bool = False
    max_tokens: int | None = None
    dimensions: int = 0
    query_prefix: str = ""
    passage_prefix: str = ""
    pooling: str = ""
    normalised: bool = False
    multilingual: bool | None = None
    meaning: float | None = None
    least_meaning: float | None = None
    token_dimensions: int | None = None

    @property
    def identity(self) -> Card:
        """What is stored with the vectors of an embedder."""
        return Card(
            self.id, self.revision, self.dimensions, self.max_tokens, self.licence, self.token_dimensions
        )


@cache
def registry() -> Mapping[str, ModelCard]:
    """Every card of the registry by id, sorted by kind and name of file. Raises ModelDamaged."""
    found = [read(file) for file in sorted(REGISTRY.glob("*.toml"))]
    kinds = list(Kind)
    return {card.id: card for card in sorted(found, key=lambda card: kinds.index(card.kind))}


def find(name: str) -> ModelCard:
    """The card of an id in the registry, or of a folder; the id of the latter is its path.

    Raises ModelMissing and ModelDamaged.
    """
    if name in registry():
        return registry()[name]
    folder = Path(name).expanduser().resolve()
    if (folder / OWN).is_file():
        return replace(read(folder / OWN), id=str(folder), source=Source.FOLDER)
    why = f"De map {name} heeft geen {OWN}." if folder.is_dir() else f"Er is geen model '{name}'."
    raise ModelMissing(
        why,
        f"Kies een id uit 'schuurpunt models', of geef een map met een {OWN} (zie models/README.md). "
        "Met 'schuurpunt rebuild --model ID' gaat u over op een ander model.",
    )


def read(file: Path) -> ModelCard:
    """The card in a file. Raises ModelDamaged, naming file and field."""
    try:
        table = tomllib.loads(file.read_text(encoding="utf8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _wrong(file, f"is niet te lezen ({error})") from error
    fields = _Fields(file, table)
    card = _card(fields)
    fields.end()
    return card


def _card(fields: _Fields) -> ModelCard:
    card = ModelCard(
        id=fields.take("id", str),
        kind=fields.choice("kind", Kind),
        source=fields.choice("source", Source),
        revision=fields.take("revision", str),
        licence=fields.take("licence", str),
        about=fields.take("about", str),
        run_here=fields.take("run_here", bool),
        files=fields.table("files", str),
        training=fields.training(),
        quality=fields.table("quality", float),
        speed=fields.table("speed", float),
    )
    if card.kind is Kind.PIPELINE:
        return card
    card = replace(
        card,
        backend=fields.choice("backend", Backend),
        remote_code=fields.take("remote_code", bool),
        max_tokens=fields.maybe("max_tokens", int),
    )
    if card.kind is Kind.RERANKER:
        return card
    return replace(
        card,
        dimensions=fields.take("dimensions", int),
        query_prefix=fields.take("query_prefix", str),
        passage_prefix=fields.take("passage_prefix", str),
        pooling=fields.take("pooling", str),
        normalised=fields.take("normalised", bool),
        multilingual=fields.maybe("multilingual", bool),
        meaning=fields.maybe("meaning", float),
        least_meaning=fields.maybe("least_meaning", float),
        token_dimensions=fields.maybe("token_dimensions", int),
    )


class _Fields:
    """Takes fields out of a table; what is left at the end is not known."""

    def __init__(self, file: Path, table: Mapping[str, object], within: str = "") -> None:
        self._file = file
        self._left = dict(table)
        self._within = within

    def take(self, name: str, kind: type[Value]) -> Value:
        if name not in self._left:
            raise _wrong(self._file, f"mist het veld {self._within}{name}")
        value = self._left.pop(name)
        # a whole number will do where a fraction may stand; true is not a number
        if kind is float and type(value) is int:
            value = float(value)
        if type(value) is not kind:
            raise _wrong(self._file, f"heeft in {self._within}{name} geen {_NAMES[kind]}")
        return value

    def maybe(self, name: str, kind: type[Value]) -> Value | None:
        return self.take(name, kind) if name in self._left else None

    def choice(self, name: str, kind: type[Choice]) -> Choice:
        value = self.take(name, str)
        if value not in list(kind):
            raise _wrong(self._file, f"heeft in {name} '{value}'; het moet zijn: {', '.join(kind)}")
        return kind(value)

    def table(self, name: str, kind: type[Value]) -> dict[str, Value]:
        table: dict[str, object] = self.take(name, dict)
        inner = _Fields(self._file, table, f"{name}.")
        return {key: inner.take(key, kind) for key in table}

    def training(self) -> tuple[Training, ...]:
        """In TOML a list of tables; a model without training has an empty list."""
        rows: list[Mapping[str, object]] = self.take("training", list)
        found = []
        for row in rows:
            fields = _Fields(self._file, row, "training.")
            found.append(
                Training(fields.take("name", str), fields.maybe("rows", int), fields.take("licence", str))
            )
            fields.end()
        return tuple(found)

    def end(self) -> None:
        for name in self._left:
            raise _wrong(self._file, f"heeft een onbekend veld {self._within}{name}")


_NAMES: Mapping[type, str] = {
    str: "tekst",
    bool: "waar of onwaar (true of false)",
    int: "geheel getal",
    float: "getal",
    dict: "tabel",
    list: "lijst",
}


def _wrong(file: Path, what: str) -> ModelDamaged:
    return ModelDamaged(f"De modelkaart {file} {what}.", "Herstel de kaart; models/README.md legt hem uit.")
