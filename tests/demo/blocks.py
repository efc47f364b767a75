"""The few forms that the texts of the demo corpus are written in: a small part of Markdown.

``# title``, ``> subtitle``, ``## heading``, ``- bullet``, ``1. number``, ``| row | of | cells |``,
``[^1]`` with ``[^1]: footnote``, ``>> speaker notes``, a paragraph that is one ``**question**``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FORMS = (
    ("heading", re.compile(r"(#+) (.*)")),
    ("notes", re.compile(r"(>>) (.*)")),
    ("subtitle", re.compile(r"(>) (.*)")),
    ("bullet", re.compile(r"(-) (.*)")),
    ("number", re.compile(r"(\d+)\. (.*)")),
    ("row", re.compile(r"(\|) (.*) \|")),
    ("footnote", re.compile(r"(\[\^\d+\]): (.*)")),
    ("question", re.compile(r"(\*\*)(.*)\*\*")),
    ("paragraph", re.compile(r"()(.*)")),
)


@dataclass(frozen=True, slots=True)
class Block:
    """``mark`` is what stood before the text: the hashes of a heading, the number of a list item."""

    form: str
    text: str
    mark: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def read(path: Path) -> list[Block]:
    """The blocks of one text, its table rows gathered into blocks of form ``table``."""
    lines = filter(None, path.read_text(encoding="utf-8").splitlines())
    return list(_with_tables(_block(line) for line in lines))


def _block(line: str) -> Block:
    matches = ((form, pattern.fullmatch(line)) for form, pattern in FORMS)
    return next(Block(form, match[2], match[1]) for form, match in matches if match)


def _with_tables(blocks: Iterator[Block]) -> Iterator[Block]:
    rows: list[tuple[str, ...]] = []
    for block in blocks:
        if block.form == "row":
            rows.append(tuple(block.text.split(" | ")))
            continue
        if rows:
            yield Block("table", "", rows=tuple(rows))
            rows = []
        yield block
    if rows:
        yield Block("table", "", rows=tuple(rows))
