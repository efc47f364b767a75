"""Reads a YAML file so that whatever is wrong in it can be pointed at; the home of PyYAML.

    with read(folder / "regios.yaml") as top:
        for entry in top.required("regios", Items).mappings():
            entry.required("naam", str), entry.optional("plaatsen", Items)

Text is taken as it is written (``id: 1`` gives "1"). A key that nothing asked for is refused at the end.
Everything here raises BadTaxonomy, which names file, line and field.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar, cast

import yaml

from corpus.errors import BadTaxonomy

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
ADVICE = "Verbeter het bestand en probeer het opnieuw met 'schuurpunt taxonomy check'."
WORDS_FOR_BOOL = {"ja": True, "nee": False, "true": True, "false": False}
NULL = "tag:yaml.org,2002:null"


class Node:
    """A value with its place: the file's name, the line from 1, and the field as a path of keys."""

    def __init__(self, node: yaml.Node, file: str, field: str, opened: list[Mapping]) -> None:
        self.file = file
        self.line = node.start_mark.line + 1
        self.field = field
        self._opened = opened

    def wrong(self, problem: str, field: str = "") -> BadTaxonomy:
        """The error to raise for this place, or for a field of it; ``problem`` is Dutch, without a stop."""
        return wrong(self.file, self.line, field or self.field, problem)


class Text(Node):
    """A single value as it is written."""

    def __init__(self, node: yaml.Node, file: str, field: str, opened: list[Mapping]) -> None:
        super().__init__(node, file, field, opened)
        self.node = node

    @property
    def value(self) -> str:
        """Never empty."""
        if not isinstance(self.node, yaml.ScalarNode):
            raise self.wrong("hier hoort één waarde, geen lijst of blok")
        if self.node.tag == NULL or not self.node.value.strip():
            raise self.wrong("is leeg")
        return str(self.node.value)

    def lines(self) -> list[Line]:
        """The lines of a literal block (``|``) but empty ones and comments; there no sign needs quotes."""
        if getattr(self.node, "style", None) != "|":
            raise self.wrong("schrijf hier '|' en zet daaronder, ingesprongen, één ding per regel")
        return [
            Line(self, number, line.strip())
            for number, line in enumerate(self.value.split("\n"), 1)
            if line.strip() and not line.lstrip().startswith("#")
        ]


class Line:
    """A line of a block: ``value`` without the white space around it."""

    def __init__(self, block: Text, number: int, value: str) -> None:
        self.value = value
        self._block = block
        self._number = number

    def wrong(self, problem: str) -> BadTaxonomy:
        """The error to raise for this line; ``problem`` is Dutch, without a stop."""
        return wrong(self._block.file, self._block.line + self._number, self._block.field, problem)


class Items(Node):
    """A list; each of its items has the field of the list with its number from 1."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.node, text.file, text.field, text._opened)
        if not isinstance(text.node, yaml.SequenceNode):
            raise self.wrong("hier hoort een lijst (regels die met '- ' beginnen)")
        self._items = [
            Text(item, self.file, f"{self.field}[{number}]", self._opened)
            for number, item in enumerate(text.node.value, 1)
        ]

    def texts(self) -> list[Text]:
        """The items with their places; read ``value`` for the words."""
        return self._items

    def values(self) -> tuple[str, ...]:
        """The words of every item."""
        return tuple(item.value for item in self._items)

    def mappings(self) -> list[Mapping]:
        """The items, where each is a block of named fields."""
        return [Mapping(item) for item in self._items]


class Mapping(Node):
    """A block of named fields."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.node, text.file, text.field, text._opened)
        if not isinstance(text.node, yaml.MappingNode):
            raise self.wrong("hier hoort een blok met velden ('naam: waarde')")
        self._fields: dict[str, yaml.Node] = {}
        self._keys: dict[str, Text] = {}
        for key, value in text.node.value:
            name = Text(key, self.file, self._path(str(key.value)), self._opened)
            if name.value in self._fields:
                raise name.wrong("staat er twee keer")
            self._keys[name.value], self._fields[name.value] = name, value
        self._asked: set[str] = set()
        self._opened.append(self)

    def required(self, name: str, kind: type[Value]) -> Value:
        """The value of a field that must be there."""
        found = self.optional(name, kind)
        if found is None:
            meant = get_close_matches(name, self._fields.keys() - self._asked, 1)
            hint = f"; er staat wel '{meant[0]}'" if meant else ""
            raise self.wrong(f"ontbreekt{hint}", self._path(name))
        return found

    def optional(self, name: str, kind: type[Value]) -> Value | None:
        """The value of a field, None where it is not there or empty; ``kind`` is one of READ."""
        self._asked.add(name)
        node = self._fields.get(name)
        if node is None or node.tag == NULL:
            return None
        return cast(Value, READ[kind](Text(node, self.file, self._path(name), self._opened)))

    def texts(self) -> dict[str, Text]:
        """Every field, where the names themselves are data."""
        self._asked.update(self._fields)
        return {
            name: Text(node, self.file, self._path(name), self._opened) for name, node in self._fields.items()
        }

    def refuse_unasked(self) -> None:
        """Raises for the first field that nothing asked for: a typing error would pass unseen."""
        for name, key in self._keys.items():
            if name not in self._asked:
                known = ", ".join(sorted(self._asked))
                raise key.wrong(f"dit veld is onbekend; het kan zijn: {known}")

    def _path(self, name: str) -> str:
        return f"{self.field}.{name}" if self.field else name


Value = TypeVar("Value", str, int, bool, date, Text, Items, Mapping)


@contextmanager
def read(path: Path) -> Iterator[Mapping]:
    """The fields of a whole file; leaving the block refuses what was not asked for in it."""
    with _opened(path, text_of(path)) as top:
        yield Mapping(top)


@contextmanager
def read_rows(path: Path) -> Iterator[list[Mapping]]:
    """The same for JSON Lines: one block of fields a line."""
    rows = (f"- {row}" if row.strip() else "" for row in text_of(path).split("\n"))
    with _opened(path, "\n".join(rows)) as top:
        yield Items(top).mappings()


@contextmanager
def _opened(path: Path, text: str) -> Iterator[Text]:
    opened: list[Mapping] = []
    yield Text(_compose(path, text), path.name, "", opened)
    for mapping in opened:
        mapping.refuse_unasked()


def text_of(path: Path) -> str:
    """The text of a file of the taxonomy."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise BadTaxonomy(f"{path.name} van de taxonomie is niet te lezen.", ADVICE) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise wrong(path.name, line, "", "hier staat een teken dat geen UTF-8 is") from error


def wrong(file: str, line: int, field: str, problem: str) -> BadTaxonomy:
    """The error for a place in a file; ``problem`` is Dutch, without a stop."""
    where = f"{file}, regel {line}" + (f", veld '{field}'" if field else "")
    return BadTaxonomy(f"{where}: {problem}.", ADVICE)


def _compose(path: Path, text: str) -> yaml.Node:
    try:
        node = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise wrong(
            path.name, line, "", "geen geldige YAML; let op inspringen, ':' en aanhalingstekens"
        ) from error
    except yaml.YAMLError as error:
        line = text.count("\n", 0, getattr(error, "position", 0)) + 1
        raise wrong(path.name, line, "", "hier staat een teken dat niet mag") from error
    if node is None:
        raise wrong(path.name, 1, "", "het bestand is leeg")
    return node


def _number(text: Text) -> int:
    try:
        return int(text.value)
    except ValueError as error:
        raise text.wrong(f"hier hoort een geheel getal, niet '{text.value}'") from error


def _bool(text: Text) -> bool:
    if text.value not in WORDS_FOR_BOOL:
        raise text.wrong(f"hier hoort ja of nee, niet '{text.value}'")
    return WORDS_FOR_BOOL[text.value]


def _date(text: Text) -> date:
    try:
        return date.fromisoformat(text.value)
    except ValueError as error:
        raise text.wrong(f"hier hoort een datum als 2022-08-01, niet '{text.value}'") from error


READ = {
    str: lambda text: text.value,
    int: _number,
    bool: _bool,
    date: _date,
    Text: lambda text: text,
    Items: Items,
    Mapping: Mapping,
}
