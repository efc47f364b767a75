"""Sentence starts that no mark announces: list items, headings and cells that run on in one line.

Rules cannot tell "VLD: 21 sp.a: 12" from a name within a sentence, so a small network decides at each word
that may open a sentence and that no rule has decided on. It sees the pipeline's own vectors of the words,
their shapes, where finite verbs stand, since a title mostly has none and the sentence behind it has one, and
how much the stretch between two known starts looks like a list.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from models.dutch import may_open
from models.lean import Doc, Ints2d, Language, Linear, Model, Relu, Token, chain

Floats = NDArray[np.float32]
Network = Model[Any, Any]
UNMARKED_STARTS = "dutch_unmarked_starts"
HIDDEN, DROPPED = 64, 0.4
# beyond that many words nothing changes
FAR = 40
# brings vectors and logarithms to the size of the shapes, which are 0 or 1
SCALE = 4
GOES_ON = frozenset(",:.")
DIVIDERS = frozenset("|/-–—•*>&+")
OPENING, CLOSING = frozenset("([«“„"), frozenset(")]»”")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens from ``start`` to ``end``, both known to open a sentence, and the places to decide on."""

    start: int
    end: int
    places: list[int]


def stretches(doc: Doc) -> Iterator[Stretch]:
    """Those with a place to decide on, in order; none with bars, which part cells already."""
    starts = [0, *(token.i for token in doc[1:] if token.is_sent_start), len(doc)]
    for start, end in pairwise(starts):
        words = [at for at in range(start, end) if doc[at].text[0].isalpha()]
        # what stands before the first word numbers it
        places = [at for at in range(words[0] + 1, end) if _is_open(doc[at - 1], doc[at])] if words else []
        if places and all(token.text != "|" for token in doc[start:end]):
            yield Stretch(start, end, places)


def _is_open(before: Token, token: Token) -> bool:
    """Not after a bullet, a number before an item or a comma, nor within words in capitals."""
    if not before.whitespace_ or before.is_space or token.is_space or not may_open(token.text):
        return False
    marked = before.text[-1] in GOES_ON or before.text in DIVIDERS or token.text in DIVIDERS
    return not marked and not (before.text[:2].isupper() and token.text[:2].isupper())


def features(doc: Doc, stretch: Stretch, verbs: Floats) -> Floats:
    """What the network sees, a row for each place; ``doc`` has its vectors and the starts by rule.

    ``verbs`` has a logit for each token of the document: how surely it is a finite verb.
    """
    tokens = list(doc[stretch.start : stretch.end])
    shapes = np.array([_shape(token) for token in tokens] + [[0.0] * 6], dtype=np.float32)
    vectors = doc.tensor[stretch.start : stretch.end] / SCALE
    summed = np.concatenate([np.zeros((1, vectors.shape[1])), np.cumsum(vectors, axis=0)])
    places = [place - stretch.start for place in stretch.places]
    kinds = [(*shapes[at - 1], *shapes[at]) for at in places]
    borders = [0, *places, len(tokens)]
    depths = _depths(tokens)
    sizes = np.log([len(tokens), len(places)]) / SCALE
    whole = [*shapes[:-1].mean(axis=0), _closed(tokens), *sizes]
    rows = []
    for number, at in enumerate(places):
        left, right = borders[number], borders[number + 2]
        lengths = [at, len(tokens) - at, at - left, right - at]
        row = [
            whole,
            shapes[at - 2] if at > 1 else shapes[-1],
            shapes[at - 1],
            shapes[at],
            shapes[at + 1],
            np.log(lengths) / SCALE,
            [kinds.count(kinds[number]) / len(kinds), depths[at]],
            [shapes[left:at, -1].any(), shapes[at:right, -1].any()],
            summed[at] - summed[at - 1],
            summed[at + 1] - summed[at],
            (summed[at] - summed[left]) / (at - left),
            (summed[right] - summed[at]) / (right - at),
            summed[-1] / len(tokens),
        ]
        rows.append(np.concatenate(row))
    return np.concatenate(
        [rows, _round_verbs(verbs[stretch.start : stretch.end], places)], axis=1, dtype=np.float32
    )


def _round_verbs(logits: Floats, places: Sequence[int]) -> Floats:
    """Where finite verbs stand round each place, in its stretch and up to the places beside it."""
    sure = np.clip(logits, -5, 5) / 5
    verbs = np.flatnonzero(logits > 0)
    borders = [0, *places, len(logits)]
    rows: list[list[float]] = []
    for number, at in enumerate(places):
        left, right = borders[number], borders[number + 2]
        before, after = verbs[verbs < at], verbs[verbs >= at]
        distances = [after[0] - at if len(after) else FAR, at - before[-1] if len(before) else FAR]
        reach = [sure[:at].max(), sure[at:].max(), sure[left:at].max(), sure[at:right].max()]
        counts = np.log1p([len(before), len(after)]) / 2
        beside = [sure[at], sure[at - 1], number == 0, at == places[-1]]
        rows.append([*reach, *counts, *(np.log1p(distances) / SCALE), *beside])
    return np.array(rows, dtype=np.float32)


def _shape(token: Token) -> list[float]:
    first = token.text[0]
    return [
        first.isupper(),
        first.isdigit(),
        first.islower(),
        token.is_punct,
        token.is_stop,
        token.text == ":",
    ]


def _closed(tokens: Sequence[Token]) -> bool:
    return any(token.text[-1] in ".?!…" for token in tokens[-2:])


def _depths(tokens: Sequence[Token]) -> list[bool]:
    """Whether each token stands between brackets or quotes."""
    depth, found = 0, []
    for token in tokens:
        found.append(depth > 0)
        depth = max(0, depth + (token.text in OPENING) - (token.text in CLOSING))
    return found


def with_starts(doc: Doc, starts: Sequence[bool | None]) -> Doc:
    """The document itself, told of each token whether it opens a sentence; None where that is open.

    All at once: spaCy looks through the whole document at each token that is set by itself.
    """
    told = np.array([0 if start is None else 1 if start else -1 for start in starts])
    return doc.from_array(["SENT_START"], cast(Ints2d, told.astype(np.uint64)[:, None]))


def network() -> Network:
    """Without weights yet; it gives a logit for each row."""
    return chain(Relu(HIDDEN, dropout=DROPPED), Linear(1))


class UnmarkedStarts:
    """Says of every token whether it opens a sentence, so that the parser has nothing left to decide.

    Untrained it adds no starts. ``verbs`` gives a logit for the vector of each token, ``model`` one for each
    row of ``features``; a place opens a sentence where that is above ``least``.
    """

    def __init__(self) -> None:
        self.verbs: Network = Linear(1)
        self.model = network()
        self.least = 0.0

    def __call__(self, doc: Doc) -> Doc:
        """Decide on every token that no rule has decided on; in place."""
        places = [] if self.model.has_dim("nI") is None else self._found(doc)
        return with_starts(doc, [bool(token.is_sent_start) or token.i in places for token in doc])

    def _found(self, doc: Doc) -> set[int]:
        known = list(stretches(doc))
        if not known:
            return set()
        verbs = self.verbs.predict(doc.tensor)[:, 0]
        rows = np.concatenate([features(doc, stretch, verbs) for stretch in known])
        logits = self.model.predict(rows)[:, 0]
        places = [place for stretch in known for place in stretch.places]
        return {place for place, logit in zip(places, logits, strict=True) if logit > self.least}

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write a folder with the weights and the threshold."""
        Path(path).mkdir(exist_ok=True)
        self.verbs.to_disk(Path(path) / "verbs")
        self.model.to_disk(Path(path) / "model")
        (Path(path) / "cfg").write_text(json.dumps({"least": self.least}) + "\n", encoding="utf8")

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> UnmarkedStarts:
        """Read what ``to_disk`` wrote."""
        self.least = json.loads((Path(path) / "cfg").read_text(encoding="utf8"))["least"]
        self.verbs.from_disk(Path(path) / "verbs")
        self.model.from_disk(Path(path) / "model")
        return self


@Language.factory(UNMARKED_STARTS, assigns=["token.is_sent_start"])
def dutch_unmarked_starts(nlp: Language, name: str) -> UnmarkedStarts:
    """Stands between the rules and the parser, which keeps to both."""
    return UnmarkedStarts()
