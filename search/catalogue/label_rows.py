"""Labels and reviews as rows, and back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from corpus.label import Evidence, Ground, Label, LabelKind, Reference, Review, Saying, Stance
from corpus.span import Span
from search.catalogue.rows import Values


def label_values(passage_id: str, label: Label) -> Values:
    """A new row in ``labels``; all that a label stands on is one cell of plain JSON."""
    return {
        "passage_id": passage_id,
        "kind": label.kind.value,
        "label": label.id,
        "score": label.score,
        "evidence": {
            "grounds": [
                [one.ground.value, [[span.start, span.end] for span in one.spans], one.source, one.weight]
                for one in label.evidence
            ],
            "references": [
                [one.span.start, one.span.end, one.article, one.lid, one.onderdeel, one.jci, one.url]
                for one in label.references
            ],
            "stance": label.stance,
            "sayings": [[one.span.start, one.span.end, one.score, one.stance] for one in label.sayings],
        },
        "version": label.version,
    }


def label_from(row: Row[Any]) -> Label:
    """A row of ``labels``."""
    evidence = row.evidence
    return Label(
        kind=LabelKind(row.kind),
        id=row.label,
        score=row.score,
        evidence=tuple(
            Evidence(Ground(ground), tuple(Span(*ends) for ends in spans), source, weight)
            for ground, spans, source, weight in evidence["grounds"]
        ),
        version=row.version,
        references=tuple(
            Reference(Span(start, end), *place) for start, end, *place in evidence["references"]
        ),
        stance=evidence["stance"] and Stance(evidence["stance"]),
        # labels of before the register of knelpunten read by the sentence have none
        sayings=tuple(
            Saying(Span(start, end), score, Stance(stance))
            for start, end, score, stance in evidence.get("sayings", ())
        ),
    )


def review_values(text_key: str, document_id: str, visibility: str, review: Review) -> Values:
    """A new row in ``reviews``."""
    place = {"text_key": text_key, "document_id": document_id, "visibility": visibility}
    said = {"accepted": review.accepted, "who": review.who, "when": review.when}
    return {**place, "kind": review.kind.value, "label": review.id, **said}


def review_from(row: Row[Any]) -> Review:
    """A row of ``reviews``."""
    return Review(LabelKind(row.kind), row.label, row.accepted, row.who, row.when)
