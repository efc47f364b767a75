"""One analysis of Dutch words, for the index, the question and the highlighter alike.

A word is folded (lower case, no accents), brought back to its lemma with simplemma and then to the
Snowball stem of that; a compound also yields the stems of its parts. Stems are keys to compare by,
never words to show. The home of simplemma and PyStemmer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

import simplemma
import Stemmer

from corpus.span import Span
from models.compounds import LONGEST_WORD, Compounds, rarity
from models.stopwords import STOP_WORDS

WORD = re.compile(r"['’](?:[snt]|\d\d)\b|[^\W_]+(?:['’][^\W_]+)*")
# a year without its century: schooljaar '18-'19
SHORT_YEAR = re.compile(r"'(\d\d)", re.ASCII)
LAST_OF_THIS_CENTURY = 49
PLURAL_S = re.compile(r"(?<=\w)['’]s$")
GRAM_SIZES = (4, 5)
# a word that Dutch at large uses at least as often is no typing error
LEAST_RARE_ERROR = 5.5
# different words of which the analysis is kept, and ways to write them
REMEMBERED = 250_000
PARTS_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text; ``folded`` without case and accents, ``parts`` the stems of a compound's parts.

    ``plain`` is the stem of the word as it is written: a lemma can be that of another word ("ouder": oud).
    """

    span: Span
    folded: str
    stem: str
    parts: tuple[str, ...]
    is_stop: bool
    plain: str = ""

    @property
    def compares(self) -> bool:
        """Whether it may be taken for more of something else: an "ouder" is not only who is more oud."""
        return self.folded.endswith(("er", "ere")) and len(self.stem) < len(self.plain)


class Key(NamedTuple):
    """What a word is compared by: its stem and those of its parts; the others as in ``Word``."""

    stems: tuple[str, ...]
    is_stop: bool
    folded: str
    plain: str


class Memory(dict[str, Key]):
    """Makes what it does not know. When it is full, the newest makes way: what is common came early.

    A look-up of what is known is no call, which counts where a search looks up ten thousand words.
    """

    def __init__(self, make: Callable[[str], Key]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, word: str) -> Key:
        key = self._make(word)
        if len(self) >= REMEMBERED:
            self.popitem()
        self[word] = key
        return key


class Analysis:
    """Safe to share between threads."""

    def __init__(self) -> None:
        self._compounds = Compounds()
        self._stemmer = Stemmer.Stemmer("dutch")
        self._careful = Stemmer.Stemmer("dutch_porter")
        self._turn = Lock()
        self._remember()
        # other words are made of the same parts
        self._part = lru_cache(maxsize=PARTS_REMEMBERED)(self._stem)

    def _remember(self) -> None:
        """Words as they are folded, which is all that their analysis depends on, and as they are written."""
        self._folded = Memory(self._keyed)
        self._written = Memory(lambda surface: self._folded[fold(surface)])

    def learn(self, words: Iterable[str]) -> None:
        """Analyses folded words now, so that no search has to wait for that."""
        for word in words:
            self._folded[word]

    def words(self, text: str) -> Iterator[Word]:
        """The words of a text in order, stop words included; spans point into the text as given.

        What is longer than any word can be is none.
        """
        for match in WORD.finditer(text):
            if match.end() - match.start() <= LONGEST_WORD:
                (stem, *parts), is_stop, folded, plain = self._written[match.group()]
                yield Word(Span(*match.span()), folded, stem, tuple(parts), is_stop, plain)

    def keys(self, text: str) -> list[Key]:
        """One for each of ``words``, five times as fast: for passages that are read during a search."""
        known = self._written
        return [known[surface] for surface in WORD.findall(text) if len(surface) <= LONGEST_WORD]

    def places(self, text: str, wanted: Callable[[Key], bool]) -> Iterator[Span]:
        """Where those of ``words`` stand that are wanted."""
        for match in WORD.finditer(text):
            surface = match.group()
            if len(surface) <= LONGEST_WORD and wanted(self._written[surface]):
                yield Span(*match.span())

    def base(self, word: Word) -> tuple[str, str]:
        """What forms of one word share, and few other words: "gewoon" has the stem of "wonen", not its base.

        Too narrow to search by, since words that belong together often differ in it.
        """
        # "jongeren" are no more the young than a "jongere" is
        many = word.folded.endswith("eren") and any(one.compares for one in self.words(word.folded[:-1]))
        as_written = word.compares or many
        form, stem = (word.folded, word.plain) if as_written else (_lemma(word.folded), word.stem)
        with self._turn:
            return stem, str(self._careful.stemWord(form))

    def _keyed(self, surface: str) -> Key:
        folded, stem, parts, is_stop, plain = self._analyse(surface)
        return Key((stem, *parts), is_stop, folded, plain)

    def _analyse(self, surface: str) -> tuple[str, str, tuple[str, ...], bool, str]:
        word = fold(surface)
        parts = tuple(self._part(part.cut(word)) for part in self._compounds.parts(word))
        return word, self._stem(word), parts, word in STOP_WORDS, self._cut(PLURAL_S.sub("", word))

    def _stem(self, word: str) -> str:
        return self._cut(_lemma(word))

    def _cut(self, word: str) -> str:
        # PyStemmer asks for one thread at a time
        with self._turn:
            return str(self._stemmer.stemWord(word))


def _lemma(folded: str) -> str:
    if short := SHORT_YEAR.fullmatch(folded):
        return f"{'20' if int(short[1]) <= LAST_OF_THIS_CENTURY else '19'}{short[1]}"
    # simplemma marks what a verb can lose: aangepast is aan_passen
    return fold(simplemma.lemmatize(PLURAL_S.sub("", folded), lang="nl").replace("_", ""))


@lru_cache(maxsize=100_000)
def dictionary_lemma(word: str) -> str | None:
    """The lemma of a word in simplemma's dictionary, or None where it has neither the word nor a lemma."""
    lemma = simplemma.lemmatize(word, lang="nl").replace("_", "")
    return lemma if lemma and simplemma.is_known(lemma, lang="nl") else None


def is_dutch(word: str) -> bool:
    """Whether a word stands in the dictionary or is used so often that it is no typing error."""
    return dictionary_lemma(word) is not None or rarity(word) < LEAST_RARE_ERROR


def fold(text: str) -> str:
    """Lower case, without accents and with plain apostrophes."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def grams(word: str) -> Iterator[str]:
    """Character 4- and 5-grams of a folded word between its borders: robust against typing errors."""
    bordered = f"_{word}_"
    for size in GRAM_SIZES:
        for start in range(len(bordered) - size + 1):
            yield bordered[start : start + size]
