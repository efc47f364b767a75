"""What is measured of our own questions: every sentence that was read for them, and whether it answers."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from api.assemble import opened
from api.settings import Settings
from corpus.errors import BadQuestion
from search.answer.ask import Ask
from search.answer.candidates import SIGNALS, Candidate, Told
from search.answer.rereading import REREAD, WHOLE, reread
from search.query import Query

Quote = dict[str, str | int]

QUALITY = Path(__file__).parents[1] / "quality"
# shares of a sentence or a quote, whichever is shorter, that the two have together
TOGETHER = 0.4
HELPS = 0.3
# so many times as much is read again: whatever the weights, the first of all are among these
ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a set: what was read for it, with 1 for each sentence that answers and less for one
    that helps; ``answerable`` where it has any.
    """

    group: str
    id: str
    answerable: bool
    ask: Ask
    candidates: Sequence[Candidate]
    answers: NDArray[np.float64]
    quotes: Sequence[Quote]
    told: Sequence[Told]

    @property
    def signals(self) -> NDArray[np.float64]:
        """Of all candidates, shape (candidates, signals)."""
        return np.array([one.signals for one in self.candidates]).reshape(len(self.candidates), len(SIGNALS))


def sets() -> list[str]:
    """The letters of the sets that are complete."""
    found = (path.stem.removeprefix("questions-") for path in sorted(QUALITY.glob("questions-*.jsonl")))
    return [one for one in found if (QUALITY / f"unanswerable-{one}.jsonl").is_file()]


def asked(group: str, data: Path | None = None) -> Iterator[Asked]:
    """Asks all questions of a set about its own documents; ``data`` is a folder that has them already."""
    with tempfile.TemporaryDirectory() as fresh, opened(Settings(data=data or Path(fresh))) as service:
        if data is None:
            service.ingest([QUALITY / "documents" / group])
        for name in ("questions", "unanswerable"):
            for line in (QUALITY / f"{name}-{group}.jsonl").read_text(encoding="utf-8").splitlines():
                question = json.loads(line)
                try:
                    read = service.answerer.weighed(Query(question["question"]))
                except BadQuestion:
                    continue
                reranker = service.answerer.reader.reranker
                candidates = reread(read.ask, read.candidates, reranker, ENOUGH * REREAD, ENOUGH * WHOLE)
                quotes = question.get("relevant", ())
                answers = [relevance(one, quotes) for one in candidates]
                yield Asked(
                    group=group,
                    id=question["id"],
                    answerable=name == "questions",
                    ask=read.ask,
                    candidates=candidates,
                    answers=np.array(answers),
                    quotes=quotes,
                    told=read.told,
                )


def relevance(one: Candidate, quotes: Sequence[Quote]) -> float:
    """1 where the sentence lies in a quote that answers, ``HELPS`` where that only helps."""
    found = [
        1.0 if quote["grade"] == 2 else HELPS
        for quote in quotes
        if quote["document"] == one.citation.name and _overlap(one, str(quote["quote"]))
    ]
    return max(found, default=0.0)


def _overlap(one: Candidate, quote: str) -> bool:
    text, words, sought = (_plain(text) for text in (one.citation.text, one.unit.text, quote))
    at, start = text.find(sought), text.find(words)
    if at < 0 or start < 0:
        return False
    shared = min(at + len(sought), start + len(words)) - max(at, start)
    return shared >= TOGETHER * min(len(sought), len(words))


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub("[‘’]", "'", text)).strip().lower()
