"""What cannot be put in other words: numbers, what they count, places in an act, and names."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    verdubbeling gehalveerd halvering miljoen miljard procent iedereen niemand""".split()
)
_COUNTED = frozenset(
    """seconde seconden minuut minuten uur uren dag dagen week weken maand maanden jaar jaren kwartaal eeuw euro
    procent procentpunt promille miljoen miljard kilometer meter keer maal""".split()
)
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
    """Numbers in digits, alone and with the unit that follows them ("12", "12 week"), words for amounts, and
    places in an act ("artikel 11"). "Een" is a number only with accents, or where ``loose``.
    """
    one = _ONE.sub("1", text)
    plain = _THOUSANDS.sub("", _EURO.sub(r"\1 euro", fold(one)).replace("%", " procent "))
    tokens = _TOKEN.findall(plain)
    found = set(_counts(tokens, loose=loose))
    found.update(f"{_PLACES.get(match[1], match[1])} {match[2]}" for match in _PLACE.finditer(plain))
    return frozenset(found)


def _counts(tokens: list[str], *, loose: bool) -> Iterator[str]:
    for token, follows in zip(tokens, [*tokens[1:], ""], strict=True):
        number = _number(token, loose=loose)
        if number:
            yield number
            if follows in _COUNTED:
                yield f"{number} {follows[:3]}"
        elif token in _AMOUNTS:
            yield token


def _number(token: str, *, loose: bool) -> str:
    if token[0].isdigit():
        ordinal = _ORDINAL.fullmatch(token)
        return ordinal[1] if ordinal else token
    if token == "een" and not loose:
        return ""
    return str(_WORDS[token]) if token in _WORDS else ""


def names(text: str, analysis: Analysis) -> frozenset[str]:
    """The stems of words with a capital; of the first word only where no dictionary has it."""
    found = set()
    for place, word in enumerate(analysis.words(text)):
        written = word.span.cut(text)
        shouted = len(written) > 1 and written.isupper()
        if written[0].isupper() and (place or shouted or dictionary_lemma(word.folded) is None):
            found.add(word.stem)
    return frozenset(found)
