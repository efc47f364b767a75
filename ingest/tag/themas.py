"""Labels passages with adviezen, bouwstenen and knelpunten: by the taxonomy's rules and by its examples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from corpus.document import Document, Passage
from corpus.label import Evidence, Ground, Label, LabelKind, Stance
from corpus.span import Span
from corpus.taxonomy import Taxonomy
from ingest.tag.rules import SHARED, Key, Role, Rules, Said
from ingest.tag.signals import ANY, SURE, holds, kind_of, read_weights, signals, sure_of
from models.analysis import Analysis
from models.classifier import ExampleClassifier
from models.cues import CueKind, cues
from models.protocols import Embedder, Sentences

# The matrices stay few when a long document is read in turns.
AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence, or two that follow each other, of the passage with that number."""

    passage: int
    span: Span
    text: str
    said: Said


class ThemeTagger:
    """Reads sentence by sentence; the best sentence decides. Safe to share between threads."""

    def __init__(
        self, taxonomy: Taxonomy, analysis: Analysis, embedder: Embedder, sentences: Sentences
    ) -> None:
        self._version = taxonomy.version
        self._sentences = sentences
        self._rules = Rules(taxonomy, analysis)
        self._examples = taxonomy.examples
        self._labels = [*sorted({label for one in taxonomy.examples for label in one.holds}), ANY]
        targets = np.array([[holds(one, label) for label in self._labels] for one in taxonomy.examples])
        texts = [one.text for one in taxonomy.examples]
        self._classifier = ExampleClassifier(texts, targets, embedder, analysis)
        self._holds = targets
        self._weights = read_weights()

    def __call__(self, document: Document, passages: Sequence[Passage]) -> list[list[Label]]:
        """A list of labels for each passage."""
        units = [unit for number, one in enumerate(passages) for unit in self._units(number, one.text)]
        best: list[dict[str, Label]] = [{} for _ in passages]
        for start in range(0, len(units), AT_ONCE):
            for number, name, label in self._read(units[start : start + AT_ONCE]):
                known = best[number].get(name)
                if known is None or label.score > known.score:
                    best[number][name] = label
        return [list(found.values()) for found in best]

    def example_signals(self) -> tuple[list[str], NDArray[np.float64], NDArray[np.bool_]]:
        """For fitting the weights: labels, signals of every example as if it were not one, and what holds.

        Shapes (examples, labels, signals) and (examples, labels).
        """
        said = [
            joined(self._rules(one.text, span) for span in self._sentences(one.text))
            for one in self._examples
        ]
        rows = [
            [signals(label, likeness, one) for label, likeness in zip(self._labels, scores, strict=True)]
            for one, scores in zip(said, self._classifier.left_out, strict=True)
        ]
        return self._labels, np.array(rows, dtype=float), self._holds

    def _units(self, number: int, text: str) -> Iterator[_Unit]:
        spans = self._sentences(text)
        said = [self._rules(text, span) for span in spans]
        for span, one in zip(spans, said, strict=True):
            yield _Unit(number, span, span.cut(text), one)
        for (first, one), (second, other) in pairwise(zip(spans, said, strict=True)):
            span = Span(first.start, second.end)
            yield _Unit(number, span, span.cut(text), joined((one, other)))

    def _read(self, units: Sequence[_Unit]) -> Iterator[tuple[int, str, Label]]:
        """Passage, name and label for all that is sure enough."""
        scores, cosines = self._classifier([unit.text for unit in units])
        rows = np.array(
            [
                [
                    signals(label, likeness, unit.said)
                    for label, likeness in zip(self._labels, row, strict=True)
                ]
                for unit, row in zip(units, scores, strict=True)
            ]
        )
        sureties = sure_of(self._labels, rows, self._weights)
        for column, name in enumerate(self._labels[:-1]):
            sure = sureties[:, column]
            for number in np.flatnonzero(sure >= SURE).tolist():
                unit = units[number]
                yield (
                    unit.passage,
                    name,
                    self._label(name, column, float(sure[number]), unit, cosines[number]),
                )

    def _label(
        self, name: str, column: int, score: float, unit: _Unit, cosines: NDArray[np.float32]
    ) -> Label:
        kind = kind_of(name)
        evidence = [self._nearest(column, unit, cosines)]
        roles = [Role.STRONG, Role.WEAK, Role.TOPIC]
        spans = unit.said.spans(name, *roles)
        if kind is LabelKind.KNELPUNT and spans:
            spans = tuple(sorted({*spans, *unit.said.spans(SHARED, Role.HINDRANCE)}))
        if spans:
            evidence.insert(0, Evidence(Ground.WORDS, spans))
        stance = stance_of(unit) if kind is LabelKind.KNELPUNT else None
        return Label(kind, name.partition(":")[2], score, tuple(evidence), self._version, stance=stance)

    def _nearest(self, column: int, unit: _Unit, cosines: NDArray[np.float32]) -> Evidence:
        """The example that holds the label and is nearest in meaning."""
        number = int(np.argmax(np.where(self._holds[:, column], cosines, -1)))
        cosine = float(np.clip(cosines[number], 0, 1))
        return Evidence(Ground.MEANING, (unit.span,), self._examples[number].text, cosine)


def joined(said: Iterable[Said]) -> Said:
    """What several sentences say together."""
    found: dict[Key, tuple[Span, ...]] = defaultdict(tuple)
    for one in said:
        for key, spans in one.found.items():
            found[key] += spans
    return Said(found)


def stance_of(unit: _Unit) -> Stance:
    """A solution outweighs a wish, and both outweigh the fact that they start from."""
    if unit.said.has(SHARED, Role.SOLUTION):
        return Stance.SOLUTION
    wishing = any(cue.kind is CueKind.WISH for cue in cues(unit.text))
    return Stance.WISH if wishing or unit.said.has(SHARED, Role.WISH) else Stance.FACT
