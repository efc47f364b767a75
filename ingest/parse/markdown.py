"""Markdown: the only home of markdown-it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.document import BlockKind
from ingest.parse.decode import decode
from ingest.parse.listing import rows
from ingest.parse.parsed import Fragment, Parsed
from ingest.parse.sniff import Format

_FRONT_MATTER = re.compile(r"\A---\s*\n(.*?)\n(?:---|\.\.\.)\s*(?:\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"^title:\s*[\"']?(.+?)[\"']?\s*$", re.MULTILINE)
_TAG = re.compile(r"<!--.*?-->|</?[a-zA-Z][^>]*>", re.DOTALL)


def read(name: str, data: bytes) -> Parsed:
    """Headings, lists and tables as marked; link targets and emphasis are left out."""
    text = decode(data).replace("\r\n", "\n")
    front = _FRONT_MATTER.match(text)
    title = _TITLE.search(front[1]) if front else None
    tokens = (
        MarkdownIt("commonmark")
        .enable(["table", "strikethrough"])
        .parse(text[front.end() :] if front else text)
    )
    return Parsed(Format.MARKDOWN, tuple(_fragments(tokens)), title=title[1] if title else "")


def _fragments(tokens: Sequence[Token]) -> Iterator[Fragment]:
    depth = 0
    label: str | None = None
    cells: list[list[str]] = []
    for before, token in zip([None, *tokens], tokens, strict=False):
        depth += {
            "bullet_list_open": 1,
            "ordered_list_open": 1,
            "bullet_list_close": -1,
            "ordered_list_close": -1,
        }.get(token.type, 0)
        if token.type == "list_item_open":
            label = f"{token.info}. " if token.info else ""
        elif token.type == "tr_open":
            cells.append([])
        elif token.type == "table_close":
            yield from rows(cells, header=True)
            cells = []
        elif token.type == "inline" and cells:
            cells[-1].append(_words(token))
        elif token.type == "inline":
            yield _fragment(token, before, depth, label)
            label = None
        elif token.type in {"fence", "code_block", "html_block"}:
            yield Fragment(_TAG.sub(" ", token.content))


def _fragment(token: Token, before: Token | None, depth: int, label: str | None) -> Fragment:
    """``label`` is what stands before a new list item, None elsewhere."""
    if before is not None and before.type == "heading_open":
        return Fragment(_words(token), BlockKind.HEADING, level=int(before.tag[1]))
    if label is not None:
        return Fragment(label + _words(token), BlockKind.ITEM, level=depth, bold=_all_strong(token))
    return Fragment(_words(token), bold=_all_strong(token))


def _words(token: Token) -> str:
    parts = []
    for child in token.children or []:
        if child.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        elif child.type in {"text", "code_inline"}:
            parts.append(child.content)
    return "".join(parts)


def _all_strong(token: Token) -> bool:
    inside = [child for child in token.children or [] if child.content or child.nesting]
    kinds = [child.type for child in inside]
    return kinds[:1] == ["strong_open"] and kinds.index("strong_close") == len(kinds) - 1
