"""HTML: the main content of a page, without menus; the only home of trafilatura."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

import trafilatura

from corpus.document import BlockKind
from ingest.parse.decode import decode_html
from ingest.parse.listing import rows
from ingest.parse.parsed import Fragment, Parsed
from ingest.parse.sniff import Format

# an lxml element; lxml itself is trafilatura's affair
Element = Any

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
# lxml refuses a str that names an encoding; trafilatura drops the words of a time
_IN_THE_WAY = re.compile(r"^\s*<\?xml[^>]*\?>|</?time\b[^>]*>", re.IGNORECASE)


def read(name: str, data: bytes) -> Parsed:
    """What trafilatura takes for the content; where it finds none, all text but menus and scripts."""
    page = _IN_THE_WAY.sub("", decode_html(data))
    found = trafilatura.bare_extraction(
        page,
        include_comments=False,
        include_tables=True,
        include_formatting=True,
        favor_recall=True,
        prune_xpath="//nav",
    )
    body = getattr(found, "body", None)
    fragments = tuple(_walk(body, 0)) if body is not None else ()
    if not any(fragment.text.strip() for fragment in fragments):
        fragments = tuple(Fragment(line) for line in _all_text(page))
    return Parsed(
        Format.HTML, fragments, title=getattr(trafilatura.extract_metadata(page), "title", None) or ""
    )


def _all_text(page: str) -> list[str]:
    text = trafilatura.html2txt(page)
    return [line for line in text.splitlines() if line.strip()]


def _walk(element: Element, depth: int) -> Iterator[Fragment]:
    """``depth`` counts the lists around the element; text between blocks is a paragraph too."""
    yield from _loose(element.text)
    for child in element:
        yield from _block(child, depth)
        yield from _loose(child.tail)


def _block(element: Element, depth: int) -> Iterator[Fragment]:
    tag = element.tag
    if tag == "head":
        yield Fragment(_text(element), BlockKind.HEADING, level=int(element.get("rend", "h2")[1:2] or 2))
    elif tag == "list":
        numbered = element.get("rend") == "ol"
        for number, child in enumerate(element, 1):
            yield from _item(child, depth + 1, f"{number}. " if numbered else "")
    elif tag == "table":
        yield from _table(element)
    elif tag in {"p", "ab", "code", "item"} and not any(
        child.tag in {"list", "table", "p"} for child in element
    ):
        yield Fragment(_text(element), bold=_is_bold(element))
    elif isinstance(tag, str):
        yield from _walk(element, depth)


def _item(element: Element, depth: int, label: str) -> Iterator[Fragment]:
    """An item's own words first, then what stands below it."""
    below = [child for child in element if child.tag in {"list", "table"}]
    own = _text(element, skip=("list", "table"))
    if own:
        yield Fragment(label + own, BlockKind.ITEM, level=depth)
    for child in below:
        yield from _block(child, depth)


def _table(element: Element) -> Iterator[Fragment]:
    lines = list(element.iter("row"))
    header = any(cell.get("role") == "head" for cell in lines[0]) if lines else False
    yield from rows([[_text(cell) for cell in line.iter("cell")] for line in lines], header=header or None)


def _text(element: Element, skip: tuple[str, ...] = ()) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag in {"lb", "p", "item", "row", "cell"}:
            parts.append(" ")
        if child.tag not in skip:
            parts.append(_text(child, skip))
        parts.append(child.tail or "")
    return " ".join("".join(parts).split())


def _is_bold(element: Element) -> bool:
    children = list(element)
    return (
        len(children) == 1
        and children[0].get("rend") == "#b"
        and not (element.text or children[0].tail or "").strip()
    )


def _loose(text: str | None) -> Iterator[Fragment]:
    if text and text.strip():
        yield Fragment(text.strip())
