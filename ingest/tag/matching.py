"""Finds the rules of the taxonomy in a sentence: on stems, compound parts and nearness.

A rule's word is met by a word with the same stem, by a compound that it is a part of ("wet" meets
onderwijswet), and by a compound of the same parts ("kindcentrum" meets kindcentra).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeVar

from corpus.span import Span
from corpus.taxonomy.patterns import Choice, Pattern, Phrase
from models.analysis import Analysis, Word

Key = TypeVar("Key")

# Words from the first to the last that a rule asks for.
NEAR = 15
# A phrase: for each of its words the stems that meet it.
Stems = tuple[frozenset[str], ...]
Places = Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Match(Generic[Key]):
    """A rule that holds in a sentence; ``spans`` are the words that meet it, as ranges of the text."""

    key: Key
    pattern: Pattern
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Rule(Generic[Key]):
    key: Key
    pattern: Pattern
    choices: tuple[tuple[Stems, ...], ...]


class Matcher(Generic[Key]):
    """Holds rules under keys. Not changed by matching, so safe to share between threads."""

    def __init__(self, rules: Iterable[tuple[Key, Pattern]], analysis: Analysis) -> None:
        self._analysis = analysis
        self._rules = [
            _Rule(key, pattern, tuple(self._stems(choice) for choice in pattern.choices))
            for key, pattern in rules
        ]
        # A rule can only hold where one of the words of its first choice stands.
        self._by_word: dict[str, list[_Rule[Key]]] = defaultdict(list)
        for rule in self._rules:
            for first in {stem for stems in rule.choices[0] for stem in stems[0]}:
                self._by_word[first].append(rule)

    def __call__(self, words: Sequence[Word]) -> Iterator[Match[Key]]:
        """Every rule that holds in these words of one sentence, each once."""
        places = _places(words)
        rules = {id(rule): rule for stem in places for rule in self._by_word.get(stem, ())}
        for rule in rules.values():
            found = _nearest([sorted(set(_met(choice, places))) for choice in rule.choices])
            if found:
                yield Match(rule.key, rule.pattern, tuple(_span(words, run) for run in found))

    def _stems(self, choice: Choice) -> tuple[Stems, ...]:
        return tuple(self._phrase(phrase) for phrase in choice)

    def _phrase(self, phrase: Phrase) -> Stems:
        return tuple(_meeting(word) for text in phrase for word in self._analysis.words(text))


Run = tuple[int, int]


def _meeting(word: Word) -> frozenset[str]:
    """A rule holds ordinary forms of words, so that "ouder" and "jongere" are no forms of oud and jong."""
    stems = {word.plain} if word.compares else {word.plain, word.stem}
    return frozenset({*stems, "+".join(word.parts)} - {""})


def _stems(word: Word) -> set[str]:
    """Of a word, of its parts, and of parts that stand together."""
    ends = range(1, len(word.parts) + 1)
    return {word.stem, word.plain, *("+".join(word.parts[start:end]) for end in ends for start in range(end))}


def _places(words: Sequence[Word]) -> dict[str, list[int]]:
    """Where each stem stands, as a word or as a part of one."""
    places: dict[str, list[int]] = defaultdict(list)
    for number, word in enumerate(words):
        for stem in _stems(word):
            places[stem].append(number)
    return places


def _met(choice: Sequence[Stems], places: Places) -> Iterator[Run]:
    """First and last word of every place where one of the phrases stands."""
    for phrase in choice:
        first, *others = ({place for stem in one for place in places.get(stem, ())} for one in phrase)
        for start in sorted(first):
            if all(start + step in place for step, place in enumerate(others, 1)):
                yield start, start + len(phrase) - 1


def _nearest(found: Sequence[Sequence[Run]]) -> list[Run]:
    """One run for each choice, all within ``NEAR`` words and none used twice; the first such, or nothing."""
    # who has the fewest chooses first, so that the order in which a rule is written does not matter
    choices = sorted(found, key=lambda runs: (len(runs), runs))
    for first, _ in sorted({run for runs in found for run in runs}) if all(found) else ():
        chosen: list[Run] = []
        for runs in choices:
            free = (run for run in runs if first <= run[0] < first + NEAR and run not in chosen)
            chosen.extend(islice(free, 1))
        if len(chosen) == len(found):
            return sorted(chosen)
    return []


def _span(words: Sequence[Word], run: Run) -> Span:
    return Span(words[run[0]].span.start, words[run[1]].span.end)
