"""Puts together again what the end of a line has taken apart."""

from __future__ import annotations

import re
from collections.abc import Collection

SOFT_HYPHEN = "\u00ad"
_HYPHENS = "-\u2010"
_BROKEN = re.compile(rf"([^\W_]+(?:[{_HYPHENS}][^\W_]+)*)[{_HYPHENS}]$")
_FIRST = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
# 'jeugd- en gezinscoaches': the hyphen stands for the word that is left out
_SUSPENDED = {"en", "of", "en/of", "tot", "als", "dan", "naar", "noch", "maar", "versus", "et", "und"}
_PREFIXES = {
    "ex",
    "niet",
    "oud",
    "non",
    "vice",
    "anti",
    "pro",
    "semi",
    "mbo",
    "hbo",
    "vwo",
    "havo",
    "ggz",
    "vso",
}
# vowels that Dutch keeps apart with a hyphen: zee-egel, auto-ongeluk
_CLASH = {"aa", "ae", "ai", "au", "ee", "ei", "eu", "ie", "ii", "oe", "oi", "oo", "ou", "ui", "uu"}


def join(left: str, right: str, known: Collection[str] = ()) -> tuple[str, str]:
    """The left part as it should be, and what stands between it and the right part: a space or nothing.

    ``known`` holds words that occur unbroken in the same document, in lower case; they decide whether
    the hyphen belongs to the word.
    """
    left = left.rstrip()
    if left.endswith(SOFT_HYPHEN):
        return left.rstrip(SOFT_HYPHEN), ""
    if left.endswith("/") and not left.endswith(" /"):
        return left, ""
    broken, first = _BROKEN.search(left), _FIRST.match(right)
    if not broken or not first or right.split(maxsplit=1)[0].lower().rstrip(",;.") in _SUSPENDED:
        return left, " "
    if _belongs(broken[1], first[0], known):
        return left, ""
    return left[:-1], ""


def _belongs(left: str, right: str, known: Collection[str]) -> bool:
    """Whether the hyphen is part of the word, as in Noord-Kennemerland or zee-egel."""
    capitals = len(left) > 4 and left.isupper() and right[:2].isupper()
    if not capitals and not (left[-1].islower() and right[0].islower()):
        return True
    if f"{left}-{right}".lower() in known:
        return True
    if f"{left}{right}".lower() in known:
        return False
    last = re.split(f"[{_HYPHENS}]", left)[-1].lower()
    return last in _PREFIXES or len(last) == 1 or (left[-1] + right[0]).lower() in _CLASH


def join_all(lines: list[str], known: Collection[str] = ()) -> str:
    """One text from the lines of a paragraph."""
    text = ""
    for line in lines:
        if not text:
            text = line.strip()
            continue
        left, between = join(text, line.strip(), known)
        text = left + between + line.strip()
    return text
