"""Trains what finds sentence starts that no mark announces, and puts it into the pipeline.

Lists and headings that run on in one line come from LassySmall: its sentences of 2017 were shuffled, but
their names tell which stood together and in what order. Running text, where a capital rarely opens a
sentence, also comes from Alpino, laws and documentation.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import cast
from zlib import crc32

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from thinc.api import Adam, fix_random_seed

from models.pipeline import DutchPipeline
from models.recipes.pipeline.corpus import CURRENT, OLDER, STOPPING
from models.recipes.pipeline.raw import lines, manifestos
from models.recipes.pipeline.treebank import read
from models.unmarked import (
    DROPPED,
    UNMARKED_STARTS,
    Floats,
    Network,
    UnmarkedStarts,
    features,
    network,
    stretches,
)

PLAIN = (("laws-2024/articles.jsonl.xz", 30), ("msdocs-nl/paragraphs.jsonl.xz", 160))
MANIFESTOS_STEP = 15
TITLES, TITLE, TITLES_STEP = "laws-bwb-2017/index.tsv", 3, 4
LONGEST = 1_500
SEED, EPOCHS, BATCH, RATE, DECAY = 20261123, 24, 256, 3e-3, 0.02
FOLDS = 4
# chosen on documents held out of training: a start that is none costs more than one that is missed
LEAST = 0.7
RULES = "dutch_sentence_starts"


@dataclass(frozen=True, slots=True)
class Places:
    """Places to decide on: a row of features and the answer for each, and the part it is held out with."""

    rows: Floats
    answers: NDArray[np.bool_]
    folds: NDArray[np.int_]

    def only(self, chosen: NDArray[np.bool_]) -> Places:
        """The places that are chosen."""
        return Places(self.rows[chosen], self.answers[chosen], self.folds[chosen])


def texts(data: Path) -> Iterator[tuple[str, list[str]]]:
    """Paragraphs: the name of the document each is from, and its sentences."""
    for name in (CURRENT, *OLDER, STOPPING):
        ordered = sorted(read(data / "ud-dutch" / name), key=lambda one: (one.paragraph, one.place))
        for paragraph, group in groupby(ordered, key=lambda one: one.paragraph):
            yield paragraph.partition(".p.")[0], [sentence.text for sentence in group]
    yield from ((text, [text]) for text in _unbroken(data) if text)


def _unbroken(data: Path) -> Iterator[str]:
    """Texts in which no start is unmarked: running ones, and headings and names that stand alone."""
    articles, documentation = (
        [json.loads(line) for line in islice(lines(data / name), 0, None, step)] for name, step in PLAIN
    )
    known = [one["text"] for one in articles + documentation]
    known += islice(manifestos(data), 0, None, MANIFESTOS_STEP)
    yield from (text.strip() for text in known if text.strip().endswith(".") and len(text) < LONGEST)
    yield from dict.fromkeys(one["heading"] for one in documentation if one["heading"])
    for line in islice(lines(data / TITLES), 1, None, TITLES_STEP):
        yield line.split("\t")[TITLE]


def places(nlp: Language, data: Path) -> Places:
    """Every place of the texts that no rule decides on, as the pipeline will meet it."""
    parts = dict(nlp.pipeline)
    rows: list[Floats] = []
    answers: list[bool] = []
    folds: list[int] = []
    for name, sentences in texts(data):
        ends = np.cumsum([len(sentence) + 1 for sentence in sentences])
        doc = parts[RULES](parts["tok2vec"](nlp.make_doc(" ".join(sentences))))
        for stretch in stretches(doc):
            rows.append(features(doc, stretch))
            answers += [doc[place].idx in ends for place in stretch.places]
            folds += [crc32(name.encode()) % FOLDS] * len(stretch.places)
    return Places(np.concatenate(rows), np.array(answers), np.array(folds))


def trained(known: Places) -> Network:
    """A network that answers with a logit; of what it sees, two fifths are left out at every step."""
    fix_random_seed(SEED)
    chance = np.random.default_rng(SEED)
    model = network()
    model.initialize(X=known.rows[:1], Y=np.zeros((1, 1), np.float32))
    optimizer = Adam(RATE, L2=DECAY, L2_is_weight_decay=True)
    batches = [
        batch
        for _ in range(EPOCHS)
        for batch in np.split(chance.permutation(len(known.rows)), range(BATCH, len(known.rows), BATCH))
    ]
    for step, batch in enumerate(batches):
        rows = known.rows[batch]
        kept = (chance.random(rows.shape) >= DROPPED) / (1 - DROPPED)
        logits, back = model.begin_update((rows * kept).astype(np.float32))
        wrong = _probable(logits) - known.answers[batch, None]
        back((wrong / len(batch)).astype(np.float32))
        optimizer.learn_rate = RATE * (1 - step / len(batches))
        model.finish_update(optimizer)
    return model


def _probable(logits: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float32)


def held_out(known: Places) -> dict[str, float]:
    """Figures on documents that the network did not learn from, each in its turn."""
    found = np.zeros(len(known.answers), bool)
    for fold in range(FOLDS):
        apart = known.folds == fold
        found[apart] = _probable(trained(known.only(~apart)).predict(known.rows[apart])[:, 0]) > LEAST
    right = (found & known.answers).sum()
    return {"precision": float(right / found.sum()), "recall": float(right / known.answers.sum())}


def main(finished: Path, data: Path, target: Path, figures: Path) -> None:
    """Save the pipeline of the folder ``finished`` with the network in it in the folder ``target``."""
    known = places(DutchPipeline(finished).nlp, data)
    figures.write_text(json.dumps(held_out(known), indent=2) + "\n", encoding="utf8")
    # loaded again, since the vocabulary keeps every word it meets
    nlp = spacy.load(finished)
    component = cast(UnmarkedStarts, nlp.add_pipe(UNMARKED_STARTS, after=RULES))
    component.model, component.least = trained(known), float(np.log(LEAST / (1 - LEAST)))
    nlp.to_disk(target)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
