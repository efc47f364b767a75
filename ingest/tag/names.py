"""Finds where a text names an act, in full or by an abbreviation; never as a part of another word or name."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from corpus.laws import Act, Register
from ingest.tag.tokens import Token, tokens

# What makes a word or an address of what it is stuck to: "WPO-medewerker", "niet-Wmo", "jeugdwet.nl"
GLUE = frozenset("-–_#&.\\")
AFTER_GLUE = frozenset("-–_'’&\\")
# A title of another regulation that ends in the name of an act: "Regeling vaststelling bedragen WPO"
TITLE_HEADS = frozenset(
    "wet besluit regeling beleidsregel beleidsregels verordening protocol aanwijzing".split()
)
SURE_ENDINGS = ("besluit", "tranche")
TITLE_ENDINGS = ("wet", "besluit", "regeling", "verordening")
TITLE_BREAKS = frozenset(
    {"de", "het", "van", "in", "uit", "onder", "op", "grond", "volgens", "krachtens", "ingevolge", "en", "of"}
)
TITLE_WORDS = 8
# Dutch law for Bonaire, Sint Eustatius and Saba has the names of the European ones before this
OTHER_LAW = frozenset({"bes", "caribisch"})


@dataclass(frozen=True, slots=True)
class Mention:
    """An act named by the tokens ``first`` up to, not including, ``last``."""

    act: Act
    first: int
    last: int
    abbreviated: bool


@dataclass(frozen=True, slots=True)
class _Spelling:
    name: str
    pieces: tuple[str, ...]
    abbreviated: bool


@dataclass(slots=True)
class _Node:
    """What may follow the pieces that lead here, and the names that they are."""

    further: dict[str, _Node] = field(default_factory=dict)
    spellings: list[_Spelling] = field(default_factory=list)


class Names:
    """The names of a register, made ready to be found; not changed by finding."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._root = _Node()
        for name in register.names():
            self._add(name, abbreviated=False)
        for abbreviation in register.abbreviations():
            self._add(abbreviation, abbreviated=True)

    def __call__(self, text: Sequence[Token], on: date | None) -> list[Mention]:
        """The acts that are named, as on that day, in order; of names within one another the longest."""
        found: list[Mention] = []
        short_for: dict[str, Act] = {}
        words = {token.low for token in text}
        at = 0
        while at < len(text):
            mention = self._at(text, at, on, words)
            at = mention.last if mention else at + 1
            since = found[-1].last if found else 0
            if mention and not _in_other_title(text, since, mention):
                found.append(_as_introduced(text, mention, short_for))
        return found

    def _add(self, name: str, *, abbreviated: bool) -> None:
        node, pieces = self._root, tokens(name)
        for piece in pieces:
            node = node.further.setdefault(piece.low, _Node())
        node.spellings.append(_Spelling(name, tuple(piece.text for piece in pieces), abbreviated))

    def _at(self, text: Sequence[Token], at: int, on: date | None, words: Collection[str]) -> Mention | None:
        for spelling in reversed(self._spelt(text, at)):
            last = at + len(spelling.pieces)
            if not _stands_alone(text, at, last):
                continue
            act = self._register.named(spelling.name, on, words)
            if act and not _means_other(act, text[last] if last < len(text) else None):
                return Mention(act, at, last, spelling.abbreviated)
        # "de Wet WIA"
        if text[at].low != "wet" or at + 1 == len(text) or text[at + 1].low == "wet":
            return None
        named = self._at(text, at + 1, on, words)
        return replace(named, first=at) if named and named.abbreviated else None

    def _spelt(self, text: Sequence[Token], at: int) -> list[_Spelling]:
        """The names that stand here, the longest last; an abbreviation only with its own capitals."""
        found: list[_Spelling] = []
        node: _Node | None = self._root
        for end in range(at, len(text)):
            node = node.further.get(text[end].low) if node else None
            if node is None:
                break
            written = tuple(token.text for token in text[at : end + 1]) if node.spellings else ()
            found += [one for one in node.spellings if not one.abbreviated or one.pieces == written]
        return found


def _stands_alone(text: Sequence[Token], first: int, last: int) -> bool:
    if first and text[first].glued and text[first - 1].text in GLUE:
        return False
    if last < len(text) and text[last].glued and text[last].text in AFTER_GLUE:
        return False
    return not (last + 1 < len(text) and text[last].text == "." and text[last + 1].glued)


def _means_other(act: Act, follows: Token | None) -> bool:
    """Whether the word after the name makes it another act's, or no act's at all."""
    if follows is None:
        return False
    if follows.low in OTHER_LAW or follows.low in act.not_before:
        return True
    if len(follows.text) != 4 or not follows.text.isdecimal():
        return False
    dated = any(piece.text.isdecimal() for name in (act.name, *act.names) for piece in tokens(name))
    return dated or follows.text < "2000"


def _as_introduced(text: Sequence[Token], mention: Mention, short_for: dict[str, Act]) -> Mention:
    """With the meaning that the text itself gives to a short name: "Wet politiegegevens (hierna: Wpg)"."""
    if mention.abbreviated:
        return replace(mention, act=short_for.get(text[mention.last - 1].text, mention.act))
    after = [token.text for token in text[mention.last : mention.last + 5]]
    short = [word for word in after[1:] if word not in {"hierna", ":"}]
    if after[:1] == ["("] and short[1:2] == [")"]:
        short_for.setdefault(short[0], mention.act)
    return mention


def _in_other_title(text: Sequence[Token], since: int, mention: Mention) -> bool:
    for at in range(mention.first - 1, max(since, mention.first - TITLE_WORDS) - 1, -1):
        token = text[at]
        if text[at + 1].opens or token.low in TITLE_BREAKS or not token.text[0].isalnum():
            return False
        compound = token.low[1:].endswith(TITLE_ENDINGS)
        if token.low[1:].endswith(SURE_ENDINGS) or (compound and at == mention.first - 1):
            return True
        if token.text[0].isupper() and (compound or token.low in TITLE_HEADS):
            return True
    return False
