"""Key phrases of a text: the noun phrases that it repeats and that Dutch at large seldom uses.

Ranked by C-value (Frantzi, Ananiadou and Mima 2000), which counts a phrase less where it only occurs
inside a longer one, times the rarity of its words.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.span import Span
from models.compounds import rarity
from models.pipeline import Word

LONGEST = 4
HEADS = frozenset({"NOUN", "PROPN"})
BEFORE_HEADS = frozenset({"ADJ"})
# general nouns that name no subject of their own
EMPTY = frozenset(
    "aantal basis dag deel ding doel eerste gebied geval jaar kader kant keer maand manier mate mens moment "
    "onderdeel persoon plaats punt rol situatie soort stap tijd tweede uur voorbeeld vorm vraag week wijze "
    "zin".split()
)


@dataclass(frozen=True, slots=True)
class KeyPhrase:
    """``text`` as it stands first; ``spans`` all its places, in any inflection; ``score`` above 0."""

    text: str
    spans: tuple[Span, ...]
    score: float


def key_phrases(text: str, words: Sequence[Word], limit: int = 10) -> list[KeyPhrase]:
    """The best phrases of ``text`` first; ``words`` are its words as the pipeline read them."""
    places: dict[tuple[str, ...], list[Span]] = defaultdict(list)
    for run in _runs(words):
        for part in _phrases(run):
            places[tuple(word.lemma.lower() for word in part)].append(
                Span(part[0].span.start, part[-1].span.end)
            )
    ranked = sorted(places, key=lambda phrase: (-_score(phrase, places), phrase))
    found = [KeyPhrase(places[p][0].cut(text), tuple(places[p]), _score(p, places)) for p in ranked]
    return [phrase for phrase in found if phrase.score > 0][:limit]


def _runs(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Stretches of adjectives and nouns that end with a noun."""
    run: list[Word] = []
    for word in words:
        if run and word.sentence != run[-1].sentence:
            yield run
            run = []
        if word.upos in HEADS | BEFORE_HEADS:
            run.append(word)
        elif run:
            yield run
            run = []
    yield run


def _phrases(run: list[Word]) -> Iterator[list[Word]]:
    """Every part of at most four words that ends with a noun of some content."""
    for start in range(len(run)):
        for end in range(start + 1, min(start + LONGEST, len(run)) + 1):
            last = run[end - 1]
            if last.upos in HEADS and last.lemma.lower() not in EMPTY and len(last.lemma) > 2:
                yield run[start:end]


def _score(phrase: tuple[str, ...], places: dict[tuple[str, ...], list[Span]]) -> float:
    longer = [spans for other, spans in places.items() if len(other) > len(phrase) and _holds(other, phrase)]
    inside = sum(len(spans) for spans in longer) / len(longer) if longer else 0.0
    rare = sum(rarity(word) for word in phrase) / len(phrase)
    return math.log2(1 + len(phrase)) * (len(places[phrase]) - inside) * rare


def _holds(longer: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    size = len(phrase)
    return any(longer[at : at + size] == phrase for at in range(len(longer) - size + 1))
