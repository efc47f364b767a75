"""In which language a question is put: by its small words, since a question is too short for statistics."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from models.stopwords import STOP_WORDS

DUTCH = "nl"

SMALL_WORDS: Mapping[str, Collection[str]] = {
    DUTCH: STOP_WORDS,
    "en": frozenset(
        """
        the a an and or of to in on at by for with from about into over between against during without which
        what who whom whose where when why how is are was were be been being am do does did has have had can
        could may might must shall should will would this that these those there here it its they them their
        he she his her him we us our you your i my not no yes any some all each every both more most much
        many few if than then so as but because while please thanks tell show give find me
        """.split()
    ),
    "de": frozenset(
        """
        der die das den dem des ein eine einen einem einer eines und oder von vom zu zum zur im ins am an auf
        aus bei mit nach seit für über unter gegen ohne durch um zwischen wer wen wem was wo wann warum wie
        welche welcher welches welchen ist sind war waren sein wird werden wurde wurden hat haben hatte
        hatten kann können muss müssen soll sollen darf dürfen ich du er sie es wir ihr ihre ihren nicht kein
        keine auch noch nur aber wenn dass bitte danke gibt
        """.split()
    ),
    "fr": frozenset(
        """
        le la les un une des du de d' l' et ou où à au aux en dans sur sous par pour avec sans entre contre
        vers chez depuis qui que quoi quel quelle quels quelles quand comment pourquoi combien est sont était
        étaient être été a ont avait avaient avoir peut peuvent doit doivent fait font je tu il elle on nous
        vous ils elles ce cet cette ces son sa ses leur leurs ne pas plus aussi mais donc car si merci
        """.split()
    ),
}

# in the field a council and a kind of school, so that they tell nothing
ALSO_DUTCH = frozenset({"or", "so"})


def language_of(words: Collection[str]) -> str:
    """ISO 639-1 code, for the words of a question in small letters; Dutch unless another has more of them."""
    telling = [word for word in words if word not in ALSO_DUTCH]
    counts = {language: sum(word in small for word in telling) for language, small in SMALL_WORDS.items()}
    return max(counts, key=lambda language: (counts[language], language == DUTCH))
