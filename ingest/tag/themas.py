"""Labels passages with adviezen, bouwstenen and knelpunten: by the taxonomy's rules and by its examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, partial
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from corpus.document import Document, Passage
from corpus.label import Evidence, Ground, Label, LabelKind, Saying, Stance
from corpus.taxonomy import Taxonomy
from ingest.tag.rules import SHARED, Role, Rules, is_kind
from ingest.tag.signals import (
    ANY,
    SURE,
    Signals,
    holds,
    kind_of,
    read_weights,
    ruled,
    sure_of,
    with_likeness,
)
from ingest.tag.units import Unit, Units
from models.analysis import Analysis
from models.classifier import ExampleClassifier
from models.cues import CueKind, cues
from models.protocols import Embedder, Sentences

# The matrices stay few when a long document is read in turns.
AT_ONCE = 256


class ThemeTagger:
    """Reads sentence by sentence; the best sentence decides. Of a knelpunt every sentence that tells it is
    kept, so that what rubs is not missed beside what works. Safe to share between threads.

    It learns from the examples when it is first used, in about two seconds.
    """

    def __init__(
        self, taxonomy: Taxonomy, analysis: Analysis, embedder: Embedder, sentences: Sentences
    ) -> None:
        self._version = taxonomy.version
        self._units = Units(sentences, Rules(taxonomy, analysis))
        self._examples = (*taxonomy.examples, *taxonomy.definitions)
        self._learn = partial(ExampleClassifier, embedder=embedder, analysis=analysis)
        self._labels = [*sorted({label for one in self._examples for label in one.holds}), ANY]
        self._holds = np.array([[holds(one, label) for label in self._labels] for one in self._examples])
        self._weights = read_weights()

    def __call__(self, document: Document, passages: Sequence[Passage]) -> list[list[Label]]:
        """A list of labels for each passage."""
        best: list[dict[str, Label]] = [{} for _ in passages]
        units = self._units(document, passages)
        while some := list(islice(units, AT_ONCE)):
            for number, name, label in self._read(some):
                known = best[number].get(name)
                best[number][name] = _together(known, label) if known else label
        return [[replace(label, sayings=apart(label.sayings)) for label in found.values()] for found in best]

    def example_signals(self) -> tuple[list[str], Signals, NDArray[np.bool_]]:
        """For fitting the weights: labels, signals of every example as if it were not one, and what holds.

        Shapes (examples, labels, signals) and (examples, labels).
        """
        return self._labels, with_likeness(self._classifier.left_out, self._example_rules), self._holds

    @cached_property
    def _example_rules(self) -> Signals:
        return ruled(self._labels, [self._units.said(one.text) for one in self._examples])

    @cached_property
    def _classifier(self) -> ExampleClassifier:
        return self._learn([one.text for one in self._examples], _flat(self._example_rules), self._holds)

    def _read(self, units: Sequence[Unit]) -> Iterator[tuple[int, str, Label]]:
        """Passage, name and label for all that is sure enough."""
        rules = ruled(self._labels, [unit.said for unit in units])
        scores, cosines = self._classifier([unit.text for unit in units], _flat(rules))
        sureties = sure_of(self._labels, with_likeness(scores, rules), self._weights)
        for column, name in enumerate(self._labels[:-1]):
            sure = sureties[:, column]
            for number in np.flatnonzero(sure >= SURE).tolist():
                unit = units[number]
                # a heading only names what is to come
                if not (unit.is_heading and is_kind(name)):
                    label = self._label(name, column, float(sure[number]), unit, cosines[number])
                    yield unit.passage, name, label

    def _label(self, name: str, column: int, score: float, unit: Unit, cosines: NDArray[np.float32]) -> Label:
        kind = kind_of(name)
        evidence = [self._nearest(column, unit, cosines)]
        spans = unit.said.spans(name, Role.STRONG, Role.WEAK, Role.TOPIC)
        if kind is LabelKind.KNELPUNT and spans:
            spans = tuple(sorted({*spans, *unit.said.spans(SHARED, Role.HINDRANCE)}))
        if spans:
            evidence.insert(0, Evidence(Ground.WORDS, spans))
        label = Label(kind, name.partition(":")[2], score, tuple(evidence), self._version)
        if kind is not LabelKind.KNELPUNT:
            return label
        stance = stance_of(unit)
        return replace(label, stance=stance, sayings=(Saying(unit.span, score, stance),))

    def _nearest(self, column: int, unit: Unit, cosines: NDArray[np.float32]) -> Evidence:
        """The example that holds the label and is nearest in meaning."""
        number = int(np.argmax(np.where(self._holds[:, column], cosines, -1)))
        cosine = float(np.clip(cosines[number], 0, 1))
        return Evidence(Ground.MEANING, (unit.span,), self._examples[number].text, cosine)


def stance_of(unit: Unit) -> Stance:
    """A solution outweighs a wish, and both outweigh the fact that they start from."""
    if unit.said.has(SHARED, Role.SOLUTION):
        return Stance.SOLUTION
    wishing = any(cue.kind is CueKind.WISH for cue in cues(unit.text))
    return Stance.WISH if wishing or unit.said.has(SHARED, Role.WISH) else Stance.FACT


def apart(sayings: Iterable[Saying]) -> tuple[Saying, ...]:
    """Those that do not overlap: what rubs before what works all the same, then the surest first."""
    kept: list[Saying] = []
    for one in sorted(sayings, key=lambda one: (one.stance is Stance.SOLUTION, -one.score, one.span)):
        if not any(one.span.overlaps(other.span) for other in kept):
            kept.append(one)
    return tuple(kept)


def _together(known: Label, more: Label) -> Label:
    """The surer of both, with what both say."""
    surer = more if more.score > known.score else known
    return replace(surer, sayings=known.sayings + more.sayings)


def _flat(rules: Signals) -> Signals:
    return rules.reshape(len(rules), -1)
