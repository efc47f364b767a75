"""Cuts a text into the pieces that a legal reference is made of: words, numbers of articles, marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# "5a", "1.2", "7a.3", "1:247", "2°"; every part is of bounded length, so that no text takes long
NUMBER = r"\d{1,4}[a-z]{0,2}\d?(?:[.:]\d{1,4}[a-z]{0,2}){0,4}[°º]?(?!\w)"
TOKEN = re.compile(rf"{NUMBER}|[^\W_]+|\S", re.IGNORECASE)
CHUNK = re.compile(r"\S+")


class Token(NamedTuple):
    """A piece of a text, from ``start`` up to ``end``; ``low`` is in small letters.

    ``glued`` tells that nothing stands between it and the piece before, ``opens`` that it begins a line.
    """

    text: str
    low: str
    start: int
    end: int
    glued: bool
    opens: bool


def tokens(text: str) -> list[Token]:
    """The pieces in order. An address of a page or a person is one piece, so that nothing in it counts."""
    return list(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    end = 0
    for chunk in CHUNK.finditer(text):
        opens = "\n" in text[end : chunk.start()]
        start, end = chunk.span()
        word = chunk.group()
        if "://" in word or "@" in word or word[:4].lower() == "www.":
            yield Token(word, "", start, end, glued=False, opens=opens)
            continue
        last = start - 1
        for found in TOKEN.finditer(text, start, end):
            piece = found.group()
            glued = found.start() == last
            yield Token(piece, piece.lower(), *found.span(), glued=glued, opens=opens and not glued)
            last = found.end()
