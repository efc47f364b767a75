"""The kinds of documents that a question names: "in interviews", "volgens de factsheet"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from corpus.document import Kind
from corpus.span import Span
from search.question import DOCUMENT_KIND, Named

_NAMES: Mapping[Kind, str] = {
    Kind.SESSIEVERSLAG: r"sessieverslag(?:en)?|(?:werk)?sessies?|werkbijeenkomst(?:en)?",
    Kind.MIDTERMHOOFDSTUK: r"mid-?term(?:rapport(?:age)?|review|evaluatie|hoofdstuk(?:ken)?)?",
    Kind.COP_TERUGKOPPELING: r"cop(?:['’]s)?(?:-\w+)?|communit(?:y|ies) of practice",
    Kind.DIALOOGVERSLAG: r"dialoogverslag(?:en)?|dialoog (?:\d+|over)|dialoogsessies?",
    Kind.INTERVIEW: r"interviews?|vraaggesprek(?:ken)?",
    Kind.FACTSHEET: r"fact ?sheets?|feitenblad(?:en)?",
}
_PATTERNS = {
    kind: re.compile(rf"(?<![\w-])(?:{names})(?![\w-])", re.IGNORECASE) for kind, names in _NAMES.items()
}


def document_kinds(text: str) -> Iterator[Named]:
    """Every kind that is named, once."""
    for kind, pattern in _PATTERNS.items():
        spans = tuple(Span(*match.span()) for match in pattern.finditer(text))
        if spans:
            yield Named(DOCUMENT_KIND, kind.value, spans)
