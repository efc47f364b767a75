"""What it learns from besides: what the product itself found for questions, judged by readers.

Documents were made of the passages of the embedder's pairs, and questions put to them as anybody would: ours
of ``questions.jsonl``, others of that kind, and questions in everyday words. So what does not answer looks as
much like the question as what does. A line of ``readings.jsonl`` has the passages that were found (``bij``:
their beginning; ``kop``: what stood above them), and places of sentences in them with what a reader thought:
2 answers it, 1 only helps, 0 does neither. ``held-out.jsonl`` has more, for measuring alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score
from tokenizers import Tokenizer

from models.recipes.embedder.sources import rows
from models.recipes.reranker.model import CrossEncoder, read, scores
from models.recipes.reranker.questions import Judged, passages

READINGS, HELD_OUT = (Path(__file__).parent / f"{name}.jsonl" for name in ("readings", "held-out"))
ANSWERS = 2
# how likely what only helps is held to answer
CHANCES = (0.0, 0.4, 1.0)


def readings(path: Path = READINGS) -> Iterator[list[Judged]]:
    """For each question its sentences and its whole passages, with how likely they answer."""
    known = passages()
    for one in rows(path):
        found: list[Judged] = []
        for passage in one["gelezen"]:
            text, above, places = known[passage["bij"]], passage["kop"], passage["zinnen"]
            texts = [(text[start:end], grade) for start, end, grade in places]
            texts.append((text, max(grade for *_, grade in places)))
            found += [((one["vraag"], f"{above}: {words}"), CHANCES[grade]) for words, grade in texts]
        yield found


def told_apart(model: CrossEncoder, tokenizer: Tokenizer, longest: int) -> float:
    """Area under the curve over held-out questions: does the surest of its texts tell which has an answer?"""
    asked = list(readings(HELD_OUT))
    surest = [scores(model, read(tokenizer, [pair for pair, _ in one], longest)).max() for one in asked]
    holds = [max(chance for _, chance in one) == CHANCES[ANSWERS] for one in asked]
    return float(roc_auc_score(np.array(holds), np.array(surest)))
