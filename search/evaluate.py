"""How good the ranking is, measured on questions with known answers."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import BadInput, Unreadable
from search.query import Citation, Query, Results

DEPTH = 10
RECALL_DEPTH = 5
READ_CHARACTERS = 1500
HEAD, TAIL = 60, 40
COLUMNS = ("nDCG@10", "recall@5", "MRR@10")


@dataclass(frozen=True, slots=True)
class Answer:
    """A quote from a document that answers (grade 2) or helps (grade 1)."""

    document: str
    quote: str
    grade: int


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question of some kind with the quotes that a good ranking brings up."""

    id: str
    kind: str
    text: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a group of questions and the mean of each measure over them."""

    name: str
    questions: int
    measures: tuple[float, ...]


def load(path: Path) -> list[GoldQuestion]:
    """Reads JSON Lines; raises Unreadable or BadInput with the line that is wrong."""
    return [_question(path, number, line) for number, line in lines(path, "een vraag")]


def lines(path: Path, what: str) -> list[tuple[int, str]]:
    """The lines of a text file that hold something, numbered from 1. Raises Unreadable."""
    try:
        found = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(
            f"{path} kan niet worden gelezen.", f"Geef een bestand met {what} per regel."
        ) from error
    return [(number, line) for number, line in enumerate(found, 1) if line.strip()]


def evaluate(search: Callable[[Query], Results], questions: Iterable[GoldQuestion]) -> list[Row]:
    """Runs every question; the first row is over all, then one for each kind."""
    measured = [
        (question.kind, score(question.answers, search(Query(question.text, limit=DEPTH)).citations))
        for question in questions
    ]
    kinds = sorted({kind for kind, _ in measured})
    groups = [("alle", [scores for _, scores in measured])]
    groups += [(kind, [scores for own, scores in measured if own == kind]) for kind in kinds]
    return [Row(name, len(scores), _mean(scores)) for name, scores in groups if scores]


def score(answers: Sequence[Answer], citations: Sequence[Citation]) -> tuple[float, float, float]:
    """nDCG@10 with gain ``2**grade - 1``, recall@5 and reciprocal rank.

    A citation brings up a quote when it comes from the same file and its first 1,500 characters hold
    the quote's first 60 or last 40; a quote counts once, at the first citation that brings it up.
    """
    missing = list(answers)
    gain, early, first = 0.0, 0, 0.0
    for rank, citation in enumerate(citations[:DEPTH], 1):
        found = [answer for answer in missing if _brings_up(citation, answer)]
        missing = [answer for answer in missing if answer not in found]
        gain += sum(2**answer.grade - 1 for answer in found) / math.log2(rank + 1)
        early += len(found) if rank <= RECALL_DEPTH else 0
        first = first or (1 / rank if found else 0.0)
    recall = early / min(RECALL_DEPTH, len(answers))
    return min(1.0, gain / _ideal(answers)), min(1.0, recall), first


def _ideal(answers: Sequence[Answer]) -> float:
    grades = sorted((answer.grade for answer in answers), reverse=True)[:DEPTH]
    return math.fsum((2**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))


def _brings_up(citation: Citation, answer: Answer) -> bool:
    text = plain(citation.text)[:READ_CHARACTERS]
    return citation.name == Path(answer.document).name and stands_in(plain(answer.quote), text)


def stands_in(quote: str, text: str) -> bool:
    """Whether a text holds the beginning or the end of a quote, both in plain form."""
    return quote[:HEAD] in text or quote[-TAIL:] in text


def plain(text: str) -> str:
    """What quotes are compared by: one space for white space, plain apostrophes, small letters."""
    return re.sub(r"\s+", " ", re.sub("[‘’]", "'", text)).strip().lower()


def _mean(scores: Sequence[tuple[float, ...]]) -> tuple[float, ...]:
    return tuple(sum(column) / len(scores) for column in zip(*scores, strict=True))


def _question(path: Path, number: int, line: str) -> GoldQuestion:
    try:
        raw = json.loads(line)
        answers = tuple(Answer(a["document"], a["quote"], int(a["grade"])) for a in raw["relevant"])
        return GoldQuestion(str(raw["id"]), str(raw.get("kind", "")), str(raw["question"]), answers)
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput(
            f"Regel {number} van {path.name} is geen vraag met antwoorden ({error}).",
            "Elke regel is een JSON-object met id, kind, question en relevant.",
        ) from error
