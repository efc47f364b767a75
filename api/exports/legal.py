"""Which characters a file that people read may hold."""

from __future__ import annotations

import re

# what XML has no way to write, and what turns the direction of all that follows in the line
_ILLEGAL = re.compile("[^\t\n\r\u0020-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """The text without those; documents lost them when they were taken in, names and notes may have them."""
    return _ILLEGAL.sub("", text)
