"""Labels passages with the acts that they refer to."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from corpus.document import Document, Passage
from corpus.label import Evidence, Ground, Label, LabelKind
from corpus.laws import Act, Register
from corpus.taxonomy import Taxonomy
from ingest.tag.references import Found, References


class ActTagger:
    """One label for each act, with all its references in the passage; safe to share between threads."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._version = taxonomy.version
        self._references = References(Register(taxonomy.acts))

    def __call__(self, document: Document, passages: Sequence[Passage]) -> list[list[Label]]:
        """ "Diezelfde wet" may be one that an earlier passage of the same section named."""
        labels = []
        before: Act | None = None
        section: tuple[str, ...] | None = None
        for passage in passages:
            if passage.section != section:
                before, section = None, passage.section
            found = self._references(passage.text, document.date, before)
            before = found[-1].act if found else before
            labels.append(self._labels(found))
        return labels

    def _labels(self, found: Sequence[Found]) -> list[Label]:
        in_order = sorted(found, key=lambda one: one.act.id)
        return [self._label(act, list(those)) for act, those in groupby(in_order, lambda one: one.act.id)]

    def _label(self, act: str, found: Sequence[Found]) -> Label:
        return Label(
            kind=LabelKind.WET,
            id=act,
            score=max(one.score for one in found),
            evidence=_evidence(found),
            version=self._version,
            references=tuple(one.reference for one in found),
        )


def _evidence(found: Sequence[Found]) -> tuple[Evidence, ...]:
    """References found for the same reason are one piece of evidence."""
    reasons = dict.fromkeys((one.reason, one.score) for one in found)
    return tuple(
        Evidence(
            Ground.WORDS,
            tuple(one.reference.span for one in found if (one.reason, one.score) == (reason, score)),
            reason,
            score,
        )
        for reason, score in reasons
    )
