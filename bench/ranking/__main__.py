"""``python -m bench.ranking`` tells what the second stage gains; ``--fit`` writes its weights.

Pairs of passages of one question, of which one answers better, are told apart by a logistic function of the
difference of their features (RankNet without hidden layers; Burges et al., 2005). No weight is below 0.
Figures are by cross-validation: each set of documents is ranked by weights fitted on the others.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bench.quality.figures import SETS, taken_in
from search.evaluate.gold import GoldQuestion, load, plain
from search.evaluate.measures import score
from search.query import Citation, Query
from search.rank.features import FEATURES
from search.rank.weights import FILE, WITH, WITHOUT

Rows = NDArray[np.float64]
# the demo documents are what the others are judged by in CI, so nothing is fitted on them
FITTED = ("a", "b", "c")
# without tokens this says nothing
TOKENS = FEATURES.index("likeness")
RIDGE = 1.0


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its best passages in the order of the first stage; ``gains`` is what each answers."""

    group: str
    question: GoldQuestion
    citations: Sequence[Citation]
    features: Rows
    gains: Rows


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.ranking")
    parser.add_argument("--fit", action="store_true", help="write the weights")
    options = parser.parse_args()
    questions = [one for name in FITTED for one in asked(name)]
    tables = {}
    for name, used in ((WITH, set(FEATURES)), (WITHOUT, set(FEATURES) - {FEATURES[TOKENS]})):
        kept = np.array([feature in used for feature in FEATURES])
        report(name, questions, kept)
        tables[name] = fitted(questions, kept)
    if options.fit:
        FILE.write_text(written(tables), encoding="utf-8")


def asked(group: str) -> Iterator[Asked]:
    with taken_in(SETS[group]) as service:
        for question in load(SETS[group].questions):
            citations, features = service.answerer.searcher.looked_at(Query(question.text))
            if citations:
                gains = np.array([_gain(question, one) for one in citations])
                yield Asked(group, question, citations, features, gains)


def _gain(question: GoldQuestion, citation: Citation) -> float:
    text = plain(citation.text)
    return max(
        (2.0**one.grade - 1 for one in question.quotes if one.stands_in(citation.name, text)), default=0
    )


def fitted(questions: Sequence[Asked], kept: NDArray[np.bool_]) -> Rows:
    """A weight for each feature, 0 for what is not kept, adding up to 1."""
    pairs = [pair for one in questions for pair in _pairs(one)]
    rows = np.stack([row for row, _ in pairs])[:, kept]
    shares = np.array([share for _, share in pairs])

    def loss(weights: Rows) -> tuple[float, Rows]:
        margins = rows @ weights
        slope = -rows.T @ (shares / (1 + np.exp(margins))) + RIDGE * weights
        return float((shares * np.logaddexp(0, -margins)).sum() + RIDGE * (weights**2).sum() / 2), slope

    found = minimize(
        loss, np.ones(rows.shape[1]), jac=True, method="L-BFGS-B", bounds=[(0, None)] * rows.shape[1]
    )
    weights = np.zeros(len(FEATURES))
    weights[kept] = found.x / found.x.sum()
    return weights


def _pairs(one: Asked) -> Iterator[tuple[Rows, float]]:
    """Differences between better and worse; every question counts alike, however many pairs it has."""
    pairs = [
        one.features[better] - one.features[worse]
        for better in range(len(one.gains))
        for worse in range(len(one.gains))
        if one.gains[better] > one.gains[worse]
    ]
    return ((pair, 100 / len(pairs)) for pair in pairs)


def report(name: str, questions: Sequence[Asked], kept: NDArray[np.bool_]) -> None:
    before = np.mean([ndcg(one, -np.arange(len(one.gains), dtype=np.float64)) for one in questions])
    after = []
    for group in FITTED:
        weights = fitted([one for one in questions if one.group != group], kept)
        after += [ndcg(one, one.features @ weights) for one in questions if one.group == group]
    print(f"{name}: nDCG@10 {before:.3f} of the first stage, {np.mean(after):.3f} after the second")


def ndcg(one: Asked, scores: Rows) -> float:
    order = np.argsort(-scores, kind="stable").tolist()
    return score(one.question.quotes, [one.citations[place] for place in order])[0]


def written(tables: dict[str, Rows]) -> str:
    lines = ["# Written by: python -m bench.ranking --fit"]
    for name, weights in tables.items():
        named = zip(FEATURES, weights, strict=True)
        lines += ["", f'["{name}"]', *(f"{feature} = {weight:.4f}" for feature, weight in named)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
