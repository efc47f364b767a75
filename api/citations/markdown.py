"""Markdown: the quote as a quote, its source below it."""

from __future__ import annotations

import re

from api.citations.reference import Reference
from api.place import day, pages

MEDIA_TYPE = "text/markdown"
# what could be read as Markdown or as HTML within a line, and what could where a line begins
WITHIN = re.compile(r"([\\`*_\[\]<>&|~])")
LEADING = re.compile(r"^\s*(\d*)([#+=.)-])")


def write(reference: Reference) -> str:
    """A block quote, its last line linked to where it checks itself."""
    source = f"[{escaped(reference.title)}](<{reference.url}>)"
    place = (
        reference.kind.value,
        day(reference.date),
        escaped(" > ".join(reference.section)),
        pages(reference.pages),
        escaped(reference.file),
    )
    told = ", ".join(" ".join(part.split()) for part in (source, *place) if part)
    lines = [*escaped(reference.quote).splitlines(), "", f"— {told}"]
    return "".join(f"> {line}".rstrip() + "\n" for line in lines)


def escaped(text: str) -> str:
    """Line by line, without the space at its beginning, which could make it code."""
    lines = (LEADING.sub(r"\1\\\2", WITHIN.sub(r"\\\1", line.strip())) for line in text.splitlines())
    return "\n".join(lines)
