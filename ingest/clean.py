"""The last hand on the words: after this the text of a document never changes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from corpus.document import BlockKind
from ingest.parse.listing import without_bullet
from ingest.parse.parsed import Fragment, Parsed

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "ĳ": "ij", "Ĳ": "IJ"}
)
# soft hyphens, zero-width and direction marks, control characters, private use, halves of pairs
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffc"
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ue000-\uf8ff\ud800-\udfff]"
)


def clean(parsed: Parsed) -> Parsed:
    """Every fragment in one form (NFC, plain spaces, no invisible characters); empty ones are dropped.

    Cleaning twice changes nothing more.
    """
    cleaned: list[Fragment] = []
    start_is_lost = True
    for fragment in parsed.fragments:
        text = clean_text(fragment.text)
        if fragment.kind is BlockKind.ITEM:
            text = without_bullet(text)
        start_is_lost |= fragment.continues is None
        if text:
            # what continued a start that was empty is a start itself
            continues = None if start_is_lost else fragment.continues
            cleaned.append(replace(fragment, text=text, continues=continues))
            start_is_lost = False
    return replace(parsed, fragments=tuple(cleaned), title=clean_text(parsed.title))


def clean_text(text: str) -> str:
    """One line of text as a reader sees it."""
    visible = _INVISIBLE.sub("", text).translate(_LIGATURES)
    return " ".join(unicodedata.normalize("NFC", visible).split())
