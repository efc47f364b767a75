"""Training documents from the treebanks: as paragraphs of the source, and as invented ones.

The sentences of 2017 came shuffled; joining some of them at random teaches where a sentence ends.
The development sets, the only parts under the current guidelines, count more than once. That of Alpino
is only looked on by the first training; the next two, whose length is fixed, learn from four fifths of it.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from spacy.tokens import DocBin
from spacy.vocab import Vocab

from models.recipes.pipeline.harmonise import Custom, harmonise
from models.recipes.pipeline.treebank import Sentence, document, paragraphs, read

CURRENT = "nl_lassysmall-ud-dev.conllu"
OLDER = ("nl_recovered_ud2_2017-2018.conllu", "nl_lassysmall_train_ud2draft_2017-02.conllu")
STOPPING = "nl_alpino-ud-dev.conllu"
LONGEST_PARAGRAPH = 6
HELD_STEP = 5
SEED = 20261122


def without_particle(sentence: Sentence) -> Sentence:
    """The lemma of ``vond … plaats`` as ``vinden``: the particle is put before it after parsing."""
    lemmas = [token.lemma for token in sentence.tokens]
    for token in sentence.tokens:
        if token.deprel == "compound:prt" and lemmas[token.head].startswith(token.form.lower()):
            lemmas[token.head] = lemmas[token.head].removeprefix(token.form.lower())
    tokens = tuple(
        replace(token, lemma=lemma or token.lemma)
        for token, lemma in zip(sentence.tokens, lemmas, strict=True)
    )
    return replace(sentence, tokens=tokens)


def invented(
    sentences: list[Sentence], chance: random.Random, *, after_heading: bool = False
) -> Iterator[list[Sentence]]:
    """Paragraphs of up to six sentences in random order; a heading ends one, unless told otherwise."""
    shuffled = chance.sample(sentences, len(sentences))
    while shuffled:
        group = [shuffled.pop()]
        wanted = chance.randint(1, LONGEST_PARAGRAPH)
        while shuffled and len(group) < wanted and (after_heading or group[-1].is_closed):
            group.append(shuffled.pop())
        yield group


def save(groups: list[list[Sentence]], target: Path) -> None:
    """Write one document for each group."""
    vocab = Vocab()
    DocBin(docs=[document(group, vocab) for group in groups], store_user_data=True).to_disk(target)


class Treebanks:
    """The sentences that may be learnt from, as they are used.

    ``current`` and ``stopping`` follow the current guidelines, ``older`` has the rest, a list for each file;
    of ``stopping``, in paragraphs, every fifth is ``held`` apart, and ``late`` are the others. One
    sentence in ``every`` is read.
    """

    def __init__(self, folder: Path, every: int = 1) -> None:
        def some(name: str) -> Iterator[Sentence]:
            return islice(read(folder / name), 0, None, every)

        self.current = [without_particle(sentence) for sentence in some(CURRENT)]
        custom = Custom(self.current)
        self.older = [
            [without_particle(harmonise(sentence, custom)) for sentence in some(name)] for name in OLDER
        ]
        self.stopping = paragraphs([without_particle(sentence) for sentence in some(STOPPING)])
        self.held = self.stopping[::HELD_STEP]
        self.late = [group for at, group in enumerate(self.stopping) if at % HELD_STEP]

    @property
    def final(self) -> list[Sentence]:
        """All that follows the current guidelines, but for what is held apart."""
        return self.current + [sentence for group in self.late for sentence in group]


def main(folder: Path, target: Path) -> None:
    """Write the corpora in the folder ``target``: ``train`` and ``dev`` for the first training, ``gold``
    for the second, and ``held``, on which the second and the last look.
    """
    chance = random.Random(SEED)
    treebanks = Treebanks(folder)
    older = [sentence for sentences in treebanks.older for sentence in sentences]
    again = [group for _ in range(2) for group in invented(treebanks.current, chance)]
    first = paragraphs(treebanks.current) + again + list(invented(older, chance))
    known = [sentence for group in treebanks.late for sentence in group]
    late = treebanks.late + [group for _ in range(2) for group in invented(known, chance)]
    corpora = {"train": first, "dev": treebanks.stopping, "gold": first + late, "held": treebanks.held}
    for name, groups in corpora.items():
        save(groups, target / f"{name}.spacy")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
