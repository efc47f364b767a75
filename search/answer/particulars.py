"""What cannot be put in other words: numbers, what they count, places in an act, and names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise

from models.analysis import Analysis, dictionary_lemma, fold

_ONES = "nul een twee drie vier vijf zes zeven acht negen".split()
_TEENS = "tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien".split()
_TENS = "twintig dertig veertig vijftig zestig zeventig tachtig negentig".split()
_ORDINALS = "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende".split()
_WORDS = {
    **{word: number for number, word in enumerate((*_ONES, *_TEENS))},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
    **{
        f"{one}en{tens}": 10 * number + unit
        for number, tens in enumerate(_TENS, 2)
        for unit, one in enumerate(_ONES[1:], 1)
    },
    **{word: number for number, word in enumerate(_ORDINALS, 1)},
    "honderd": 100,
    "tweehonderd": 200,
    "driehonderd": 300,
    "vierhonderd": 400,
    "vijfhonderd": 500,
    "duizend": 1000,
}
# words that say how much without being a number
_AMOUNTS = frozenset(
    """half halve anderhalf anderhalve helft kwart driekwart tweederde dubbel dubbele verdubbeld verdubbelde
    verdubbeling gehalveerd halvering iedereen niemand""".split()
)
_UNITS = {
    written: unit
    for unit, forms in {
        "seconde": "seconden",
        "minuut": "minuten",
        "uur": "uren",
        "dag": "dagen dagelijks dagelijkse",
        "week": "weken wekelijks wekelijkse",
        "maand": "maanden maandelijks maandelijkse",
        "kwartaal": "kwartalen",
        "jaar": "jaren jaarlijks jaarlijkse",
        "eeuw": "eeuwen",
        "euro": "euros",
        "procent": "procenten",
        "procentpunt": "procentpunten",
        "miljoen": "miljoenen",
        "miljard": "miljarden",
        "kilometer": "kilometers",
        "meter": "meters",
    }.items()
    for written in (unit, *forms.split())
}
_PLACES = {"art": "artikel", "artikelen": "artikel", "leden": "lid", "sub": "onder", "onderdeel": "onder"}
_PLACE = re.compile(
    r"\b(art(?:ikel(?:en)?)?|lid|leden|onder|onderdeel|sub|paragraaf|hoofdstuk|bijlage|advies|bouwsteen)\.?\s+"
    r"(\d+(?:[.:]\d+)*[a-z]*|[a-z])\b"
)
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*[a-z]*|[^\W\d]+")
_EURO = re.compile(r"(?:€|\beur\b)\s*(\d[\d.,]*\d|\d)(?:,-)?")
_THOUSANDS = re.compile(r"(?<=\d)\.(?=\d{3}(?:\D|$))")
_ORDINAL = re.compile(r"(\d+)(?:e|de|ste)")
_ONE = re.compile(r"\béén\b", re.IGNORECASE)


def amounts(text: str, *, loose: bool = False) -> frozenset[str]:
    """Numbers in digits, alone and with the unit that follows them, those units, words for amounts, and
    places in an act ("artikel 11"). "Een" is a number only with accents, or where ``loose``.
    """
    plain = _plain(text)
    found = set(_counts(_TOKEN.findall(plain), loose=loose))
    found.update(f"{_PLACES.get(match[1], match[1])} {match[2]}" for match in _PLACE.finditer(plain))
    return frozenset(found)


def miscounts(said: str, source: str) -> bool:
    """Whether something that both count, by the word after the number, has another number in each."""
    mine, there = _counted(said), _counted(source)
    return any(not numbers & there.get(thing, numbers) for thing, numbers in mine.items())


def _counted(text: str) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for word, thing in pairwise(_TOKEN.findall(_plain(text))):
        number = _number(word, loose=True)
        if number and thing not in _WORDS:
            found[dictionary_lemma(thing) or thing].add(number)
    return found


def _plain(text: str) -> str:
    euros = _EURO.sub(r"\1 euro", fold(_ONE.sub("1", text)))
    return _THOUSANDS.sub("", euros).replace("%", " procent ")


def _counts(words: list[str], *, loose: bool) -> Iterator[str]:
    for word, follows in zip(words, [*words[1:], ""], strict=True):
        number = _number(word, loose=loose)
        if number:
            yield number
            if follows in _UNITS:
                yield f"{number} {_UNITS[follows]}"
        elif word in _UNITS:
            yield _UNITS[word]
        elif word in _AMOUNTS:
            yield word


def _number(word: str, *, loose: bool) -> str:
    if word[0].isdigit():
        ordinal = _ORDINAL.fullmatch(word)
        return ordinal[1] if ordinal else word
    if word == "een" and not loose:
        return ""
    return str(_WORDS[word]) if word in _WORDS else ""


def names(text: str, analysis: Analysis) -> frozenset[str]:
    """The stems of words with a capital; of the first word only where no dictionary has it."""
    found = set()
    for place, word in enumerate(analysis.words(text)):
        written = word.span.cut(text)
        shouted = len(written) > 1 and written.isupper()
        if written[0].isupper() and (place or shouted or dictionary_lemma(word.folded) is None):
            found.add(word.stem)
    return frozenset(found)
