"""A knelpunt of the register, as it is stored.

A record's quotes are ranges of documents. What a reader may see of it, and what may become of it, is
decided above (``api.evidence``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from corpus.document import text_key
from corpus.span import Span
from corpus.visibility import Visibility


class Verdict(StrEnum):
    """What people made of a proposal; only what is AANVAARD is evidence."""

    VOORSTEL = "voorstel"
    AANVAARD = "aanvaard"
    AFGEWEZEN = "afgewezen"
    SAMENGEVOEGD = "samengevoegd"


class Phase(StrEnum):
    """How far the network is with an accepted knelpunt."""

    GESIGNALEERD = "gesignaleerd"
    ONDERZOCHT = "onderzocht"
    GEAGENDEERD = "geagendeerd"
    OPGELOST = "opgelost"
    AFGEWEZEN = "afgewezen"


@dataclass(frozen=True, slots=True)
class Quote:
    """Whole sentences of a document; ``span`` is a range of its text, ``text_key`` is that of the words.

    ``asks`` where they say what is asked for. ``regions`` are those of the passage when it was last
    looked at. ``number`` is None before it is stored.
    """

    document_id: str
    sha256: str
    passage_id: str
    span: Span
    text_key: str
    regions: tuple[str, ...] = ()
    asks: bool = False
    number: int | None = None

    @property
    def id(self) -> str:
        """Names it among the quotes of a record: the same words of the same document stand there once."""
        return text_key(f"{self.document_id} {self.text_key} {self.asks}")[:16]


@dataclass(frozen=True, slots=True)
class Event:
    """What was done to a record, and what it was from then on."""

    at: datetime
    who: str
    verdict: Verdict
    stage: Phase
    note: str


@dataclass(frozen=True, slots=True)
class Record:
    """``title`` is empty as long as no person gave one; ``asked`` is what a person wrote.

    ``merged_into`` is the record that took its quotes over, ``resembles`` the accepted one that a
    proposal would be evidence for. ``history`` is in order of time.
    """

    id: str
    visibility: Visibility
    created_at: datetime
    changed_at: datetime
    kind: str | None
    act: str | None = None
    article: str = ""
    title: str = ""
    asked: str = ""
    verdict: Verdict = Verdict.VOORSTEL
    stage: Phase = Phase.GESIGNALEERD
    merged_into: str | None = None
    resembles: str | None = None
    owner: str = ""
    notes: str = ""
    quotes: tuple[Quote, ...] = ()
    history: tuple[Event, ...] = ()

    @property
    def is_untouched(self) -> bool:
        """Whether no person has looked after this proposal yet."""
        return self.verdict is Verdict.VOORSTEL and len(self.history) <= 1
