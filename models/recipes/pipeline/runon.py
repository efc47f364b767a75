"""Texts to learn unmarked sentence starts from: real lists, headings put before text, and running text.

Real ones come from LassySmall: its sentences of 2017 were shuffled, but their names tell which stood together
and in what order. They are rare and stand in few documents, so headings of documentation are joined to
the text below them again, and parts of the treebanks' own sentences stand before other sentences of the same
document, as the title of a section or a picture does.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice, pairwise
from pathlib import Path

from spacy.lang.nl.stop_words import STOP_WORDS

from models.recipes.pipeline.examples import CURRENT, OLDER, STOPPING
from models.recipes.pipeline.raw import lines, manifestos
from models.recipes.pipeline.treebank import Sentence, read

LAWS, LAWS_STEP = "laws-2024/articles.jsonl.xz", 30
HEADED = (("msdocs-nl/paragraphs.jsonl.xz", 30), ("algoritmekader-nl/paragraphs.jsonl", 1))
DOCUMENTATION, DOCUMENTATION_STEP = "msdocs-nl/paragraphs.jsonl.xz", 160
MANIFESTOS_STEP = 15
TITLES, TITLE, TITLES_STEP = "laws-bwb-2017/index.tsv", 3, 4
LONGEST, LONGEST_HEADING = 1_500, 90
SEED = 20261123
# how many invented headings stand before a sentence, drawn evenly
STACKS = (1, 1, 1, 2)
LEAST_WORDS, MOST_PART = 5, 7
INVENTED_STEP, NAMED_STEP = 3, 4
IN_CAPITALS = 0.6
PARTS = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "nmod", "conj", "appos"})


@dataclass(frozen=True, slots=True)
class Text:
    """Sentences that follow each other, and the document they come from; ``judged`` if annotated so."""

    document: str
    sentences: list[str]
    judged: bool = False


def texts(data: Path) -> Iterator[Text]:
    """All of them, in a fixed order."""
    chance = random.Random(SEED)
    for name in (CURRENT, *OLDER, STOPPING):
        sentences = sorted(read(data / "ud-dutch" / name), key=lambda one: (one.paragraph, one.place))
        for paragraph, group in groupby(sentences, key=lambda one: one.paragraph):
            yield Text(_document(paragraph), [sentence.text for sentence in group], judged=True)
        for document, members in groupby(sentences, key=lambda one: _document(one.paragraph)):
            yield from _invented(document, list(members), chance)
    for name, step in HEADED:
        yield from _headed(data / name, step)
    yield from (Text(text, [text]) for text in _unbroken(data) if text)
    for name in (CURRENT, *OLDER, STOPPING):
        sentences = sorted(read(data / "ud-dutch" / name), key=lambda one: (one.paragraph, one.place))
        for document, members in groupby(sentences, key=lambda one: _document(one.paragraph)):
            yield from _named(document, list(members), chance)


def _document(paragraph: str) -> str:
    return paragraph.partition(".p.")[0]


def _invented(document: str, sentences: list[Sentence], chance: random.Random) -> Iterator[Text]:
    """Sentences of the document behind parts of others; none that a name opens, which may go with both."""
    parts = [part for sentence in sentences for part in _parts(sentence)]
    running = [one for one in sentences if one.is_closed and len(one.tokens) >= LEAST_WORDS]
    behind = [one.text for one in running if one.tokens[0].upos != "PROPN"] if parts else []
    for sentence in chance.sample(behind, len(behind) // INVENTED_STEP):
        before = chance.choice(running).text
        yield Text(document, [before, *chance.choices(parts, k=chance.choice(STACKS)), sentence])


def _named(document: str, sentences: list[Sentence], chance: random.Random) -> Iterator[Text]:
    """Sentences with an invented name behind a noun, as of a programme, or before a name that opens them."""
    names = [name for sentence in sentences for name in _parts(sentence, whole=True)]
    running = [one for one in sentences if one.is_closed and len(one.tokens) >= LEAST_WORDS]
    for sentence in chance.sample(running, len(running) // NAMED_STEP) if names else []:
        before, name = chance.choice(running).text, chance.choice(names)
        capitals = chance.random() < IN_CAPITALS
        name = " ".join(word[0].upper() + word[1:] for word in name.split()) if capitals else name
        if sentence.tokens[0].upos == "PROPN":
            yield Text(document, [before, f"{name.split()[-1].capitalize()} {sentence.text}"])
        nouns = [at for at, token in enumerate(sentence.tokens[:-1]) if token.upos == "NOUN"]
        if nouns:
            at = chance.choice(nouns)
            words = [token.form + " " * token.space for token in sentence.tokens]
            words[at] = f"{words[at].strip()} {name}{' ' * sentence.tokens[at].space}"
            yield Text(document, [before, "".join(words).strip()])


def _parts(sentence: Sentence, *, whole: bool = False) -> Iterator[str]:
    """Its phrases round a noun, unless ``whole`` without preposition and article, as a title has them."""
    tokens = sentence.tokens
    for at, token in enumerate(tokens):
        if token.deprel in PARTS and token.upos in {"NOUN", "PROPN"}:
            below = [number for number in range(len(tokens)) if _is_below(sentence, number, at)]
            while (
                not whole
                and below
                and tokens[below[0]].upos in {"ADP", "DET", "CCONJ", "PUNCT", "PRON", "ADV"}
            ):
                del below[0]
            if whole and below and tokens[below[0]].upos in {"DET", "CCONJ", "PUNCT", "PRON", "ADV"}:
                continue
            joined = below and below == list(range(below[0], below[-1] + 1)) and len(below) <= MOST_PART
            if joined and tokens[below[-1]].upos in {"NOUN", "PROPN"}:
                phrase = "".join(tokens[n].form + " " * tokens[n].space for n in below).strip()
                yield phrase[0].upper() + phrase[1:]


def _is_below(sentence: Sentence, number: int, top: int) -> bool:
    for _ in sentence.tokens:
        if number == top:
            return True
        number = sentence.tokens[number].head
    return False


def _headed(path: Path, step: int) -> Iterator[Text]:
    """A paragraph, the next heading, and the paragraph below that."""
    sections = groupby(map(json.loads, lines(path)), key=lambda one: (one["path"], one["heading"]))
    firsts = ((heading, next(group)["text"]) for (_, heading), group in sections)
    for heading, text in islice(firsts, 0, None, step):
        fits = len(heading) < LONGEST_HEADING and heading[-1:].isalpha()
        if fits and text[0].isupper() and _is_running(text):
            yield Text(text, [heading, text])


def _is_running(text: str) -> bool:
    """Whole sentences, without what the source itself ran together or the names of buttons.

    Those show by a small word with a capital that no mark announces.
    """
    words = text.split()
    glued = (
        word[0].isupper() and word.lower() in STOP_WORDS and before[-1].isalnum()
        for before, word in pairwise(words)
    )
    return text.endswith(".") and len(text) < LONGEST and not any(glued)


def _unbroken(data: Path) -> Iterator[str]:
    """Texts in which no start is unmarked: running ones, and headings and names that stand alone."""
    documentation = _records(data / DOCUMENTATION, DOCUMENTATION_STEP)
    known: Iterable[str] = [one["text"] for one in _records(data / LAWS, LAWS_STEP) + documentation]
    yield from (text.strip() for text in known if _is_running(text.strip()))
    yield from filter(_is_running, map(str.strip, islice(manifestos(data), 0, None, MANIFESTOS_STEP)))
    yield from dict.fromkeys(one["heading"] for one in documentation if one["heading"])
    for line in islice(lines(data / TITLES), 1, None, TITLES_STEP):
        yield line.split("\t")[TITLE]


def _records(path: Path, step: int) -> list[dict[str, str]]:
    return [json.loads(line) for line in islice(lines(path), 0, None, step)]
