"""Whether a sentence turns another round: a negation more or less, the opposite word, a wish as a fact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from models.analysis import Analysis
from models.cues import CueKind, cues, negated

_HOPED = frozenset({CueKind.WISH, CueKind.INTENTION})
_PAIRS = """
    stijgen dalen, stijging daling, toename afname, toenemen afnemen, toegenomen afgenomen, groeien krimpen,
    groei krimp, verhogen verlagen, meer minder, vaker minder, hoger lager, beter slechter, sneller trager,
    sneller langzamer, langer korter, makkelijker moeilijker, eenvoudiger ingewikkelder, eerder later,
    binnen buiten, minstens hoogstens, veel weinig, altijd nooit, altijd soms, alle enkele, wel niet,
    verplicht vrijwillig, toegestaan verboden, toestaan verbieden, beginnen stoppen, starten stoppen,
    goedkeuren afkeuren, toekennen afwijzen, voordeel nadeel, succes mislukking, lukken mislukken, sterk zwak,
    alleen ook
"""


class Polarity:
    """Safe to share between threads."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._opposites: dict[str, set[str]] = defaultdict(set)
        for pair in _PAIRS.split(","):
            one, other = analysis.words(pair)
            for mine, its in ((one, other), (other, one)):
                self._opposites[mine.folded].update({its.folded, its.stem})
                self._opposites[mine.stem].update({its.folded, its.stem})

    def turned(self, said: str, source: str) -> bool:
        """Whether ``said`` denies what ``source`` asserts, says the opposite, or makes a fact of a wish."""
        return (
            self._denies(said, source)
            or self._has_opposite(said, source)
            or (_hopes(source) and not _hedges(said))
        )

    def _denies(self, said: str, source: str) -> bool:
        """Words of both are denied in one of them only.

        Excused where both have as many negations and deny a word in common, since "niet" bears upon the
        whole clause, and "geen" upon what follows.
        """
        mine, there = self._signs(said), self._signs(source)
        denied = {stem for stem, signs in mine.items() if True in signs}
        if denied and not _negations(source):
            return True
        if all(signs & there.get(stem, signs) for stem, signs in mine.items()):
            return False
        in_common = any(True in there.get(stem, ()) for stem in denied)
        return not in_common or _negations(said) % 2 != _negations(source) % 2

    def _signs(self, text: str) -> Mapping[str, set[bool]]:
        """For each stem whether a negation bears upon it, at each place where it stands."""
        found: dict[str, set[bool]] = defaultdict(set)
        for word in self._analysis.words(text):
            if not word.is_stop:
                found[word.stem].add(negated(text, word.span))
        return found

    def _has_opposite(self, said: str, source: str) -> bool:
        mine, there = self._forms(said), self._forms(source)
        return any(
            (self._opposites.get(form, set()) | _unlike(form)) & (there - mine) for form in mine - there
        )

    def _forms(self, text: str) -> set[str]:
        """The words and their stems; "vaker" is another word than "vaak", "steeg" the same as "stijgt"."""
        return {form for word in self._analysis.words(text) for form in (word.folded, word.stem)}


def _unlike(word: str) -> set[str]:
    """Onduidelijk of duidelijk, and the other way round."""
    return {f"on{word}"} | ({word[2:]} if word.startswith("on") else set())


def _negations(text: str) -> int:
    return sum(cue.kind is CueKind.NEGATION for cue in cues(text))


def _hopes(text: str) -> bool:
    return any(cue.kind in _HOPED or cue.span.cut(text).lower().startswith("zou") for cue in cues(text))


def _hedges(text: str) -> bool:
    return any(cue.kind is not CueKind.NEGATION for cue in cues(text))
