"""Whether words report what rubs, or only speak of knelpunten: that they are collected, or asked after."""

from __future__ import annotations

import re

_ASKED = r"(?:wat|welke?|wie|wanneer|hoe\w*|waar(?:aan|bij|door|in|mee|om|op|over|toe|van|voor)?)\b"
_BEFORE = r"(?:(?:aan|bij|door|in|met|naar|op|over|tegen|tot|van|voor) )?"
_QUESTION = re.compile(rf"\W*{_BEFORE}{_ASKED}[^.!]*\?\W*", re.IGNORECASE)
# "onderzoek welke regels knellen", "voorbeelden waar regelgeving belemmert": which ones is not said
_SOUGHT = re.compile(
    r"\b(?:voorbeelden|(?:aan)?toont|aantonen|onderzoek(?:en|t)?|na(?:gaan|gaat)|inventariser\w+|zichtbaar|"
    rf"duidelijk (?:wordt|maakt|maken)) (?:of|{_ASKED})",
    re.IGNORECASE,
)
_NAMED = r"(?:knelpunt|belemmering|obstakel|weeffout)\w*"
_COLLECTED = (
    r"(?:agender|inventariser|verzamel|signaler)\w+|ophalen|opgehaald|bespreken|besproken|in beeld|in kaart"
)
_LISTED = re.compile(
    rf"\b(?:{_COLLECTED})\W+(?:\w+ ){{0,4}}{_NAMED}|\b{_NAMED}\W+(?:[\w-]+ ){{0,6}}(?:{_COLLECTED})\b",
    re.IGNORECASE,
)


def reports(text: str) -> bool:
    """Of one sentence or two. What follows a colon says itself what there is."""
    return ":" in text or not (_QUESTION.fullmatch(text) or _SOUGHT.search(text) or _LISTED.search(text))
