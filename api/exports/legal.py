"""Which characters an XML file may hold."""

from __future__ import annotations

import re

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """The text without the control characters that XML has no way to write."""
    return _ILLEGAL.sub("", text)
