"""Words of a question that only ask what the documents say of something, whatever it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.span import Span

_ABOUT = r"(?:over|omtrent|rond|rondom)"
_SAY = (
    r"(?:zeggen|zegt|schrijven|schrijft|melden|meldt|rapporteren|rapporteert|vermelden|vermeldt|vertellen|vertelt"
    r"|noemen|noemt|bespreken|bespreekt|beschrijven|beschrijft)"
)
_SAID = (
    r"(?:bekend|gezegd|geschreven|gemeld|gerapporteerd|vermeld|genoteerd|opgeschreven|opgemerkt|verteld|genoemd"
    r"|besproken|beschreven)"
)
_DOCUMENTS = r"(?:document(?:en)?|stukken|verslag(?:en)?|rapport(?:en)?|rapportages?|bronnen|teksten)"
_THE = r"(?:(?:de|het|deze|dit|die|dat|alle|onze)\s+)"
_REGIONS = r"(?:inspiratie)?regio(?:['’]s)?"
# what is in a group does not count; a verb with a subject of its own may be all that is asked ("Wat wil de
# gemeente weten over …?"), so it must stand where it only introduces
_ASKING = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b({_SAID}|informatie|gevonden|vinden|lezen)\s+{_ABOUT}\b",
        rf"^\W*wat\s+({_SAY})\b.*\b{_ABOUT}\b",
        rf"^\W*wat\s+(?:hebben|heeft)\b.*\b({_SAID})\s+{_ABOUT}\b",
        rf"\b(?:in|uit|volgens)\s+{_THE}?({_DOCUMENTS})\b(?!\s+van\b)",
        rf"^\W*wat\s+{_SAY}\s+{_THE}?({_DOCUMENTS})\s+{_ABOUT}\b",
        rf"\b(lees|hoor)\s+(?:ik|je|we|wij)\s+{_ABOUT}\b",
        r"^\W*(zoek|toon|geef|vertel|vind)\b",
        r"^\W*(vat)\b.*?\b(samen)\b",
        r"^\W*laat\s+(?:\w+\s+)?(zien)\b",
        r"^\W*ik\s+(?:wil|zou|ben)\b.*?\b(weten|benieuwd|horen|lezen)\b",
        r"^\W*(?:kunt|kun|kan|zou)\s+(?:u|je|jij)\b.*?\b(vertellen|zeggen|uitleggen|aangeven|samenvatten)\b",
        r"\bwat\s+(?:er\s+(?:\w+\s+)?)?(speelt)\b",
        rf"\bwat\s+er\b.*\b({_SAID})\W*$",
        rf"\b(?:welke?|zijn\s+er|is\s+er)\s+({_DOCUMENTS}|passages?)\b.*\b{_ABOUT}\b",
        r"^\W*ik\s+(?:ben\s+op\s+)?(zoek)\b",
        r"^\W*hoe\s+(pakken|pakt)\b.*\baan\W*$",
        rf"^\W*hoe\s+(denken|denkt)\b.*\b{_ABOUT}\b",
        rf"\bwelke\s+{_REGIONS}\s+({_SAY}|speelt|spelen)\b",
        rf"^\W*waar\s+(?:wordt|worden)\b.*\b({_SAID})\W*$",
        rf"^\W*wat\s+zijn\s+de\s+(bevindingen)\s+(?:{_ABOUT}|bij|van|met)\b",
        r"\b(?:komt|komen|kwam|kwamen)\b.*\baan\s+(?:de\s+)?(orde|bod)\b",
        r"\b(?:komt|komen|kwam|kwamen)\b.*\bter\s+(sprake)\b",
    )
)


def asking(text: str) -> Iterator[Span]:
    """Where those words stand: "bekend" in "Wat is er bekend over thuiszitters?"."""
    for pattern in _ASKING:
        if match := pattern.search(text):
            groups = range(1, pattern.groups + 1)
            yield from (Span(*match.span(group)) for group in groups if match.group(group))
