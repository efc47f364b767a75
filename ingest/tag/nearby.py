"""What the words around a name make of it: a place, an institution, a province, a meeting, a person."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.span import Span
from corpus.taxonomy import Surroundings

REACH = 80
MONTHS = "jan|feb|maart|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec"
# "Utrecht, 12 maart 2020" above a letter, "3511 AB Utrecht" in an address, info@almere.nl, www.leiden.nl
_DATED = re.compile(rf"\s*,\s*(?:\w+dag\s+)?\d{{1,2}}\s+(?:{MONTHS})", re.IGNORECASE)
_POSTCODE = re.compile(r"\b[1-9]\d{3}\s?[A-Z]{2}\s+$")
_LOCATION = re.compile(r"\b(?:locatie|plaats)\s*:[^\n]*$", re.IGNORECASE)
# "Eva van Leiden", "wethouder Van Beek", but "GGD van Utrecht" and, at the start, "Wethouder van Utrecht"
_FULL_NAME = re.compile(r"\w[,:]?\s+[A-Z](?:[a-zé]+|\.)\s+(?:van|van de[nr]?|de)\s+$")
_SURNAME = re.compile(r"\w[,:]?\s+(?:Van|De|Ter|Ten|Van de[nr]?)\s+$")
# an ordinary word cannot be the subject of these: "Leiden wil meer", but "Leiden deze regels tot …"
_SUBJECT = re.compile(
    r"\s+(?:is|was|wil|wilde|kan|kon|zal|zou|mag|gaat|ging|doet|deed|heeft|had|werkt|werkte|kiest|koos|krijgt|"
    r"kreeg|start|startte|laat|liet|ziet|zag|vindt|vond|geeft|gaf|zet|zette|meldt|meldde|vertelt|noemt)\b"
    r"|\s*(?:,|/|\bis\b|\ben\b|\bof\b)\s+[A-Z]"
)
_START = re.compile(r"(?:^|[.!?:;•\n\"“‘])[\s\-–*]*$")


class Nearby:
    """Reads the surroundings of a name; each method costs a few searches in 80 characters."""

    def __init__(self, words: Surroundings) -> None:
        provinces, meetings = _any(words.provinces), _any(words.meetings)
        self._province = _compile(provinces)
        self._province_before = _compile(rf"(?<![\w-])(?:{provinces})(?:\s*,|\s+en|\s+of)\s+$")
        self._province_after = _compile(rf"(?:\s*,|\s+en|\s+of)\s+(?:{provinces})(?![\w-])")
        self._institution = _compile(rf"(?<![\w-])(?:{_any(words.before)})\s*$")
        self._institution_after = _compile(rf"[\s-]*(?:{_any(words.after)})(?!\w)")
        self._met = _compile(
            rf"(?<![\w-])(?:{meetings})\b(?![^.!?\n]*\bover\b)[^.!?\n]*\b(?:in|te|naar)\s+(?:het\s+|de\s+)?$"
        )
        self._met_after = _compile(
            rf"\s+(?:vond|vonden|vindt|vinden|was|waren|kwam|kwamen)\b[^.!?\n]*\b(?:{meetings}|plaats)\b"
        )
        self._person = _compile(rf"(?<!\w)(?:{_any(words.persons)})\s*(?:(?:van|de|der|den|ter|ten)\s+)*$")
        self._regional = _compile(rf"(?<!\w)(?:{_any(words.regional)})\s+$")
        self._place = _compile(rf"(?:(?<!\w)(?:{_any((*words.regional, *words.place))})\s+|[/(-]\s*)$")

    def is_regional(self, text: str, name: Span) -> bool:
        """Whether the word before says that the region or municipality itself is meant."""
        return bool(self._regional.search(_before(text, name)))

    def is_place(self, text: str, name: Span, *, town: bool, ambiguous: bool) -> bool:
        """Whether the name is that of a place which the text is about.

        Only a ``town`` can be a place to meet in; an ``ambiguous`` name needs a word that shows a place.
        """
        before, after = _before(text, name), text[name.end : name.end + REACH]
        return not (
            self._is_other_thing(before, after)
            or (self._province.fullmatch(name.cut(text)) and self._is_province(before, after))
            or (town and self._is_meeting(before, after))
            or (ambiguous and not self._shows_place(before, after))
        )

    def _is_other_thing(self, before: str, after: str) -> bool:
        return bool(
            before.endswith(("@", "."))
            or after.startswith(("@", ".nl"))
            or self._institution.search(before)
            or self._institution_after.match(after)
            or self._person.search(before)
            or _FULL_NAME.search(before)
            or _SURNAME.search(before)
        )

    def _is_province(self, before: str, after: str) -> bool:
        return bool(self._province_before.search(before) or self._province_after.match(after))

    def _is_meeting(self, before: str, after: str) -> bool:
        return bool(
            _DATED.match(after)
            or _POSTCODE.search(before)
            or _LOCATION.search(before)
            or self._met.search(before)
            or self._met_after.match(after)
        )

    def _shows_place(self, before: str, after: str) -> bool:
        shown = self._place.search(before)
        return bool(shown or (_START.search(before) and _SUBJECT.match(after)))


def _before(text: str, name: Span) -> str:
    return text[max(0, name.start - REACH) : name.start]


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
