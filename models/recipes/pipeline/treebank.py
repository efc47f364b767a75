"""Sentences of a treebank in CoNLL-U, and spaCy documents made from them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

FEATURES = frozenset({"Degree", "Gender", "Number", "Tense", "VerbForm"})
GLUED_LEFT = frozenset(". , ; : ? ! ) ] » ” ’ %".split())
GLUED_RIGHT = frozenset("( [ « “ ‘".split())
SEAM_AGREEMENT = 2


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its annotation; ``head`` counts from 0 and is the word itself at the root."""

    form: str
    lemma: str
    upos: str
    feats: str
    head: int
    deprel: str
    space: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """``paragraph`` is the same for sentences that stood together in the source; ``place`` orders them."""

    paragraph: str
    tokens: tuple[Token, ...]
    place: tuple[int, ...] = ()

    @property
    def forms(self) -> list[str]:
        """Its words, in order."""
        return [token.form for token in self.tokens]

    @property
    def text(self) -> str:
        """As it was written, without white space around it."""
        return "".join(token.form + " " * token.space for token in self.tokens).strip()

    @property
    def is_closed(self) -> bool:
        """Whether it ends as running text does, unlike a heading."""
        return any(token.form[-1] in ".?!" for token in self.tokens[-2:])


def read(path: Path) -> Iterator[Sentence]:
    """The sentences of a file that have exactly one root."""
    for block in path.read_text(encoding="utf8").strip().split("\n\n"):
        comments = [line for line in block.split("\n") if line.startswith("#")]
        rows = [line.split("\t") for line in block.split("\n") if line[0].isdigit()]
        rows = [row for row in rows if row[0].isdigit()]
        has_text = any(comment.startswith("# text =") for comment in comments)
        (name,) = (c.removeprefix("# sent_id =").strip() for c in comments if c.startswith("# sent_id"))
        tokens = tuple(_token(row) for row in rows)
        if sum(token.deprel == "root" for token in tokens) == 1:
            paragraph, _, numbers = name.rpartition(".s.")
            place = tuple(int(number) for number in re.findall(r"\d+", numbers))
            yield Sentence(paragraph, tokens if has_text else _spaced(tokens), place)


def _token(row: list[str]) -> Token:
    number, form, lemma, upos, _, feats, head, deprel, _, misc = row
    kept = "|".join(part for part in feats.split("|") if part.split("=")[0] in FEATURES)
    at = int(head) - 1 if head != "0" else int(number) - 1
    return Token(form, _without_seams(lemma, form, upos), upos, kept, at, deprel, "SpaceAfter=No" not in misc)


def _without_seams(lemma: str, form: str, upos: str) -> str:
    """The treebank's ``bestuur_lid`` as ``bestuurslid``, as one writes it, and ``in_voeren`` joined."""
    *before, last = lemma.split("_")
    joined = "".join(before) + last or lemma
    if not before or not last or upos not in {"NOUN", "ADJ", "PROPN"}:
        return joined
    # the last part begins where the form agrees with it longest
    least = len("".join(before)) - 2
    agreement, start = max(
        ((_agreement(form[at:].lower(), last.lower()), -at) for at in range(max(least, 1), len(form))),
        default=(0, 0),
    )
    if agreement < SEAM_AGREEMENT:
        return joined
    first = form[:-start]
    return (first if joined[0].isupper() else first.lower()) + last


def _agreement(one: str, other: str) -> int:
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _spaced(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Guess the spaces of a sentence that came without its text."""
    after = [token.form for token in tokens[1:]] + [""]
    return tuple(
        replace(token, space=token.form not in GLUED_RIGHT and follower not in GLUED_LEFT)
        for token, follower in zip(tokens, after, strict=True)
    )


def paragraphs(sentences: list[Sentence]) -> list[list[Sentence]]:
    """Sentences that followed each other in one paragraph of the source, together."""
    return [list(group) for _, group in groupby(sentences, key=lambda sentence: sentence.paragraph)]


def document(sentences: list[Sentence], vocab: Vocab) -> Doc:
    """One gold document of the sentences, with a space between each two."""
    return Doc.from_docs([_doc(sentence, vocab) for sentence in sentences], ensure_whitespace=True)


def _doc(sentence: Sentence, vocab: Vocab) -> Doc:
    tokens = sentence.tokens
    return Doc(
        vocab,
        words=[token.form for token in tokens],
        spaces=[token.space for token in tokens[:-1]] + [True],
        pos=[token.upos for token in tokens],
        morphs=[token.feats for token in tokens],
        lemmas=[token.lemma for token in tokens],
        heads=[token.head for token in tokens],
        deps=["ROOT" if token.deprel == "root" else token.deprel for token in tokens],
        sent_starts=[number == 0 for number in range(len(tokens))],
    )
