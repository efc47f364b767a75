"""What it learns from: our questions about our own passages, those that a passage answers and near misses.

``questions.jsonl`` holds for a passage a question that it answers (``ja``) with the stretch of it that does
(``zin``), a near miss about the same thing that it does not answer (``nee``), and for most a question next
door (``buur``). The passages are those of the embedder's pairs: ``bij`` is the question of the pair, or the
beginning of the passage that stands beside it as a wrong answer. The documents and questions that answers are
measured on (``bench/quality``) are not among them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from models.recipes.embedder.retrieval import Pair, field
from models.recipes.embedder.sources import rows
from models.recipes.reranker.model import Asked

QUESTIONS = Path(__file__).parent / "questions.jsonl"
# of the texts that look most like a question: how many are looked at for one of another passage
NEAREST, AT_ONCE = 5, 256
# how often a question is put to its passage as a whole too
WHOLE = 0.5
FEWEST = 5
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
Judged = tuple[Asked, float]


def judged(seed: int = 0) -> list[Judged]:
    """Questions and texts, with 1 where the text answers and 0 where it does not."""
    chance = random.Random(seed)
    known = passages()
    asked = list(rows(QUESTIONS))
    texts = [known[one["bij"]] for one in asked]
    found: list[Judged] = []
    like = Nearest(texts).of([one["ja"] for one in asked], NEAREST)
    for one, text, nearest in zip(asked, texts, like, strict=True):
        said, other = one["zin"], next(texts[place] for place in nearest if texts[place] != text)
        found += [((one["ja"], said), 1.0), ((one["nee"], said), 0.0), ((one["ja"], other), 0.0)]
        found += [((one["ja"], beside), 0.0) for beside in _some(_beside(text, said), chance)]
        if "buur" in one:
            found.append(((one["buur"], chance.choice((text, said))), 0.0))
        if chance.random() < WHOLE:
            found += [((one["ja"], text), 1.0), ((one["nee"], text), 0.0)]
    for pair in _pairs():
        found.append(((pair.query, pair.passage), 1.0))
        found += [((pair.query, text), 0.0) for text in pair.negatives]
    return found


def _beside(text: str, said: str) -> list[str]:
    """Sentences of the passage that do not answer."""
    found = SENTENCE_END.split(text)
    return [one for one in found if len(one.split()) >= FEWEST and one not in said and said not in one]


def _some(texts: Sequence[str], chance: random.Random) -> list[str]:
    return chance.sample(texts, min(1, len(texts)))


def passages() -> dict[str, str]:
    """By what ``bij`` calls them."""
    found = {beginning(text): text for one in _pairs() for text in (*one.negatives, one.passage)}
    return found | {one.query: one.passage for one in _pairs()}


def beginning(text: str) -> str:
    """The first words of a passage."""
    return " ".join(text.split()[:12])


class Nearest:
    """Texts that look like a question, by the letters that they have in common."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(4, 5), sublinear_tf=True, min_df=2)
        self._texts = csr_matrix(self._letters.fit_transform(texts))

    def of(self, questions: Sequence[str], count: int) -> Iterator[list[int]]:
        """For each question the numbers of the nearest texts, the nearest first."""
        for start in range(0, len(questions), AT_ONCE):
            asked = self._letters.transform(questions[start : start + AT_ONCE])
            for row in (asked @ self._texts.T).toarray():
                yield (-row).argsort()[:count].tolist()


def _pairs() -> list[Pair]:
    """Of the field, with texts on one line."""
    return [
        Pair(one.query, _flat(one.passage), tuple(map(_flat, one.negatives)))
        for held in (False, True)
        for one in field(held)
    ]


def _flat(text: str) -> str:
    return " ".join(text.split())
