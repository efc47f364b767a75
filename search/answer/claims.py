"""Cuts what a language model wrote into sentences, each with the numbers of the passages that it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.protocols import Sentences

_THOUGHTS = re.compile(r"<think>.*?(?:</think>|$)", re.DOTALL | re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-*•–#]+|\d{1,2}[.)])\s+", re.MULTILINE)
_EMPHASIS = re.compile(r"\*\*|__")
_MARK = re.compile(r"\s*\[\s*(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\s*\]")
# "lang. [1] Daarna" has its mark in the next sentence
_LATE = re.compile(rf"([.!?…])((?:{_MARK.pattern})+)[.]?")
_SHAPED = re.compile(
    r"[<>{}\[\]`|\\^~@]|//|www\.|[^\W\d]{2,}\.[^\W\d]{2,}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """``text`` is as it may be shown, with its marks ("[2]"); ``words`` is that without them."""

    text: str
    words: str
    marks: tuple[int, ...]

    @property
    def is_plain(self) -> bool:
        """Whether it is words only: no markup, no link, no signs that are not seen."""
        return self.words.isprintable() and not _SHAPED.search(self.words)


def claims(written: str, sentences: Sentences) -> Iterator[Claim]:
    """The sentences in order; a list gives its items, and thoughts that a model tells of are left out."""
    plain = _EMPHASIS.sub("", _BULLET.sub("", _THOUGHTS.sub("", written)))
    for line in plain.splitlines():
        text = " ".join(_LATE.sub(lambda late: f"{late[2]}{late[1]}", line).split())
        for span in sentences(text):
            said = span.cut(text)
            marks = [int(number) for mark in _MARK.finditer(said) for number in re.findall(r"\d+", mark[1])]
            yield Claim(said, _MARK.sub("", said).strip(), tuple(dict.fromkeys(marks)))
