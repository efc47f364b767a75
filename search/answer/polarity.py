"""Whether a sentence turns round what another says: a negation more or less, the opposite word, a wish as a fact."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from models.analysis import Analysis
from models.cues import CueKind, cues, negated

_HOPED = frozenset({CueKind.WISH, CueKind.INTENTION})
_PAIRS = """
    stijgt daalt, stijgen dalen, steeg daalde, stegen daalden, gestegen gedaald, stijging daling, toename afname,
    toegenomen afgenomen, groeit krimpt, groei krimp, meer minder, vaker minder, hoger lager, beter slechter,
    sneller trager, sneller langzamer, langer korter, makkelijker moeilijker, eenvoudiger ingewikkelder,
    eerder later, binnen buiten, minstens hoogstens, veel weinig, altijd nooit, altijd soms, alle enkele, wel niet,
    verplicht vrijwillig, toegestaan verboden, verbiedt toestaat, begint stopt, start stopt, begonnen gestopt,
    goedgekeurd afgekeurd, toegekend afgewezen, voordeel nadeel, succes mislukking, gelukt mislukt, sterk zwak
"""


def _opposites() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for pair in _PAIRS.split(","):
        one, other = pair.split()
        found[one].add(other)
        found[other].add(one)
    return {word: frozenset(others) for word, others in found.items()}


_OPPOSITES = _opposites()
_WORD = re.compile(r"[^\W\d]+")


def turns_round(said: str, source: str, analysis: Analysis) -> bool:
    """Whether ``said`` denies what ``source`` asserts, or the other way round, or makes a fact of a wish."""
    return (
        _denies(said, source, analysis)
        or _has_opposite(said, source)
        or (_hopes(source) and not _hedges(said))
    )


def _denies(said: str, source: str, analysis: Analysis) -> bool:
    there = _signs(source, analysis)
    mine = _signs(said, analysis)
    if any(True in signs for signs in mine.values()) and not _negates(source):
        return True
    return any(stem in there and not signs & there[stem] for stem, signs in mine.items())


def _signs(text: str, analysis: Analysis) -> Mapping[str, set[bool]]:
    """For each stem whether a negation bears upon it, at each place where it stands."""
    found: dict[str, set[bool]] = defaultdict(set)
    for word in analysis.words(text):
        if not word.is_stop:
            found[word.stem].add(negated(text, word.span))
    return found


def _negates(text: str) -> bool:
    return any(cue.kind is CueKind.NEGATION for cue in cues(text))


def _has_opposite(said: str, source: str) -> bool:
    mine, there = (set(map(str.lower, _WORD.findall(text))) for text in (said, source))
    return any(
        word not in there and (_OPPOSITES.get(word, frozenset()) | _turned(word)) & (there - mine)
        for word in mine
    )


def _turned(word: str) -> set[str]:
    """Onduidelijk of duidelijk, and the other way round."""
    return {f"on{word}"} | ({word[2:]} if word.startswith("on") else set())


def _hopes(text: str) -> bool:
    return any(cue.kind in _HOPED or cue.span.cut(text).lower().startswith("zou") for cue in cues(text))


def _hedges(text: str) -> bool:
    return any(cue.kind is not CueKind.NEGATION for cue in cues(text))
