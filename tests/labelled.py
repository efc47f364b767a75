"""A taxonomy's labels and a tagger that sees them in the words, shared by the tests of labels."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.document import Document, Passage
from corpus.label import Evidence, Ground, Label, LabelKind, Reference, Stance, in_order
from corpus.span import Span

# what stands in a text, and the label that it gives
WORDS = {
    "twente": (LabelKind.REGIO, "twente"),
    "utrecht": (LabelKind.REGIO, "utrecht"),
    "budget": (LabelKind.ADVIES, "6"),
    "ouders": (LabelKind.ADVIES, "3"),
    "leerplicht": (LabelKind.WET, "BWBR0002628"),
    "geld": (LabelKind.KNELPUNT, "financiering"),
}


class WordTagger:
    """Labels by the words above; ``version`` is in every label."""

    def __init__(self, version: str = "1") -> None:
        self.version = version

    def __call__(self, document: Document, passages: Sequence[Passage]) -> list[list[Label]]:
        return [list(self.labels(passage.text)) for passage in passages]

    def labels(self, text: str) -> tuple[Label, ...]:
        found = ((word, text.lower().find(word)) for word in WORDS)
        return in_order(self._label(word, Span(at, at + len(word))) for word, at in found if at >= 0)

    def _label(self, word: str, span: Span) -> Label:
        kind, label = WORDS[word]
        return Label(
            kind,
            label,
            0.75,
            (Evidence(Ground.WORDS, (span,), "het woord", 0.75),),
            self.version,
            (Reference(span, "5", onderdeel="a"), Reference(span)) if kind is LabelKind.WET else (),
            Stance.WISH if kind is LabelKind.KNELPUNT else None,
        )
