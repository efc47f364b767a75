"""The register of acts and regulations, and the links to a place in one.

A link to Dutch law is a Juriconnect reference, version 1.3: ``jci1.3:c:BWBR0035362&artikel=1.2.1&lid=1&o=a``,
where ``o`` is the onderdeel, once for each level, and a last ``g=2020-03-04`` the day whose text is meant.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

# When a document has no date: the programme ran from 2018 to 2022
UNDATED = date(2020, 1, 1)
NATIONAL = "BWB"


@dataclass(frozen=True, slots=True)
class Act:
    """An act, regulation or treaty.

    ``id`` is its BWB id, for European law its CELEX number, else a short name of our own. ``name`` is what
    it is cited by, ``title`` its full title where that differs. ``names`` are other names, whatever their
    capitals; ``abbreviations`` hold as they are written. ``since`` and ``until`` (not included) are given
    where they decide what a name means. ``successor`` and ``amends`` are ids of other acts. ``gazette`` is
    year and number in the Staatsblad ("2018-12"). The names count only where no word of ``not_before``
    follows, and, given ``article_prefix``, with an article that begins so ("1:247"). With ``only_near``
    the abbreviations count only near a word that begins so, and go before those of another act there.
    ``checked`` tells that id and name stand in a list of the Basiswettenbestand.
    """

    id: str
    name: str
    title: str = ""
    names: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    since: date = date.min
    until: date = date.max
    successor: str = ""
    amends: tuple[str, ...] = ()
    gazette: str = ""
    article_prefix: str = ""
    not_before: tuple[str, ...] = ()
    only_near: tuple[str, ...] = ()
    checked: bool = False

    def holds(self, on: date) -> bool:
        """Whether it was in force on that day, as far as is known here."""
        return self.since <= on < self.until

    def near(self, words: Collection[str]) -> bool:
        """Whether its abbreviations count in a text with these words, in small letters."""
        return not self.only_near or any(word.startswith(self.only_near) for word in words)


class Register:
    """Acts by their id and by every name that they go by."""

    def __init__(self, acts: Sequence[Act]) -> None:
        self.acts = tuple(acts)
        self._by_id = {act.id: act for act in acts}
        self._by_name: dict[str, list[Act]] = {}
        self._by_abbreviation: dict[str, list[Act]] = {}
        for act in acts:
            for name in (act.name, *act.names):
                self._by_name.setdefault(_key(name), []).append(act)
            for abbreviation in act.abbreviations:
                self._by_abbreviation.setdefault(abbreviation, []).append(act)

    def get(self, act: str) -> Act | None:
        """The act with that id."""
        return self._by_id.get(act)

    def named(self, name: str, on: date | None = None, beside: Collection[str] = ()) -> Act | None:
        """The act that a name or abbreviation meant on that day; of two so called the one in force.

        ``beside`` are the words of the text around it, in small letters.
        """
        acts = [act for act in self._by_abbreviation.get(name, ()) if act.near(beside)]
        acts.sort(key=lambda act: not act.only_near)
        acts = acts or self._by_name.get(_key(name), [])
        return next((act for act in acts if act.holds(on or UNDATED)), acts[0] if acts else None)

    def names(self) -> Iterator[str]:
        """Every name in full, in small letters."""
        yield from self._by_name

    def abbreviations(self) -> Iterator[str]:
        """Every abbreviation as it is written."""
        yield from self._by_abbreviation


def jci(act: Act, article: str = "", lid: str = "", onderdeel: str = "", on: date | None = None) -> str:
    """The Juriconnect reference to a place in an act; empty where the act has no BWB id.

    ``onderdeel`` may go down levels, between spaces ("b 2°"). ``on`` is the day whose text is meant.
    """
    if not act.id.startswith(NATIONAL):
        return ""
    steps = [("artikel", article.removeprefix(act.article_prefix)), ("lid", lid)]
    steps += [("o", level) for level in onderdeel.split()]
    if on and act.holds(on):
        steps.append(("g", on.isoformat()))
    return f"jci1.3:c:{act.id}" + "".join(f"&{name}={value}" for name, value in steps if value)


def url(act: Act, reference: str = "") -> str:
    """Where to read it, given the Juriconnect reference to the place; empty where nothing is known."""
    if act.id.startswith(NATIONAL):
        return "https://wetten.overheid.nl/" + quote(reference or jci(act), safe=":&=")
    if act.gazette:
        return f"https://zoek.officielebekendmakingen.nl/stb-{act.gazette}.html"
    if act.id[:1].isdigit():
        return f"https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:{act.id}"
    return ""


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
