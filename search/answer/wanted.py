"""What kind of answer a question wants: money, a time, a share, a moment, a count or a reason."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SMALL = (
    r"(?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien"
    r"|zeventien|achttien|negentien)"
)
_TENS = r"(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig)"
NUMBER = (
    rf"(?:\d[\d.,]*|(?:{_SMALL}(?:en|ën))?{_TENS}|{_SMALL}?(?:honderd|duizend)\w*|{_SMALL}|miljoen|miljard|halve"
    r"|half|anderhal(?:f|ve)|helft|derde|kwart|driekwart|tweederde|dubbel|geen|niemand|iedereen|alle|beide"
    r"|meeste|enkele)"
)
_UNITS = (
    r"(?:seconden?|minuut|minuten|uur|uren|dag(?:en|delen)?|we(?:ek|ken)|maand(?:en)?|(?:school)?ja(?:ar|ren)"
    r"|kwartier)"
)
_TIME = (
    rf"\b{NUMBER}\s+(?:\w+\s+)?{_UNITS}\b|\b(?:half(?:jaar|uur)|kwartier|(?:dage|weke|maande|jaar)lijkse?)\b"
    r"|\b20\d\d\b"
)
_MOMENT = (
    r"\b(?:19|20)\d\d\b|\b(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november"
    r"|december|zomer|herfst|winter|voorjaar|najaar|(?:maan|dins|woens|donder|vrij|zater|zon)dag|verjaardag"
    r"|sinds|vanaf|vóór|zodra|toen|als|volgende?|na)\b"
)
_REASON = (
    r"\b(?:want|omdat|doordat|daardoor|daarom|waardoor|vanwege|wegens|reden(?:en)?|oorza(?:ak|ken)|dankzij|door"
    r"|zodat|anders|immers|namelijk|zonder|volgens|gevolg)\b"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """``shows`` is what words that give such an answer have, in small letters; a reason may also stand in the
    sentence after them (``beyond``).
    """

    shows: re.Pattern[str]
    beyond: bool = False

    def given(self, words: str, after: str = "") -> bool:
        """Whether these words could be the answer; ``after`` is the sentence that follows them."""
        return bool(self.shows.search((f"{words} {after}" if self.beyond else words).lower()))


_KINDS = (
    (
        r"\bkost(?:te)?\b|\bwat (?:zijn|waren) de kosten|\bwat kost|\bhoe (?:hoog|duur)\b"
        r"|\bhoeveel (?:geld|euro|subsidie|huur)|\b(?:wat|hoeveel) verdien"
        r"|\b(?:welk|wat is het) (?:\w+ )?(?:bedrag|budget|tarief|salaris)",
        Wanted(re.compile(r"€|%|\b(?:euro|miljoen|miljard|ton|gratis|budget|procent)")),
    ),
    (
        r"\bhoe (?:lang|oud|snel|laat)\b|\bhoeveel (?:tijd|uur|uren|dagen|weken|maanden|jaar|minuten)\b"
        r"|\bna hoeveel\b|\bwelke leeftijd",
        Wanted(re.compile(_TIME)),
    ),
    (
        r"\bhoeveel procent|\b(?:welk|wat is het|wat was het) (?:\w+ )?(?:percentage|deel)\b",
        Wanted(re.compile(r"%|\bprocent|\b\w+ op (?:de )?\w+|\bhelft|derde\b|kwart\b|\bvan elke")),
    ),
    (
        r"^\W*(?:(?:en|sinds|tot|vanaf) )?wanneer\b|\bwelke? (?:datum|jaar|dag)\b",
        Wanted(re.compile(_MOMENT)),
    ),
    (
        r"\bhoe (?:vaak|groot|ver|sterk)\b|\b(?:welk|wat (?:is|was) het) (?:\w+ )?(?:aantal|\w*cijfer)",
        Wanted(re.compile(rf"\b{NUMBER}\b")),
    ),
    (
        r"^\W*(?:waarom|waardoor)\b|\bhoe kom(?:t het|en)\b",
        Wanted(re.compile(_REASON), beyond=True),
    ),
)
_ASKS = tuple((re.compile(pattern, re.IGNORECASE), kind) for pattern, kind in _KINDS)
_COUNTED = re.compile(r"\bhoe\s?veel\b(?P<after>.{0,60})", re.IGNORECASE)
_NOUN = re.compile(r"\w{4,}")
# of a word, what its other forms have too
_ROOT = 5


def wanted(question: str) -> Wanted | None:
    """None where any kind of answer would do."""
    kind = next((kind for pattern, kind in _ASKS if pattern.search(question)), None)
    return kind or _counting(question)


def _counting(question: str) -> Wanted | None:
    """How many of something: a number a few words before it, or in a row of a table."""
    asks = _COUNTED.search(question)
    if asks is None:
        return None
    noun = _NOUN.search(asks["after"])
    if noun is None:
        return Wanted(re.compile(rf"\b{NUMBER}\b"))
    root = re.escape(noun.group()[:_ROOT].lower())
    return Wanted(re.compile(rf"\b{NUMBER}\b(?:\W+\w+){{0,3}}?\W+\w*{root}|\|[^\n]*\d"))
