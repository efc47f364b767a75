"""Reads the data sets that are trained on and measured with; formats and rights are in their inventory."""

from __future__ import annotations

import json
import lzma
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def lines(path: Path) -> Iterator[str]:
    """Lines without their line end, of a plain or an xz file."""
    with (
        lzma.open(path, "rt", encoding="utf-8")
        if path.suffix == ".xz"
        else path.open(encoding="utf-8") as file
    ):
        for line in file:
            yield line.rstrip("\n")


def rows(path: Path) -> Iterator[Row]:
    """Objects of a JSON Lines file."""
    return (json.loads(line) for line in lines(path) if line.strip())


def table(path: Path, columns: int) -> Iterator[list[str]]:
    """Rows of a tab-separated file that have at least so many columns."""
    for line in lines(path):
        cells = line.split("\t")
        if len(cells) >= columns:
            yield cells


def held_out(key: str, share: int = 20) -> bool:
    """Whether an act, a page or a question is kept from training: one in ``share``, always the same ones."""
    return zlib.crc32(key.encode()) % share == 0


def same(text: str) -> str:
    """A key under which two writings of one sentence are equal."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


@cache
def forbidden(data: Path) -> frozenset[str]:
    """Keys of all Dutch sentences that models are measured with; none of them may be trained on."""
    found: set[str] = set()
    for path in ("laser-tatoeba-nl/tatoeba_v1.tsv", "flores200-nl/devtest.tsv", "ntrex-nl/newstest2019.tsv"):
        found.update(same(cells[1]) for cells in table(data / path, 2))
    for row in rows(data / "stsb-multi-mt-nl/test.jsonl"):
        found.update((same(row["nl1"]), same(row["nl2"])))
    for row in rows(data / "sick-nl/sick_nl.jsonl"):
        if row["set"] == "TEST":
            found.update((same(row["nl1"]), same(row["nl2"])))
    return frozenset(found)


def scored(data: Path, split: str) -> dict[str, list[tuple[str, str, float]]]:
    """Dutch sentence pairs with a similarity of 0 to 1, by set; ``split`` is train, dev or test."""
    sick = {"train": "TRAIN", "dev": "TRIAL", "test": "TEST"}[split]
    return {
        "stsb": [
            (row["nl1"], row["nl2"], row["score"] / 5)
            for row in rows(data / f"stsb-multi-mt-nl/{split}.jsonl")
        ],
        "sick": [
            (row["nl1"], row["nl2"], (row["score"] - 1) / 4)
            for row in rows(data / "sick-nl/sick_nl.jsonl")
            if row["set"] == sick
        ],
    }


def law_headings(data: Path) -> Iterator[tuple[str, str, str]]:
    """(act, heading, text of at most 120 words) of articles whose heading says something."""
    for row in rows(data / "laws-bwb-2017/articles.jsonl.xz"):
        words = row["text"].split()
        if len(row["heading"]) >= 12 and len(words) >= 20:
            yield row["bwb"], row["heading"], " ".join(words[:120])
