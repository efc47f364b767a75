"""English and Dutch that say the same: what the teacher knows in English, the student learns in Dutch."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from models.recipes.embedder.sources import forbidden, rows, same, table

LONG_WORDS = (60, 140)


@dataclass(frozen=True, slots=True)
class Parallel:
    """One text in both languages; ``kind`` is term, short or long."""

    english: str
    dutch: str
    kind: str


def parallel(data: Path, seed: int = 0) -> list[Parallel]:
    """All pairs to distil from, shuffled; repeats and everything that is measured with are left out.

    The teacher reads every English side, so the treaties, of which there are most, give a sample.
    """
    chance = random.Random(seed)
    treaties = list(table(data / "treaties-en-nl/pairs.tsv.xz", 4))
    sentences = [(en, nl) for _, _, en, nl in treaties if 6 <= len(nl.split()) <= 50]
    found = [
        *_kept(_short(data), "short", 3),
        *_kept(chance.sample(sentences, 10_000), "short", 6),
        *_kept(chance.sample(list(terms(data)), 20_000), "term", 1),
        *_kept(chance.sample(list(_joined(treaties)), 3_000), "long", 40),
    ]
    unique = {same(pair.dutch): pair for pair in found}
    kept = [pair for key, pair in unique.items() if key not in forbidden(data)]
    chance.shuffle(kept)
    return kept


def _kept(pairs: Iterable[tuple[str, str]], kind: str, words: int) -> Iterator[Parallel]:
    for english, dutch in pairs:
        if (
            same(english) != same(dutch)
            and len(dutch.split()) >= words
            and len(english) < 3 * len(dutch) + 20
        ):
            yield Parallel(english, dutch, kind)


def _short(data: Path) -> Iterator[tuple[str, str]]:
    yield from (tuple(cells[:2]) for cells in table(data / "tatoeba-nl/eng_nld.tsv", 2))  # type: ignore[misc]
    for name in (
        "parallel-en-nl/pairs.tsv",
        "hedy-nl-en/pairs.tsv",
        "covid-dashboard-nl-en/pairs.tsv",
        "coronacheck-faq-nl-en/pairs.tsv",
        "ggm-gemeentelijk-gegevensmodel/docs_en_nl.tsv",
    ):
        yield from ((cells[1], cells[2]) for cells in table(data / name, 3))
    scored = [*rows(data / "stsb-multi-mt-nl/train.jsonl"), *rows(data / "sick-nl/sick_nl.jsonl")]
    for row in scored:
        if row.get("set", "TRAIN") == "TRAIN":
            yield from ((row["en1"], row["nl1"]), (row["en2"], row["nl2"]))


def terms(data: Path) -> Iterator[tuple[str, str]]:
    """(English, Dutch) entries of glossaries, without those that list several senses."""
    for _, english, dutch, *_ in table(data / "terms-en-nl/terms.tsv", 3):
        if len(dutch.split()) <= 4 and not set("~()[];/") & set(english + dutch):
            yield english, dutch


def _joined(treaties: list[list[str]]) -> Iterator[tuple[str, str]]:
    """Consecutive segments of one treaty as one text, as long as the passages of a search."""
    fewest, most = LONG_WORDS
    for _, group in groupby(treaties, key=lambda cells: cells[0]):
        english: list[str] = []
        dutch: list[str] = []
        for _, _, en, nl in group:
            english.append(en)
            dutch.append(nl)
            words = sum(len(text.split()) for text in dutch)
            if words >= fewest:
                if words <= most:
                    yield " ".join(english), " ".join(dutch)
                english, dutch = [], []
