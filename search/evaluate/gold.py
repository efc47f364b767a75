"""Questions with known answers, as JSON Lines hold them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import BadInput, Unreadable

HEAD, TAIL = 60, 40


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document that answer a question (grade 2) or help (grade 1)."""

    document: str
    words: str
    grade: int

    @property
    def file(self) -> str:
        """The document without folders."""
        return Path(self.document).name

    def stands_in(self, name: str, text: str) -> bool:
        """Whether a text of a file holds it; ``text`` is in plain form."""
        return name == self.file and stands_in(plain(self.words), text)


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question of some kind with the quotes that answer it; none where the documents do not."""

    id: str
    kind: str
    text: str
    quotes: tuple[Quote, ...]


def load(path: Path) -> list[GoldQuestion]:
    """Reads questions with their quotes; raises Unreadable or BadInput with the line that is wrong."""
    return [_question(path, number, line, answered=True) for number, line in lines(path, "een vraag")]


def load_unanswerable(path: Path) -> list[GoldQuestion]:
    """Reads questions that the documents do not answer; raises as ``load``."""
    return [_question(path, number, line, answered=False) for number, line in lines(path, "een vraag")]


def lines(path: Path, what: str) -> list[tuple[int, str]]:
    """The lines of a text file that hold something, numbered from 1. Raises Unreadable."""
    try:
        found = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(
            f"{path} kan niet worden gelezen.", f"Geef een bestand met {what} per regel."
        ) from error
    return [(number, line) for number, line in enumerate(found, 1) if line.strip()]


def stands_in(quote: str, text: str) -> bool:
    """Whether a text holds the beginning or the end of a quote, both in plain form."""
    return quote[:HEAD] in text or quote[-TAIL:] in text


def plain(text: str) -> str:
    """What quotes are compared by: one space for white space, plain apostrophes, small letters."""
    return re.sub(r"\s+", " ", re.sub("[‘’]", "'", text)).strip().lower()


def _question(path: Path, number: int, line: str, answered: bool) -> GoldQuestion:
    try:
        raw = json.loads(line)
        quotes = _quotes(raw["relevant"]) if answered else ()
        return GoldQuestion(str(raw["id"]), str(raw.get("kind", "")), str(raw["question"]), quotes)
    except (KeyError, TypeError, ValueError) as error:
        wanted = "id, kind, question en relevant" if answered else "id, kind en question"
        raise BadInput(
            f"Regel {number} van {path.name} is geen vraag{' met antwoorden' * answered} ({error}).",
            f"Elke regel is een JSON-object met {wanted}.",
        ) from error


def _quotes(raw: Sequence[Mapping[str, Any]]) -> tuple[Quote, ...]:
    if not raw:
        raise ValueError("geen enkel citaat")
    return tuple(Quote(str(one["document"]), str(one["quote"]), int(one["grade"])) for one in raw)
