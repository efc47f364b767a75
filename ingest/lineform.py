"""The form of a line in plain text: what can be a heading, and what only looks like one."""

from __future__ import annotations

import re

_WORDS, _WORDS_OF_A_QUESTION = 14, 22

_NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})[a-z]?\s*(?P<mark>[.)|]?)\s+(?=\S)")
_ROLE = (
    r"(?:regio|coalitie|kennis)?verbinders?|begeleiding|aanwezig(?:en)?|afwezig|deelnemers?|auteurs?|redactie|"
    r"eindredactie|tekst|interviews?|illustraties?|foto(?:grafie|'s)?|vormgeving|opmaak|contact(?:persoon)?|"
    r"moderator|voorzitter|notulist|gespreksleiders?|datum|locatie|plaats|tijd|aan|van|betreft|onderwerp|"
    r"bron(?:nen)?|e-?mail|tel(?:efoon)?"
)
_LABEL = re.compile(rf"(?:{_ROLE})\s*:?", re.IGNORECASE)
_LABELLED = re.compile(rf"(?:{_ROLE})\s*:|\(?bron\b|(?:een )?bijdrage van\b", re.IGNORECASE)
_PARTICLE = r"(?:van|de|der|den|het|'t|te|ten|ter|el|al|v/d|v\.d\.|in|op)"
_NAME = re.compile(rf"[A-Z][\w'’.-]*(?:\s+{_PARTICLE})*(?:\s+[A-Z][\w'’.-]*){{1,3}}")
_INVITATION = re.compile(
    r"(?:lees|ga naar|klik|meld|download|bekijk|reageer|reageren|deel dit)\b", re.IGNORECASE
)
_FURNITURE = frozenset(
    {"nieuws", "nieuwsberichten", "trefwoorden", "menu", "home", "zoeken", "delen", "agenda"}
)
_REFERENCE = re.compile(r".*,\s*\(?(?:1[89]|20)\d\d\)?")
_NOT_IN_A_HEADING = re.compile(r"[|@>•*]|https?:|www\.")
_DATE = re.compile(r"(?:\w+,?\s+)?\d{1,2}[\s/.-](?:\w{3,9}\.?|\d{1,2})(?:[\s/.-]+\d{2,4})?")
_QUOTES = "\"'“”‘’„«»"


def number_of(text: str) -> tuple[int, ...]:
    """The number a line opens with: (2, 1) for "2.1 Leren", and nothing for a line without one."""
    found = _NUMBER.match(text)
    if not found or not _opens(text[found.end() :]):
        return ()
    return tuple(int(part) for part in found["number"].split("."))


def without_number(text: str) -> str:
    """The line's own words."""
    return _NUMBER.sub("", text, count=1) if number_of(text) else text


def is_label(text: str) -> bool:
    """Whether the line announces names ("Vormgeving:"), which follow it."""
    return bool(_LABEL.fullmatch(text))


def is_name(text: str) -> bool:
    """Whether the line looks like a person's name, with or without what the person does."""
    return bool(_NAME.fullmatch(text.split(",", maxsplit=1)[0].strip()))


def is_capitals(text: str) -> bool:
    """Whether the line is set in capitals, as decoration often is."""
    return text.upper() == text and text.lower() != text


def is_bare_date(text: str) -> bool:
    """Whether the line is a date and nothing else, with or without the year."""
    return bool(_DATE.fullmatch(text))


def ends_as_sentence(text: str) -> bool:
    """Whether the line closes as running text does."""
    return bool(re.search(r"[.!?…][\"'’”)]*$", text))


def continues_a_sentence(text: str) -> bool:
    """Whether the line can only be the rest of an earlier one."""
    return text[0].islower()


def is_heading_shaped(text: str) -> bool:
    """Whether a line in itself could be a heading; what follows it has to confirm that."""
    limit = _WORDS_OF_A_QUESTION if text.endswith("?") else _WORDS
    words = without_number(text)
    return (
        sum(any(map(str.isalpha, word)) for word in text.split()) <= limit
        and _opens(words)
        and not re.search(r"(?:[^.]\.|[,;:!])$", text)
        and not _is_something_else(text)
    )


def _opens(words: str) -> bool:
    return bool(words) and (words[0].isupper() or words[0].isdecimal()) and any(map(str.isalpha, words))


def _is_something_else(text: str) -> bool:
    patterns = (_LABEL, _REFERENCE, _DATE)
    named_with_role = "," in text and is_name(text)
    return (
        named_with_role
        or text[0] in _QUOTES
        or text.lower() in _FURNITURE
        or bool(_NOT_IN_A_HEADING.search(text))
        or bool(_LABELLED.match(text) or _INVITATION.match(text))
        or any(pattern.fullmatch(text) for pattern in patterns)
    )
