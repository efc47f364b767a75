"""Finds references to acts in a text, and tells for each which act, article, lid and onderdeel are meant.

An act that is named takes the places beside it ("artikel 5 onder a, LPW", "LPW, artikel 5"); "diezelfde wet"
is the act named last, and so is the act of a bare "artikel 9" in the same sentence. In this programme
"artikel 5a", "vrijstelling 5a" and "5 onder a" are article 5, onderdeel a, of the Leerplichtwet 1969: what
that act itself has as article 5a is about travelling families.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.document import DocumentDate
from corpus.label import Reference
from corpus.laws import Act, Register, jci, url
from corpus.span import Span
from ingest.tag.names import Mention, Names
from ingest.tag.places import JOINTS, Place, Reader
from ingest.tag.tokens import Token, tokens

LEERPLICHTWET = "BWBR0002628"
# How sure a reference is
WITH_ARTICLE, IN_FULL, ABBREVIATED, EXEMPTION, BY_CONTEXT, EXEMPTION_ALONE = 1.0, 0.95, 0.9, 0.9, 0.8, 0.7

LINKS = frozenset(", ( van uit in de het der huidige nieuwe oude nederlandse".split())
BEFORE_PLACE = frozenset(", ( : - – in".split())
# "die wet" points back within a passage only; the others are as good as a name
POINTERS = frozenset("diezelfde dezelfde genoemde voornoemde bovengenoemde laatstgenoemde".split())
WEAK_POINTERS = frozenset({"die", "deze"})
POINTED_AT = frozenset({"wet", "verordening"})
# What else is numbered "5a"
NUMBERED_THINGS = frozenset(
    "klas groep lokaal kamer pagina blz bijlage paragraaf hoofdstuk tabel figuur stap nummer punt".split()
)
EXEMPTED = ("vrijstel", "vrijgesteld")
COMPULSORY = "leerplicht"
ABBREVIATIONS = frozenset("art artt jo nr resp bijv o.a".split())
OPENINGS = frozenset({",", "("})
DETERMINERS = frozenset("de het deze dit die onze hun een".split())
NEAR, SENTENCE, ABBREVIATION = 6, 40, 5


@dataclass(frozen=True, slots=True)
class Found:
    """A reference and the act that it goes to; ``reason`` (Dutch) says why, where the words do not."""

    act: Act
    reference: Reference
    score: float
    reason: str = ""


class References:
    """Finds references to the acts of a register; not changed by finding."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._names = Names(register)

    def __call__(
        self, text: str, written: DocumentDate | None = None, before: Act | None = None
    ) -> list[Found]:
        """The references in order; their spans are ranges of the text and do not overlap.

        ``written`` decides between acts of the same name, and, where it is a day, is the day of the links.
        ``before`` is the act that was named last before this text.
        """
        pieces = tokens(text)
        mentions = self._names(pieces, written.day if written else None)
        scan = _Scan(pieces, mentions, self._register.get(LEERPLICHTWET), before)
        day = written.day if written and written.precision == "dag" else None
        return [_found(cited, pieces, day) for cited in scan.run()]


@dataclass(frozen=True, slots=True)
class _Cited:
    """An act, with or without a place in it, cited by the tokens ``first`` up to ``last``."""

    act: Act
    place: Place
    score: float
    reason: str = ""


def _found(cited: _Cited, pieces: Sequence[Token], day: date | None) -> Found:
    place = cited.place
    link = jci(cited.act, place.article, place.lid, place.onderdeel, day)
    span = Span(pieces[place.first].start, pieces[place.last - 1].end)
    where = Reference(span, place.article, place.lid, place.onderdeel, link, url(cited.act, link))
    return Found(cited.act, where, cited.score, cited.reason)


class _Scan:
    """One reading of a text, from its first token to its last."""

    def __init__(
        self,
        text: Sequence[Token],
        mentions: Sequence[Mention],
        leerplichtwet: Act | None,
        before: Act | None,
    ) -> None:
        self._text = text
        self._reader = Reader(text)
        self._mentions = {mention.first: mention for mention in mentions}
        self._leerplichtwet = leerplichtwet
        self._before = before
        self._named: Mention | None = None
        self._cited: list[_Cited] = []

    def run(self) -> list[_Cited]:
        at = 0
        while at < len(self._text):
            at = self._step(at)
        return self._cited

    def _step(self, at: int) -> int:
        """Reads what starts here; the token after it."""
        if places := self._reader.headed(at):
            return self._places(places)
        if mention := self._mentions.get(at) or self._pointed(at):
            return self._mention(mention)
        if exemption := self._bare_exemption(at):
            return exemption
        return at + 1

    def _places(self, places: list[Place]) -> int:
        """Places that go before the act, or stand without one."""
        end = places[-1].last
        if mention := self._linked(end):
            self._cite(mention, places, reach=mention.last)
            return self._more(mention.last)
        if self._other_source(end):
            return end
        if self._leerplichtwet and self._is_exemption(places[0]):
            self._cite_exemption(self._leerplichtwet, places[0])
        elif self._named and self._same_sentence(self._named.last, places[0].first):
            for place in places:
                self._add(self._named.act, place, BY_CONTEXT, "de wet die in dezelfde zin genoemd is")
        return end

    def _more(self, at: int) -> int:
        """ "artikelen 3 van de WPO, 5 van de WEC en 7 van de WVO": goes on without a head."""
        while (start := self._skip(at, JOINTS, 3)) > at:
            places = self._reader.listed(start, plural=True)
            mention = self._linked(places[-1].last) if places else None
            if not mention or "van" not in self._lows(places[-1].last, mention.first):
                break
            self._cite(mention, places, reach=mention.last)
            at = mention.last
        return at

    def _mention(self, mention: Mention) -> int:
        """An act, with the places that follow it, if those are not of an act named behind them."""
        start = self._skip(mention.last, BEFORE_PLACE, 2)
        places = self._reader.headed(start)
        if not places and mention.act is self._leerplichtwet:
            places = [place for place in self._reader.place(mention.last) if _exemption(place)][:1]
        if not places or self._linked(places[-1].last) or self._other_source(places[-1].last):
            self._cite(mention, [])
            return mention.last
        self._cite(mention, [replace(places[0], first=mention.first), *places[1:]])
        return places[-1].last

    def _bare_exemption(self, at: int) -> int:
        """ "vrijstelling 5a", "5 onder a, LPW"; 0 where it is none."""
        place = next(iter(self._reader.place(at)), None) if self._low(at).startswith("5") else None
        if not self._leerplichtwet or not place or not _exemption(place):
            return 0
        mention = self._linked(place.last)
        if mention and mention.act is self._leerplichtwet:
            self._cite(mention, [place], reach=mention.last)
            return mention.last
        if self._low(at - 1) in NUMBERED_THINGS or not self._near(place, EXEMPTED, NEAR):
            return 0
        self._cite_exemption(self._leerplichtwet, place)
        return place.last

    def _cite(self, mention: Mention, places: list[Place], reach: int = 0) -> None:
        """``reach`` is the token up to which the last place goes on, for an act named behind it."""
        act, prefix = mention.act, mention.act.article_prefix
        pointed = mention.first not in self._mentions
        reason = f"verwijst terug naar {act.name}" if pointed else ""
        if mention.abbreviated and prefix:
            places = [place for place in places if place.article.startswith(prefix)]
        for place in places:
            whole = replace(place, last=reach) if reach and place is places[-1] else place
            self._add(act, whole, BY_CONTEXT if pointed else WITH_ARTICLE, reason)
        if not places and not (mention.abbreviated and prefix):
            score = BY_CONTEXT if pointed else ABBREVIATED if mention.abbreviated else IN_FULL
            self._add(act, Place(mention.first, mention.last, ""), score, reason)
        self._named = mention

    def _cite_exemption(self, act: Act, place: Place) -> None:
        sure = self._near(place, (*EXEMPTED, COMPULSORY), SENTENCE)
        self._add(act, place, EXEMPTION if sure else EXEMPTION_ALONE, f"zonder naam: {act.name}")

    def _add(self, act: Act, place: Place, score: float, reason: str = "") -> None:
        letter = _exemption(place) if act is self._leerplichtwet else ""
        if letter and place.article != "5":
            read_as = f"'{place.article}' gelezen als artikel 5, onderdeel {letter}"
            reason = f"{reason}; {read_as}" if reason else read_as
            place = replace(place, article="5", onderdeel=letter)
        taken = self._cited[-1].place.last if self._cited else 0
        self._cited.append(_Cited(act, replace(place, first=max(place.first, taken)), score, reason))

    def _linked(self, at: int) -> Mention | None:
        """The act that the words after a place lead to."""
        for start in range(at, at + 5):
            found = self._mentions.get(start) or self._pointed(start)
            if found or self._low(start) not in LINKS:
                return found
        return None

    def _pointed(self, at: int) -> Mention | None:
        """ "diezelfde wet": the act named last."""
        pointer, noun = self._low(at), self._low(at + 1)
        if noun not in POINTED_AT or pointer not in POINTERS | WEAK_POINTERS:
            return None
        act = self._named.act if self._named else self._before if pointer in POINTERS else None
        return Mention(act, at, at + 2, abbreviated=False) if act and noun in act.name.lower() else None

    def _other_source(self, at: int) -> bool:
        """Whether a place is said to be of something else: "artikel 5 van het convenant", "artikel 8 Sr"."""
        at = self._skip(at, OPENINGS, 1)
        if self._low(at) in {"van", "uit", "der"}:
            source = self._skip(at + 1, DETERMINERS, 1)
            named = source > at + 1 or self._capital(source)
            return named and not self._low(source).startswith((*EXEMPTED, COMPULSORY))
        return self._capital(at) and self._text[at].end - self._text[at].start <= ABBREVIATION

    def _is_exemption(self, place: Place) -> bool:
        return _exemption(place) == "a" or (bool(_exemption(place)) and self._near(place, EXEMPTED, SENTENCE))

    def _near(self, place: Place, words: tuple[str, ...], reach: int) -> bool:
        """Whether a word that begins so stands around a place."""
        around = self._text[max(0, place.first - reach) : place.last + reach]
        return any(token.low.startswith(words) for token in around)

    def _same_sentence(self, start: int, end: int) -> bool:
        return end - start <= SENTENCE and not any(self._stops(at) for at in range(start, end))

    def _stops(self, at: int) -> bool:
        ends = self._text[at].text in {".", "!", "?"} and self._low(at - 1) not in ABBREVIATIONS
        return ends and at + 1 < len(self._text) and self._text[at + 1].text[0].isupper()

    def _skip(self, at: int, words: frozenset[str], most: int) -> int:
        end = at
        while end < at + most and self._low(end) in words:
            end += 1
        return end

    def _capital(self, at: int) -> bool:
        return at < len(self._text) and self._text[at].text[0].isupper()

    def _lows(self, start: int, end: int) -> set[str]:
        return {self._low(at) for at in range(start, end)}

    def _low(self, at: int) -> str:
        return self._text[at].low if 0 <= at < len(self._text) else ""


def _exemption(place: Place) -> str:
    """The letter of article 5 of the Leerplichtwet that a place means: "5a" and "5 onder a" alike."""
    if place.lid or place.article + place.onderdeel not in {"5a", "5b", "5c"}:
        return ""
    return place.onderdeel or place.article[-1]
