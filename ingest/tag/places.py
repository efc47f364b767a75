"""Reads a place in an act as it is written: "artikelen 3, eerste lid, en 5, onder a", "art. 1.2 lid 2 sub b".

All reading goes forward from one token, with a bound on every list, so that no text takes long.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ingest.tag.tokens import Token

ROMAN = re.compile(r"[IVXL]+[a-z]?")
ARTICLE = re.compile(rf"\d+[a-z]*\d?(?:[.:]\d+[a-z]*)*|(?-i:{ROMAN.pattern})", re.IGNORECASE)
WHOLE = re.compile(r"\d+[a-z]?")
LETTER = re.compile(r"([a-z])\1?")
LEVEL = re.compile(r"\d{1,2}[°º]|[1-9]")
ORDINALS = {
    word: str(number)
    for number, word in enumerate(
        "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde dertiende "
        "veertiende vijftiende zestiende zeventiende achttiende negentiende twintigste".split(),
        1,
    )
}
NUMBERED = re.compile(r"(\d{1,2})(?:e|de|ste)")
PLURAL_HEADS = frozenset({"artikelen", "artt"})
HEADS = PLURAL_HEADS | {"artikel", "art"}
JOINTS = frozenset(
    {",", "en", "of", "alsmede", "juncto", "jo", "dan", "wel", "tot", "met", "t", "/", "m", "."}
)
LIDS = frozenset({"lid", "leden"})
SERIES = frozenset({",", "en", "of", "tot", "met"})
MARKERS = frozenset({"onder", "onderdeel", "onderdelen", "sub"})
SENTENCES = frozenset({"volzin", "zin"})
LONGEST = 24


@dataclass(frozen=True, slots=True)
class Place:
    """A place named by the tokens ``first`` up to, not including, ``last``; see Reference for the rest."""

    first: int
    last: int
    article: str
    lid: str = ""
    onderdeel: str = ""


Steps = tuple[list[tuple[str, int]], int]


class Reader:
    """Reads places in the tokens of one text."""

    def __init__(self, text: Sequence[Token]) -> None:
        self._text = text

    def headed(self, at: int) -> list[Place]:
        """The places that "artikel" or "artikelen" at this token announces; empty where it announces none."""
        if self._low(at) not in HEADS:
            return []
        places = self.listed(self._after_head(at), plural=self._low(at) in PLURAL_HEADS)
        if not places:
            return []
        return [self._announced(replace(places[0], first=at)), *places[1:]]

    def listed(self, at: int, *, plural: bool) -> list[Place]:
        """The places that start here, without a head; a bare comma joins them only after a plural one."""
        places = self.place(at)
        while places and len(places) < LONGEST:
            after = places[-1].last
            joint = self._joint(after)
            headed = self._low(joint) in HEADS
            if joint == after or not (plural or headed or self._low(joint - 1) != ","):
                break
            more = self.place(self._after_head(joint) if headed else joint)
            if not more:
                break
            places += [replace(more[0], first=joint), *more[1:]]
        return places

    def place(self, at: int) -> list[Place]:
        """An article with what is said of it: a place for each lid and onderdeel."""
        if not ARTICLE.fullmatch(self._text[at].text if at < len(self._text) else ""):
            return []
        written, after = self._text[at].text, at + 1
        article = written if ROMAN.fullmatch(written) else written.lower()
        if article == "5" and self._low(after) in {"a", "b", "c"} and self._text[after].text.islower():
            # "artikel 5 a", as the Leerplichtwet is often cited
            article, after = article + self._low(after), after + 1
        found = [Place(at, after, article)]
        while len(found) < LONGEST:
            steps, end = self._either(after, self._lids)
            if steps:
                self._extend(found, [("lid", *step) for step in steps])
            else:
                steps, end = self._either(after, self._marks)
                if not steps:
                    break
                self._extend(found, [("onderdeel", *step) for step in steps])
            after = end
        return [*found[:-1], replace(found[-1], last=self._after_sentence(found[-1].last))]

    def _extend(self, found: list[Place], steps: list[tuple[str, str, int]]) -> None:
        """Goes into the last place where it leaves room, else a next one beside it."""
        for field, value, end in steps:
            last = found[-1]
            taken = last.onderdeel or (field == "lid" and last.lid)
            if not taken:
                found[-1] = Place(last.first, end, last.article, last.lid, last.onderdeel)
            else:
                start = self._skip(last.last, JOINTS, 3)
                found.append(Place(start, end, last.article, last.lid))
            found[-1] = (
                replace(found[-1], lid=value) if field == "lid" else replace(found[-1], onderdeel=value)
            )

    def _either(self, at: int, read: Callable[[int], Steps]) -> Steps:
        """Reads here, or beyond a comma and "en", "of", "aanhef en" or a sentence of the lid."""
        for _ in range(6):
            steps, end = read(at)
            if steps:
                return steps, end
            if self._ordinal(at) and self._low(at + 1) in SENTENCES:
                at += 2
            elif self._low(at) in {",", "en", "of", "aanhef", "juncto"}:
                at += 1
            else:
                break
        return [], at

    def _lids(self, at: int) -> Steps:
        """ "eerste en tweede lid", "lid 1 en 2"."""
        if self._low(at) in LIDS:
            return self._series(at + 1, lambda i: self._low(i) if WHOLE.fullmatch(self._low(i)) else "")
        steps, end = self._series(at, self._ordinal)
        if steps and self._low(end) in LIDS:
            return [*steps[:-1], (steps[-1][0], end + 1)], end + 1
        return [], at

    def _marks(self, at: int) -> Steps:
        """ "onder a en b", "onderdeel b, onder 2°", "sub a"."""
        if self._low(at) not in MARKERS:
            return [], at
        steps, end = self._series(at + 1, self._mark)
        deeper = self._skip(self._skip(end, {","}), MARKERS)
        if steps and deeper > end and LEVEL.fullmatch(self._low(deeper)):
            steps[-1] = (f"{steps[-1][0]} {self._low(deeper)}", deeper + 1)
            end = deeper + 1
        return steps, end

    def _mark(self, at: int) -> str:
        mark = self._low(at)
        first = self._low(at - 1) in MARKERS
        return mark if LETTER.fullmatch(mark) or (first and LEVEL.fullmatch(mark)) else ""

    def _series(self, at: int, read: Callable[[int], str]) -> Steps:
        """Values with commas, "en" and "of" between them; each with the token that it ends before."""
        steps: list[tuple[str, int]] = []
        after = at
        while len(steps) < LONGEST and (value := read(at)):
            steps.append((value, at + 1))
            after = at = at + 1
            at = self._skip(at, SERIES, 3)
            if at == after:
                break
            if self._low(at) in MARKERS and LETTER.fullmatch(self._low(at + 1)):
                at += 1
        return steps, after

    def _announced(self, place: Place) -> Place:
        """ "het eerste lid van artikel 5", "onder a van artikel 5"."""
        at = place.first
        if self._low(at - 1) != "van":
            return place
        if not place.lid and self._ordinal(at - 3) and self._low(at - 2) in LIDS:
            return replace(place, first=at - 3, lid=self._ordinal(at - 3))
        if not place.lid and self._low(at - 3) in LIDS and WHOLE.fullmatch(self._low(at - 2)):
            return replace(place, first=at - 3, lid=self._low(at - 2))
        if not place.onderdeel and self._low(at - 3) in MARKERS and LETTER.fullmatch(self._low(at - 2)):
            return replace(place, first=at - 3, onderdeel=self._low(at - 2))
        return place

    def _after_head(self, at: int) -> int:
        return at + 2 if self._low(at + 1) == "." else at + 1

    def _joint(self, at: int) -> int:
        end = at
        while end < at + 4 and self._low(end) in JOINTS:
            end += 1
        return end if self._low(end - 1) != "." or self._low(end - 2) == "jo" else at

    def _after_sentence(self, at: int) -> int:
        """Beyond ", eerste volzin", which is no place of its own."""
        start = self._skip(at, {","})
        return start + 2 if self._ordinal(start) and self._low(start + 1) in SENTENCES else at

    def _ordinal(self, at: int) -> str:
        word = self._low(at)
        number = NUMBERED.fullmatch(word)
        return number.group(1) if number else ORDINALS.get(word, "")

    def _skip(self, at: int, words: frozenset[str] | set[str], most: int = 1) -> int:
        end = at
        while end < at + most and self._low(end) in words:
            end += 1
        return end

    def _low(self, at: int) -> str:
        return self._text[at].low if 0 <= at < len(self._text) else ""
