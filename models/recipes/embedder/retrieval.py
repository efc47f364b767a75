"""Dutch pairs for retrieval: something to ask with, and the passage that should be found."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from models.recipes.embedder.sources import forbidden, held_out, law_headings, rows, same, table

PASSAGE_WORDS = 110
FIELD = Path(__file__).parent / "pairs"
# How large a part of the headings is asked for as people ask.
ASKED = 0.5
QUESTIONS = (
    "Wat staat er over {}?",
    "Wat is er bekend over {}?",
    "Hoe zit het met {}?",
    "Wat zeggen de stukken over {}?",
    "Welke afspraken zijn er over {}?",
    "Wat wordt er gedaan aan {}?",
    "Waar gaat het over {}?",
    "Wat geldt er voor {}?",
    "{}: hoe is dat geregeld?",
    "Ik zoek iets over {}.",
    "Wie gaat er over {}?",
    "Waarom is er aandacht voor {}?",
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A question (or heading, or sentence), what answers it, and what only looks like it."""

    query: str
    passage: str
    negatives: tuple[str, ...] = ()


def field(held: bool) -> list[Pair]:
    """Pairs written for the programme's field; one in seven is held out."""
    found = [row for path in sorted(FIELD.glob("*.jsonl")) for row in rows(path)]
    return [
        Pair(ask, row.get("passage") or row["parafrase"], tuple(row.get("negatief", ())))
        for row in found
        if held_out(same(ask := row.get("vraag") or row["zin"]), 7) is held
    ]


def cloze(data: Path, count: int, held: bool, seed: int = 0) -> list[Pair]:
    """A sentence of a manifesto against the sentences around it (inverse cloze, Lee et al. 2019).

    One manifesto in twelve is held out.
    """
    chance = random.Random(seed)
    found: list[Pair] = []
    sentences = table(data / "verkiezingsprogrammas/sentences.tsv.xz", 3)
    for (party, year), group in groupby(sentences, key=lambda cells: (cells[0], cells[1])):
        if int(year[:4]) >= 1994 and held_out(party + year, 12) is held:
            found.extend(_windows([cells[2] for cells in group], chance))
    return _some(found, count, chance)


def _windows(sentences: list[str], chance: random.Random) -> Iterator[Pair]:
    start = 0
    while start < len(sentences):
        end, words, wanted = start, 0, chance.randint(40, PASSAGE_WORDS + 20)
        while end < len(sentences) and words < wanted:
            words += len(sentences[end].split())
            end += 1
        window = sentences[start:end]
        long_enough = [i for i, sentence in enumerate(window) if 5 <= len(sentence.split()) <= 40]
        if len(window) > 2 and long_enough:
            asked = chance.choice(long_enough)
            yield Pair(window[asked], " ".join(window[:asked] + window[asked + 1 :]))
        start = end


def headed(data: Path, count: int, seed: int = 0) -> list[Pair]:
    """Headings and the text below them, from laws that are not held out and from guidance."""
    chance = random.Random(seed)
    laws = [Pair(heading, text) for act, heading, text in law_headings(data) if not held_out(act)]
    pages = [
        Pair(
            f"{row['title']} {row['heading']}" if row["title"] != row["heading"] else row["heading"],
            row["text"],
        )
        for name in ("algoritmekader-nl/paragraphs.jsonl", "msdocs-nl/paragraphs.jsonl.xz")
        for row in rows(data / name)
        if row["heading"] and len(row["text"].split()) >= 25
    ]
    kept = [*_distinct(laws, count, chance), *_distinct(pages, count // 3, chance)]
    return [replace(pair, query=_as_question(pair.query, chance)) for pair in kept]


def defined(data: Path, count: int, seed: int = 0) -> list[Pair]:
    """Terms and their definitions, from laws that are not held out and from the municipal model."""
    chance = random.Random(seed)
    laws = [
        Pair(row["term"], row["definition"])
        for row in rows(data / "law-definitions-derived/definitions.jsonl")
        if not held_out(row["bwb"]) and len(row["definition"].split()) >= 6 and len(row["term"]) >= 5
    ]
    model = [
        Pair(row["term"], row["definition"])
        for row in rows(data / "ggm-gemeentelijk-gegevensmodel/glossary.jsonl")
        if len(row["definition"].split()) >= 5
    ]
    return [*_distinct(laws, count, chance), *model]


def paraphrased(data: Path) -> list[Pair]:
    """Sentences that say the same in Dutch."""
    pairs = [
        Pair(cells[0], cells[1])
        for name in ("nl_paraphrase_direct.tsv", "nl_paraphrase_by_pivot.tsv")
        for cells in table(data / "tatoeba-nl" / name, 2)
        if len(cells[0].split()) >= 4
    ]
    known = forbidden(data)
    return [pair for pair in pairs if same(pair.query) not in known and same(pair.passage) not in known]


def _as_question(subject: str, chance: random.Random) -> str:
    """Now and then in the words of someone who asks, so that those words come to mean little."""
    return chance.choice(QUESTIONS).format(subject) if chance.random() < ASKED else subject


def _distinct(pairs: list[Pair], count: int, chance: random.Random) -> list[Pair]:
    """At most so many pairs, each query and each passage once: a repeat would be a false negative."""
    by_query = {same(pair.query): pair for pair in pairs}
    by_passage = {same(pair.passage): pair for pair in by_query.values()}
    return _some(list(by_passage.values()), count, chance)


def _some(pairs: list[Pair], count: int, chance: random.Random) -> list[Pair]:
    """At most so many, in the order in which they stood, so that neighbours stay near."""
    return [pairs[i] for i in sorted(chance.sample(range(len(pairs)), min(count, len(pairs))))]
