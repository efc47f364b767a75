"""BibTeX, for LaTeX. Letters stay as they are: the programs of today read UTF-8."""

from __future__ import annotations

import re
from collections.abc import Iterator

from api.citations.reference import Reference
from api.place import span

MEDIA_TYPE = "application/x-bibtex"
# what LaTeX reads as a command; a brace would also end the field
COMMANDS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}


def write(reference: Reference) -> str:
    """One entry."""
    fields = [f"  {name} = {{{value}}}," for name, value in _fields(reference)]
    return "\n".join([f"@misc{{schuurpunt-{reference.key},", *fields, "}", ""])


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    # braces keep the capitals
    yield "title", f"{{{_escaped(reference.title)}}}"
    for name, part in zip(("year", "month", "day"), reference.date_parts, strict=False):
        yield name, str(part)
    yield "howpublished", _escaped(reference.kind.value)
    if reference.section:
        yield "chapter", _escaped(" > ".join(reference.section))
    if reference.pages:
        yield "pages", span(reference.pages, "--")
    yield "language", reference.language
    yield "abstract", _escaped(reference.quote)
    yield "note", _escaped(reference.source)
    yield "url", reference.url


def _escaped(text: str) -> str:
    signs = "".join(map(re.escape, COMMANDS))
    return re.sub(f"[{signs}]", lambda sign: COMMANDS[sign[0]], " ".join(text.split()))
