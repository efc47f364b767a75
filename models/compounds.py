"""Dutch compounds and their parts: onderwijszorgarrangement = onderwijs + zorg + arrangement.

Frequencies come with the package wordfreq, whose home this is.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache

from wordfreq import get_frequency_dict, zipf_frequency

from corpus.span import Span

# the parts, and the sum of their logarithms
Way = tuple[float, tuple[Span, ...]]
_NOTHING: Way = (0.0, ())

SHORTEST_PART = 3
# no Dutch word is longer; what is, is a web address or meant to harm
LONGEST_WORD = 100
# a short string is often a word by accident, so it must be a common one: frequency for 3, 4, … letters
LEAST_FREQUENCY = {3: 1e-5, 4: 1e-6, 5: 2e-7}
LEAST_FREQUENCY_LONG = 1e-8
# a word as common as this has a life of its own, whatever it was made of
LEAST_FREQUENCY_WHOLE = 5e-5
LINKS = ("", "s", "en", "e", "n", "-", "s-")
LONGEST_LINK = max(map(len, LINKS))
# affixes that look like words; a compound has none of them as a part
AFFIXES = frozenset(
    "aan aar achtig baar be boven der des door een eer elijk end ende ene ent ere ering ern erne eren "
    "erd erde erij ers est ge geen gen haar heden heid het hier ie ieke ies ieve ine ing inge ingen "
    "ische ist iteit ken lijk lijke lijks ling loos maar met naar niet ober om ont onder ons oor ooi op "
    "over pen rond rijk rijke schap sel stel tegen ten tel ter tie ties tot toe uit van ver voor vol "
    "waar wel zaam zame zij zijn".split()
)

# endings of inflected and derived words that look like words, but are no last part: hoor-den, winkel-iers
ENDINGS = frozenset(
    "aard aards aart acht achtig achtige bel daags daagse den derde derden ding eerd eerde eerden eert eren "
    "grafisch grafische heren iers ieren kende kers king kundig kundige lands laar ling lingen list listen "
    "logisch logische loze matig matige men netjes per pers raar rage rende ring schappelijk schappelijke "
    "schappen schapper teren tisch tische vierde waardig waardige waardigheid zinnig zinnige".split()
)
# whole words that a short word happens to begin and another to end: best-uur, nat-uur
WHOLE = frozenset(
    "architectuur bestreden bestrijden bestrijding bestuur besturen bestuurlijk handhaven handhaving meester "
    "misleiden natuur protest protesten rijden verstrekken verspillen versnellen".split()
)


class Compounds:
    """Splits words at their seams after Koehn and Knight (2003), Empirical Methods for Compound Splitting.

    Of all ways to cut a word into known parts the one with the fewest parts wins, and among those the
    one with the highest geometric mean of the parts' frequencies; a word that is itself more frequent
    than that mean stays whole.
    """

    def __init__(self) -> None:
        self._frequency = get_frequency_dict("nl", wordlist="best")
        self.parts = lru_cache(maxsize=100_000)(self._parts)

    def _parts(self, word: str) -> tuple[Span, ...]:
        """Spans of the parts within the lower-case word, without linking letters; empty if it is whole."""
        if (
            len(word) > LONGEST_WORD
            or word in WHOLE
            or self._frequency.get(word, 0.0) >= LEAST_FREQUENCY_WHOLE
        ):
            return ()
        score, best = self._cheapest(word)[0]
        whole = math.log(self._frequency.get(word, 1e-12))
        return best if len(best) > 1 and score / len(best) > whole else ()

    def _cheapest(self, word: str) -> list[Way]:
        """For each start the best way to cut the rest; nothing where no cutting from the front can come.

        From the end to the front, so that a long word takes no longer than its length squared.
        """
        best = [_NOTHING] * (len(word) + 1)
        for start, parts in reversed(self._parts_by_start(word)):
            ways = _ways(word, start, parts, best)
            best[start] = min(ways, key=_fewest_first, default=_NOTHING)
        return best

    def _parts_by_start(self, word: str) -> list[tuple[int, list[tuple[int, float]]]]:
        """For each start that parts lead up to, where parts end and how frequent they are."""
        found = []
        reached = {0}
        for start in range(len(word) - SHORTEST_PART + 1):
            if start in reached and (parts := self._parts_from(word, start)):
                found.append((start, parts))
                reached.update(
                    end + len(link) for end, _ in parts for link in LINKS if word.startswith(link, end)
                )
        return found

    def _parts_from(self, word: str, start: int) -> list[tuple[int, float]]:
        """Short parts first; the whole word is no part."""
        last = len(word) - (start == 0)
        parts = []
        for end in range(start + SHORTEST_PART, last + 1):
            # most strings are no word at all
            frequency = self._frequency.get(part := word[start:end])
            if frequency is None or part in AFFIXES or (end == len(word) and part in ENDINGS):
                continue
            if frequency >= LEAST_FREQUENCY.get(end - start, LEAST_FREQUENCY_LONG):
                parts.append((end, frequency))
        return parts


def _ways(word: str, start: int, parts: Sequence[tuple[int, float]], best: Sequence[Way]) -> Iterator[Way]:
    """The ways to cut the word from a start, one for each part that may stand there."""
    for end, frequency in parts:
        onward = _NOTHING if end == len(word) else _onward(word, end, best)
        if onward:
            yield math.log(frequency) + onward[0], (Span(start, end), *onward[1])


def _onward(word: str, end: int, best: Sequence[Way]) -> Way | None:
    """The best way to go on after a part, over a linking letter or without one."""
    near = best[end : end + LONGEST_LINK + 1]
    if not any(parts for _, parts in near):
        return None
    ways = (near[len(link)] for link in LINKS if len(link) < len(near) and word.startswith(link, end))
    return min((way for way in ways if way[1]), key=_fewest_first, default=None)


def _fewest_first(way: Way) -> tuple[int, float]:
    score, parts = way
    return len(parts), -score


def rarity(word: str) -> float:
    """How seldom Dutch at large uses the word: from about 0 (de) to 8 (not in the frequency list)."""
    return 8.0 - zipf_frequency(word, "nl")
