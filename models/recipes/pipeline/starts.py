"""Trains what finds sentence starts that no mark announces, and puts it into the pipeline.

A single layer first learns to know finite verbs by their vectors; the network, which sees its answers, then
learns from the texts of ``runon``.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import cast
from zlib import crc32

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from thinc.api import Adam, Linear, fix_random_seed

from models.pipeline import DutchPipeline
from models.recipes.pipeline.examples import CURRENT, OLDER, STOPPING
from models.recipes.pipeline.runon import texts
from models.recipes.pipeline.treebank import document, read
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

# of the treebanks, those that name the forms of verbs
WITH_FORMS = (CURRENT, OLDER[0], STOPPING)
VERB_EPOCHS = 6
SEED, EPOCHS, BATCH, RATE, DECAY = 20261123, 16, 256, 3e-3, 0.02
FOLDS = 4
# chosen on documents held out of training and on policy prose, which it must leave as it is
LEAST = 0.6
RULES = "dutch_sentence_starts"


@dataclass(frozen=True, slots=True)
class Places:
    """Places to decide on: a row of features and the answer for each, and the part it is held out with.

    ``judged`` tells those in texts as annotators had them.
    """

    rows: Floats
    answers: NDArray[np.bool_]
    folds: NDArray[np.int_]
    judged: NDArray[np.bool_]

    def only(self, chosen: NDArray[np.bool_]) -> Places:
        """The places that are chosen."""
        return Places(self.rows[chosen], self.answers[chosen], self.folds[chosen], self.judged[chosen])


def verbs(nlp: Language, data: Path) -> Network:
    """What tells a finite verb by its vector, from every second sentence of some treebanks."""
    tok2vec = dict(nlp.pipeline)["tok2vec"]
    sentences = [one for name in WITH_FORMS for one in islice(read(data / "ud-dutch" / name), 0, None, 2)]
    rows = np.concatenate([tok2vec(document([sentence], nlp.vocab)).tensor for sentence in sentences])
    answers = np.array(["VerbForm=Fin" in token.feats for one in sentences for token in one.tokens])
    return trained(Linear(1), rows, answers, epochs=VERB_EPOCHS)


def places(nlp: Language, finite: Network, data: Path, every: int) -> Places:
    """Every place of one text in ``every`` that no rule decides on, as the pipeline will meet it."""
    parts = dict(nlp.pipeline)
    rows: list[Floats] = []
    answers: list[bool] = []
    folds: list[int] = []
    judged: list[bool] = []
    for text in islice(texts(data), 0, None, every):
        ends = np.cumsum([len(sentence) + 1 for sentence in text.sentences])
        doc = parts[RULES](parts["tok2vec"](nlp.make_doc(" ".join(text.sentences))))
        logits = finite.predict(doc.tensor)[:, 0]
        for stretch in stretches(doc):
            rows.append(features(doc, stretch, logits))
            answers += [doc[place].idx in ends for place in stretch.places]
            folds += [crc32(text.document.encode()) % FOLDS] * len(stretch.places)
            judged += [text.judged] * len(stretch.places)
    return Places(np.concatenate(rows), np.array(answers), np.array(folds), np.array(judged))


def trained(
    model: Network, known: Floats, answers: NDArray[np.bool_], *, epochs: int, dropped: float = 0
) -> Network:
    """The model, so that it answers each row with a logit; ``dropped`` of what it sees is left out."""
    fix_random_seed(SEED)
    chance = np.random.default_rng(SEED)
    model.initialize(X=known[:1], Y=np.zeros((1, 1), np.float32))
    optimizer = Adam(RATE, L2=DECAY, L2_is_weight_decay=True)
    batches = [
        batch
        for _ in range(epochs)
        for batch in np.split(chance.permutation(len(known)), range(BATCH, len(known), BATCH))
    ]
    for step, batch in enumerate(batches):
        rows = known[batch]
        kept = (chance.random(rows.shape) >= dropped) / (1 - dropped)
        logits, back = model.begin_update((rows * kept).astype(np.float32))
        wrong = _probable(logits) - answers[batch, None]
        back((wrong / len(batch)).astype(np.float32))
        optimizer.learn_rate = RATE * (1 - step / len(batches))
        model.finish_update(optimizer)
    return model


def learned(known: Places) -> Network:
    """The network, of what it sees two fifths left out at every step."""
    return trained(network(), known.rows, known.answers, epochs=EPOCHS, dropped=DROPPED)


def _probable(logits: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float32)


def held_out(known: Places) -> dict[str, float]:
    """Figures on documents of the treebanks that the network did not learn from, each in its turn."""
    found = np.zeros(len(known.answers), bool)
    for fold in range(FOLDS):
        apart = known.folds == fold
        found[apart] = _probable(learned(known.only(~apart)).predict(known.rows[apart])[:, 0]) > LEAST
    found, answers = found[known.judged], known.answers[known.judged]
    right = (found & answers).sum()
    return {"precision": float(right / found.sum()), "recall": float(right / answers.sum())}


def main(finished: Path, data: Path, target: Path, figures: Path, *, every: int) -> None:
    """Save the pipeline of the folder ``finished`` with the network in it in the folder ``target``."""
    before = DutchPipeline(finished).nlp
    finite = verbs(before, data)
    known = places(before, finite, data, every)
    figures.write_text(json.dumps(held_out(known), indent=2) + "\n", encoding="utf8")
    # loaded again, since the vocabulary keeps every word it meets
    nlp = spacy.load(finished)
    component = cast(UnmarkedStarts, nlp.add_pipe(UNMARKED_STARTS, after=RULES))
    component.verbs, component.model = finite, learned(known)
    component.least = float(np.log(LEAST / (1 - LEAST)))
    nlp.to_disk(target)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:-1]), every=int(sys.argv[-1]))
