"""What an embedder is measured on: each task turns an encoder into one figure between 0 and 1."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from types import ModuleType

import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr

from models.recipes.embedder.sources import held_out, law_headings, scored, table

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
PASSAGE_WORDS = 120


def passages(seeds: Path) -> list[tuple[str, str]]:
    """(file name, text) of consecutive stretches of 120 words."""
    found = []
    for path in sorted(seeds.glob("*.txt")):
        words = path.read_text(encoding="utf-8").split()
        found += [
            (path.name, " ".join(words[start : start + PASSAGE_WORDS]))
            for start in range(0, len(words), PASSAGE_WORDS)
        ]
    return found


@cache
def metrics(gold: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_metrics", gold / "metrics.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def ranked_questions(shared: Path, rank: Callable[[list[str], list[str]], NDArray[np.float32]]) -> float:
    """nDCG@10 on the development questions; ``rank`` gives scores, shape (questions, passages)."""
    found = passages(shared / "seeds")
    questions = [json.loads(line) for line in (shared / "gold/questions.dev.jsonl").read_text().splitlines()]
    scores = rank([question["question"] for question in questions], [text for _, text in found])
    rows = [
        metrics(shared / "gold").score_question(question, [found[i] for i in np.argsort(-row)[:10]])
        for question, row in zip(questions, scores, strict=True)
    ]
    return float(np.mean([row["ndcg@10"] for row in rows]))


def questions(shared: Path, encode: Encode) -> float:
    return ranked_questions(shared, lambda asked, texts: encode(asked) @ encode(texts).T)


def similarity(shared: Path, encode: Encode, name: str, split: str = "test") -> float:
    """Spearman's correlation of cosine and judged similarity, on ``stsb`` or ``sick``."""
    first, second, gold = zip(*scored(shared / "data", split)[name], strict=True)
    return float(spearmanr((encode(first) * encode(second)).sum(axis=1), gold).statistic)


@cache
def held_out_headings(shared: Path, count: int = 400) -> list[tuple[str, str]]:
    """Headings that name one article only, of acts that no training saw, with the article's text."""
    kept = [(heading, text) for act, heading, text in law_headings(shared / "data") if held_out(act)]
    often = Counter(heading.casefold() for heading, _ in kept)
    once = [pair for pair in kept if often[pair[0].casefold()] == 1]
    return list(islice(once[:: max(1, len(once) // count)], count))


def headings(shared: Path, rank: Callable[[list[str], list[str]], NDArray[np.float32]]) -> float:
    """MRR@10 of finding a law article by its heading among those of the other headings."""
    asked, texts = (list(column) for column in zip(*held_out_headings(shared), strict=True))
    scores = rank(asked, texts)
    places = (scores > scores.diagonal()[:, None]).sum(axis=1)
    return float(np.where(places < 10, 1 / (places + 1), 0).mean())


BITEXTS = ("laser-tatoeba-nl/tatoeba_v1.tsv", "flores200-nl/devtest.tsv")
English = list[NDArray[np.float32]]


def _sides(shared: Path, path: str) -> tuple[list[str], list[str]]:
    """English, Dutch."""
    english, dutch = zip(*(cells[:2] for cells in table(shared / "data" / path, 2)), strict=True)
    return list(english), list(dutch)


def english(shared: Path, teacher: Encode) -> English:
    """The English sides of Tatoeba and FLORES as the teacher sees them."""
    return [teacher(_sides(shared, path)[0]) for path in BITEXTS]


def bitext(shared: Path, encode: Encode, english: English) -> list[float]:
    """How often a Dutch sentence's nearest English sentence is its translation; NaN where sizes differ."""
    found = []
    for path, theirs in zip(BITEXTS, english, strict=True):
        ours = encode(_sides(shared, path)[1])
        if ours.shape[1] != theirs.shape[1]:
            return [float("nan")] * len(BITEXTS)
        found.append(float(((ours @ theirs.T).argmax(axis=1) == np.arange(len(ours))).mean()))
    return found
