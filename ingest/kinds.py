"""What sort of document it is, from the words in its title, its first lines and its body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import Kind


@dataclass(frozen=True, slots=True)
class _Clue:
    kind: Kind
    weight: int
    pattern: re.Pattern[str]


def _clue(kind: Kind, weight: int, pattern: str) -> _Clue:
    return _Clue(kind, weight, re.compile(rf"\b(?:{pattern})", re.IGNORECASE))


# A word that names the kind weighs 3, one that belongs to it 2, one that several kinds share 1.
_CLUES = (
    _clue(Kind.SESSIEVERSLAG, 3, r"(?:werk|netwerk|kennis|thema)sessies?\b|werkbijeenkomst|verbindersdag"),
    _clue(Kind.SESSIEVERSLAG, 2, r"impressie|break-?out ?rooms?|plenaire? (?:terugkoppeling|uitgewisseld)"),
    _clue(Kind.SESSIEVERSLAG, 1, r"(?:sessie)?verslag\b|terugkoppeling|bijeenkomst|uiteen gegaan"),
    _clue(Kind.COP_TERUGKOPPELING, 3, r"(?:terugkoppeling|verslag|opbrengst\w*) (?:van )?(?:de )?cop\b"),
    _clue(
        Kind.COP_TERUGKOPPELING,
        3,
        r"cop[- ](?:terugkoppeling|bijeenkomst|verslag)|communit(?:y|ies) of practice",
    ),
    _clue(
        Kind.COP_TERUGKOPPELING,
        2,
        r"cop\b(?![- ](?:terugkoppeling|bijeenkomst|verslag))|leervra(?:ag|gen)|intervisie",
    ),
    _clue(Kind.DIALOOGVERSLAG, 3, r"(?:mao )?dialoog(?:sessie|verslag|tafel)?s?\b"),
    _clue(Kind.DIALOOGVERSLAG, 2, r"moderator|pakhuis de zwijger|pitches|tafelgesprek"),
    _clue(Kind.MIDTERMHOOFDSTUK, 3, r"mid-?term\w*|voortgangsrapportage|tussenrapportage"),
    _clue(Kind.MIDTERMHOOFDSTUK, 2, r"inspiratieregio (?-i:[A-Z])[\w-]+|coalitieverbinder|regioverbinder"),
    _clue(Kind.INTERVIEW, 3, r"interview(?:s|er)?\b|in gesprek met|vraaggesprek"),
    _clue(Kind.INTERVIEW, 2, r"wie ben je|wat is je \(?\w+\)? ?rol|wat kun je zelf|vul aan:"),
    _clue(Kind.FACTSHEET, 3, r"fact ?sheet|feitenblad|infographic"),
    _clue(Kind.FACTSHEET, 2, r"(?:kern)?cijfers\b|bron: (?:cbs|duo)|in één oogopslag"),
)
_HEAD_WORDS = 60
_ENOUGH_IN_BODY = 5


def find_kind(title: str, blocks: Sequence[str]) -> tuple[Kind, str]:
    """The kind and the words that decided; a title decides before the first lines, those before the body.

    Body text names other kinds of documents in passing, so there it takes two different clues.
    """
    text = "\n".join(blocks)
    head = " ".join(text.split()[:_HEAD_WORDS])
    for zone, enough in ((title, 1), (head, 2), (text, _ENOUGH_IN_BODY)):
        scores: dict[Kind, int] = {}
        evidence: dict[Kind, list[str]] = {}
        for clue in _CLUES:
            if found := clue.pattern.search(zone):
                scores[clue.kind] = scores.get(clue.kind, 0) + clue.weight
                evidence.setdefault(clue.kind, []).append(found.group())
        if scores and scores[best := max(scores, key=scores.__getitem__)] >= enough:
            words = evidence[best]
            return best, ", ".join(word for word in words if sum(word in other for other in words) == 1)
    return Kind.OVERIG, ""
