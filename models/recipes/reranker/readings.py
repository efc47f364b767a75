"""What it learns from besides: what the product itself found for questions, judged by readers.

Questions were put to documents as anybody would: to such as are made of the passages of the embedder's pairs,
ours of ``questions.jsonl``, others of that kind, and questions in everyday words; and to reports of invented
programmes, with tables and lists, whose passages are in ``passages.jsonl``. So what does not answer looks as
much like the question as what does. A line of ``readings.jsonl`` has the passages that were found (``bij``:
their beginning; ``kop``: what stood above them), and places of sentences in them with what a reader thought:
2 answers it, 1 only helps, 0 does neither. A row of a table and an item of a list are there in the words that
the product reads, with what stands above them. ``rond`` is how much of a long passage is read at once.
``held-out.jsonl`` has more, for measuring alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score
from tokenizers import Tokenizer

from models.recipes.embedder.sources import rows
from models.recipes.reranker.model import CrossEncoder, read, scores
from models.recipes.reranker.questions import Judged, beginning, passages

READINGS, HELD_OUT, PASSAGES = (
    Path(__file__).parent / f"{name}.jsonl" for name in ("readings", "held-out", "passages")
)
ANSWERS = 2
# how likely what only helps is held to answer
CHANCES = (0.0, 0.4, 1.0)


def readings(path: Path = READINGS) -> Iterator[list[Judged]]:
    """For each question its sentences and its whole passages, with how likely they answer."""
    known = known_passages()
    for one in rows(path):
        found: list[Judged] = []
        for passage in one["gelezen"]:
            text, places = known[passage["bij"]], passage["zinnen"]
            whole = passage.get("rond") or [0, len(text), max(grade for *_, grade in places)]
            for *place, grade in (*places, whole):
                words = text[slice(*place)] if len(place) > 1 else place[0]
                found.append(((one["vraag"], f"{passage['kop']}: {words}"), CHANCES[grade]))
        yield found


def known_passages() -> dict[str, str]:
    """Those that were read, by what ``bij`` calls them."""
    return passages() | {beginning(one["passage"]): one["passage"] for one in rows(PASSAGES)}


def told_apart(model: CrossEncoder, tokenizer: Tokenizer, longest: int) -> float:
    """Area under the curve over held-out questions: does the surest of its texts tell which has an answer?"""
    asked = list(readings(HELD_OUT))
    surest = [scores(model, read(tokenizer, [pair for pair, _ in one], longest)).max() for one in asked]
    holds = [max(chance for _, chance in one) == CHANCES[ANSWERS] for one in asked]
    return float(roc_auc_score(np.array(holds), np.array(surest)))
