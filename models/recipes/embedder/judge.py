"""What a student is stopped by: held-out pairs of the field, of manifestos, and judged similarity."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy.stats import spearmanr
from sentence_transformers import SentenceTransformer

from models.recipes.embedder.retrieval import Pair, cloze, field
from models.recipes.embedder.sources import scored

PAIRS, SCORED = 150, 300


def judge(data: Path) -> Callable[[SentenceTransformer], float]:
    """A figure between 0 and 1: half from finding passages of the field, the rest from what is general."""
    asked, manifestos = field(held=True), cloze(data, PAIRS, held=True)
    judged = {name: pairs[:: len(pairs) // SCORED] for name, pairs in scored(data, "dev").items()}

    def figure(model: SentenceTransformer) -> float:
        similar = [_similarity(model, pairs) for pairs in judged.values()]
        return float(np.mean([*2 * [_found(model, asked)], _found(model, manifestos), np.mean(similar)]))

    return figure


def _found(model: SentenceTransformer, pairs: list[Pair]) -> float:
    """MRR@10 of the own passage among all passages and all that only look like it."""
    texts = [pair.passage for pair in pairs] + [text for pair in pairs for text in pair.negatives]
    queries = model.encode([pair.query for pair in pairs], batch_size=16)
    scores = queries @ model.encode(texts, batch_size=16).T
    places = (scores > scores[:, : len(pairs)].diagonal()[:, None]).sum(axis=1)
    return float(np.where(places < 10, 1 / (places + 1), 0).mean())


def _similarity(model: SentenceTransformer, pairs: list[tuple[str, str, float]]) -> float:
    first, second, gold = zip(*pairs, strict=True)
    cosines = (model.encode(list(first)) * model.encode(list(second))).sum(axis=1)
    return float(spearmanr(cosines, gold).statistic)
