"""Tells a title that somebody gave from one that a program filled in."""

from __future__ import annotations

import re

_FILLED_IN = re.compile(
    r"^(?:microsoft|untitled|naamloos|document\d*$|word[- ]?document|powerpoint|presentatie\d*$"
    r"|presentation\d*$|titel$|title$|layout|slide|dia \d|template|sjabloon|bron:|http)",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.(?:docx?|pdf|pptx?|odt|indd|qxd|xlsx?|rtf|txt|tmp|html?)\b", re.IGNORECASE)


def real_title(title: object) -> str:
    """The title from a file's properties, or nothing where it is a file name or a program's filler."""
    words = " ".join(str(title or "").replace("\0", "").split())
    if _FILLED_IN.match(words) or _FILE.search(words) or not re.search(r"[^\W\d_]{3}", words):
        return ""
    return "" if "_" in words and " " not in words else words
