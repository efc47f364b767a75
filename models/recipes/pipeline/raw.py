"""Raw Dutch text for the word vectors: one paragraph a line, its tokens with spaces between them.

Laws make up far more text than all the rest, so only every so many articles of 2017 are taken.
"""

from __future__ import annotations

import json
import lzma
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import spacy

LAWS_STEP = 6
JSON_LINES = (
    ("laws-bwb-2017/articles.jsonl.xz", LAWS_STEP),
    ("laws-2024/articles.jsonl.xz", 1),
    ("msdocs-nl/paragraphs.jsonl.xz", 2),
    ("algoritmekader-nl/paragraphs.jsonl", 1),
    ("ggm-gemeentelijk-gegevensmodel/docs_nl.jsonl", 1),
)
SPOKEN = "common-voice-nl/sentences.txt"
PLAIN = (SPOKEN, "tatoeba-nl/nl_sentences.txt", "openboek-novels/*.txt")
MANIFESTOS = "verkiezingsprogrammas/sentences.tsv.xz"


def lines(path: Path) -> Iterator[str]:
    """Lines of a text file, unpacked where its name ends in .xz."""
    plain = path.suffix != ".xz"
    with path.open(encoding="utf-8-sig") if plain else lzma.open(path, "rt", encoding="utf-8") as file:
        yield from file


def paragraphs(data: Path) -> Iterator[str]:
    """Every text that may shape the vectors; evaluation sets are not among them."""
    for name, step in JSON_LINES:
        for number, line in enumerate(lines(data / name)):
            if number % step == 0:
                yield json.loads(line)["text"]
    yield from manifestos(data)
    for pattern in PLAIN:
        for path in sorted(data.glob(pattern)):
            yield from lines(path)


def manifestos(data: Path) -> Iterator[str]:
    """Sentences of election manifestos."""
    for line in lines(data / MANIFESTOS):
        yield line.split("\t", 2)[-1]


def main(data: Path, target: Path, *, every: int) -> None:
    """Write ``target``, a line of tokens for each line of each paragraph; of these one in ``every``."""
    tokenizer = spacy.blank("nl").tokenizer
    with target.open("w", encoding="utf8") as file:
        for paragraph in islice(paragraphs(data), 0, None, every):
            for line in paragraph.splitlines():
                words = [token.text for token in tokenizer(line) if not token.is_space]
                if words:
                    file.write(" ".join(words) + "\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:-1]), every=int(sys.argv[-1]))
