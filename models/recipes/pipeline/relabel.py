"""What the teacher makes of other texts, for the fast parser to learn from: the older treebanks brought to
the current guidelines, and sentences that nobody annotated.

What people wrote counts for ``TRUST`` in its scores, so it changes only what it is sure of. Of raw sentences,
word classes and lemmas are as the pipeline has them by then.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import spacy
import torch
from spacy.tokens import Span

from models.recipes.pipeline import raw
from models.recipes.pipeline.examples import SEED, Treebanks, invented, save
from models.recipes.pipeline.sight import Sight
from models.recipes.pipeline.teach import CURRENT
from models.recipes.pipeline.teacher import Names, Scores, Teacher, batched
from models.recipes.pipeline.treebank import Sentence, Token

TRUST = 2.0
RAW = 27_000
WORDS = range(5, 31)
SUREST = 0.85
BLOCK = 32


def raw_sentences(pipeline: Path, data: Path, chance: random.Random, most: int) -> list[Sentence]:
    """Of manifestos and of sentences to be read aloud ``most``, half of each; the root is their first word.

    Novels and Tatoeba's short sentences beside them cost two points of LAS on what was held apart.
    """
    nlp = spacy.load(pipeline)
    found: list[Sentence] = []
    for source in (raw.manifestos(data), raw.lines(data / raw.SPOKEN)):
        texts = [line.strip() for line in source]
        chance.shuffle(texts)
        spans = (span for doc in nlp.pipe(texts) for span in doc.sents if len(span) in WORDS)
        found += [_sentence(span) for span in islice(spans, most // 2)]
    return found


def _sentence(span: Span) -> Sentence:
    return Sentence(
        "",
        tuple(
            Token(word.text, word.lemma_, word.pos_, str(word.morph), 0, "dep", bool(word.whitespace_))
            for word in span
        ),
    )


class Reader:
    """Puts heads and relations of the teacher on sentences."""

    def __init__(self, teacher: Teacher, names: Names, sight: Sight) -> None:
        self._teacher = teacher
        self._names = names
        self._called = list(names.relations)
        self._sight = sight

    def __call__(self, sentences: Sequence[Sentence], trust: float) -> Iterator[tuple[float, Sentence]]:
        """Each that gets a tree, with how sure the teacher is (mean log-probability of a word), by length.

        ``trust`` is what the heads and relations that it has count, beside the teacher's scores.
        """
        ordered = sorted(sentences, key=lambda one: len(one.tokens))
        for at in range(0, len(ordered), BLOCK):
            block = ordered[at : at + BLOCK]
            yield from self._block(block, trust)

    @torch.inference_mode()
    def _block(self, block: Sequence[Sentence], trust: float) -> Iterator[tuple[float, Sentence]]:
        seen = list(self._sight([one.forms for one in block]))
        scores = self._teacher(batched(seen, [CURRENT] * len(block)))
        for number, sentence in enumerate(block):
            words = len(sentence.tokens)
            heads = scores.heads[number, :words, : words + 1].clone()
            if trust:
                heads[
                    range(words), [0 if t.head == at else t.head + 1 for at, t in enumerate(sentence.tokens)]
                ] += trust
            if is_tree(heads.argmax(-1).tolist()):
                yield self._told(sentence, heads, self._relations(scores, number, sentence, heads, trust))

    def _relations(
        self, scores: Scores, number: int, sentence: Sentence, heads: torch.Tensor, trust: float
    ) -> torch.Tensor:
        words = len(sentence.tokens)
        own = Scores(*(part[number : number + 1] for part in scores))
        own = own._replace(below=own.below[:, :words], above=own.above[:, : words + 1])
        relations = self._teacher.relations(own, heads.argmax(-1)[None])[0].clone()
        if trust:
            relations[range(words), [self._names.relations[token.deprel] for token in sentence.tokens]] += (
                trust
            )
        return relations

    def _told(
        self, sentence: Sentence, heads: torch.Tensor, relations: torch.Tensor
    ) -> tuple[float, Sentence]:
        sure = (heads.log_softmax(-1).amax(-1) + relations.log_softmax(-1).amax(-1)).mean().item()
        found = zip(sentence.tokens, heads.argmax(-1).tolist(), relations.argmax(-1).tolist(), strict=True)
        tokens = tuple(
            replace(token, head=head - 1, deprel=self._called[relation])
            if head
            else replace(token, head=at, deprel="root")
            for at, (token, head, relation) in enumerate(found)
        )
        return sure, replace(sentence, tokens=tokens)


def is_tree(heads: list[int]) -> bool:
    """Whether one word is the root (0) and every other comes to it; heads count from 1."""
    return heads.count(0) == 1 and all(0 in _above(at + 1, heads) for at in range(len(heads)))


def _above(at: int, heads: list[int]) -> set[int]:
    above: set[int] = set()
    while at and at not in above:
        above.add(at)
        at = heads[at - 1]
    return above | {at}


def surest(told: Iterable[tuple[float, Sentence]]) -> list[Sentence]:
    """Without those of which the teacher is least sure."""
    ordered = sorted(told, key=lambda one: -one[0])
    return [sentence for _, sentence in ordered[: int(SUREST * len(ordered))]]


def main(data: Path, embedder: Path, build: Path, *, every: int) -> None:
    """Write the corpus of the last training: what is current twice, the rest as the teacher reads it.

    Of all of it one sentence in ``every``.
    """
    chance = random.Random(SEED)
    treebanks = Treebanks(data / "ud-dutch", every)
    read = Reader(*Teacher.load(build / "teacher.pt"), Sight(build / "vectors", embedder))
    older = [sentence for part in treebanks.older for _, sentence in read(part, TRUST)]
    unread = surest(read(raw_sentences(build / "refined" / "model-last", data, chance, RAW // every), 0))
    groups = [group for _ in range(2) for group in invented(treebanks.final, chance, after_heading=True)]
    save([*groups, *invented(older, chance), *invented(unread, chance)], build / "last.spacy")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:-1]), every=int(sys.argv[-1]))
