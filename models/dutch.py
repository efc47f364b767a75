"""Dutch sentences, from spaCy's Dutch tokens and a few rules; no trained weights needed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise

from corpus.span import Span
from models.lean import Doc, spacy

# Abbreviations that announce what comes next, so that no sentence ends there.
_ANNOUNCING = frozenset(
    """art artt nr nrs no blz pag p pp ca bijv bv resp evt incl excl max min stb stcrt trb jo vgl zgn hfst par
    jrg afd afb fig tab bijl tel rb nl v n st drs dr mr ir ing prof mw mevr dhr hr fam ds jhr gem red vz wnd
    plv d.d jan feb febr mrt apr jun jul aug sep sept okt nov dec""".split()
)
# Dotted abbreviations that can close a sentence; the others ("m.b.t.", "o.a.") want a word after them.
_CLOSING = frozenset("a.u.b s.v.p e.d e.a e.v o.i.d n.v.t i.d a.s c.s e.e.a".split())

_MARKS = re.compile(r"[.!?…]+")
_TO_LAST_SPACE = re.compile(r".*\s")
_CLOSERS = "\"'’”»)]"
# Quotes that only ever close, so that they belong to what they follow, even after a space.
_CLOSING_QUOTES = frozenset({"''", "’’", "”", "»"})
_MAY_CLOSE = re.compile(r"[\"”»]|''|’’")
_INITIALS = re.compile(r"(?:[A-Z]\.)+(?:-?[A-Z]\.)*|(?:Th|Ch|Chr|Ph|IJ|Joh|Jac)\.")
_DOTTED = re.compile(r"[a-z](?:\.[a-z]{1,2})+")
_ENUMERATOR = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})*|[a-zA-Z]|[ivx]{1,4})\.")


class DutchSentences:
    """Finds sentences (see ``models.protocols.Sentences``); a new line always ends one.

    Knows abbreviations, initials, numbered openings, web addresses and closing quotes. A colon and a
    semicolon do not end a sentence, nor does a mark that is followed by a small letter.
    """

    def __init__(self, tokenizer: Callable[[str], Doc] | None = None) -> None:
        self._tokenizer = tokenizer or _tokenizer()

    def __call__(self, text: str) -> list[Span]:
        """Sentences in order, trimmed of white space; together all text but white space."""
        found: list[Span] = []
        for line in re.finditer(r"\S[^\n]*", text):
            found.extend(span.shifted(line.start()) for span in self._in_line(line.group().rstrip()))
        return found

    def _in_line(self, line: str) -> list[Span]:
        # Without a mark before white space there is nothing to find, and headings and cells are many.
        before_last_word = _TO_LAST_SPACE.match(line)
        if not before_last_word or not _MARKS.search(before_last_word.group()):
            return [Span(0, len(line))]
        # The tokenizer itself, since the pipeline refuses a text of more than a million characters.
        openings = [0, *_openings(self._tokenizer(line)), len(line)]
        cuts = [line[start:end].rstrip() for start, end in pairwise(openings)]
        return [Span(start, start + len(cut)) for start, cut in zip(openings, cuts, strict=False)]


@cache
def _tokenizer() -> Callable[[str], Doc]:
    """Making one takes over a second."""
    return spacy.blank("nl").tokenizer


def _openings(doc: Doc) -> Iterator[int]:
    """Character offsets at which a sentence begins, but for the first."""
    start = index = 0
    closing = _closing_quotes(doc)
    while index < len(doc):
        after = _past_mark(doc, index, closing)
        if index < after < len(doc) and may_open(doc[after].text) and not _held(doc, index, start):
            yield doc[after].idx
            start = after
        index = max(after, index + 1)


def _closing_quotes(doc: Doc) -> frozenset[int]:
    """Positions of quotes that close what they follow, even after a space.

    Of the straight ones that is every second, where a space follows it too.
    """
    # looking at every token takes longer than splitting the line into them
    if not _MAY_CLOSE.search(doc.text):
        return frozenset()
    straight = [token for token in doc if token.text == '"'][1::2]
    curly = [token for token in doc if token.text in _CLOSING_QUOTES]
    return frozenset(token.i for token in straight if token.whitespace_) | {token.i for token in curly}


def _past_mark(doc: Doc, index: int, closing: frozenset[int]) -> int:
    """The token after an end mark and its closing quotes, if white space follows; else ``index``."""
    token = doc[index].text
    if not _MARKS.fullmatch(token) and not token.endswith((".", "…")):
        return index
    after = index + 1
    while after < len(doc) and not doc[after - 1].whitespace_ and _closes(doc[after].text):
        after += 1
    spaced = bool(doc[after - 1].whitespace_) or (after < len(doc) and doc[after].is_space)
    if not spaced:
        return index
    while after < len(doc) and (doc[after].is_space or after in closing):
        after += 1
    return after


def _closes(token: str) -> bool:
    return bool(_MARKS.fullmatch(token)) or all(character in _CLOSERS for character in token)


def may_open(token: str) -> bool:
    """Whether a sentence can begin with this word or mark."""
    return token.startswith(",,") or (not token[0].islower() and token[0] not in ",;:)]%&/=+")


def _held(doc: Doc, index: int, start: int) -> bool:
    """Whether the full stop belongs to an abbreviation, an initial or a number that opens the line."""
    word, first = doc[index].text, index
    if word == "." and index > start and not doc[index - 1].whitespace_:
        word, first = doc[index - 1].text + word, index - 1
    if not word.endswith(".") or word.endswith(".."):
        return False
    opens = first <= start or (first == start + 1 and doc[start].text == "Ad")
    if opens and _ENUMERATOR.fullmatch(word):
        return True
    bare = word[:-1].lower()
    if _DOTTED.fullmatch(bare):
        return bare not in _CLOSING
    return bare in _ANNOUNCING or bool(_INITIALS.fullmatch(word))
