"""Real documents in any number: Dutch acts as Markdown files, from the articles in ``laws-bwb-2017``.

Acts about education, youth and care come first, since our questions are about those; then all others in
an order that only their ids decide.
"""

from __future__ import annotations

import csv
import hashlib
import json
import lzma
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]

# a document of about 75 passages; longer acts come in parts
LONGEST = 60_000
SHORTEST = 400
_FIRST = re.compile(
    r"onderwijs|leerplicht|jeugd|maatschappelijke ondersteuning|langdurige zorg|kinderopvang|gemeente"
)
_DAY = re.compile(r"\b\d{1,2} [a-z]+ (?:19|20)\d\d\b")


def write(laws: Path, folder: Path) -> None:
    """Writes all acts as files, so named that the first in order of name come first; once for a folder."""
    if folder.exists():
        return
    half = folder.with_suffix(".half")
    half.mkdir(parents=True, exist_ok=True)
    index = {row["bwb"]: row for row in _index(laws)}
    for bwb, rows in groupby(_articles(laws), key=lambda row: str(row["bwb"])):
        act = index.get(bwb)
        if act and act["lang_nl"] == "True":
            name = f"{_order(act)}-{bwb}"
            for part, text in enumerate(_documents(act, rows), 1):
                # folders of two letters, since ten thousands of files in one are slow to list
                place = half / name[:2]
                place.mkdir(exist_ok=True)
                (place / f"{name}-{part:02}.md").write_text(text, encoding="utf-8")
    half.rename(folder)


def _index(laws: Path) -> Iterator[dict[str, str]]:
    with (laws / "index.tsv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _articles(laws: Path) -> Iterator[dict[str, str]]:
    with lzma.open(laws / "articles.jsonl.xz", "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def _order(act: Row) -> str:
    later = not _FIRST.search(act["short_name"])
    return f"{later:d}{hashlib.sha256(act['bwb'].encode()).hexdigest()[:8]}"


def _documents(act: Row, rows: Iterable[Row]) -> Iterator[str]:
    """The act, in parts where it is long; what is too short for a passage is left out."""
    title = act["citation_title"] or act["official_title"]
    day = _DAY.search(act["official_title"])
    head = f"# {title}\n\n" + (f"Datum: {day[0]}\n\n" if day else "") + f"{act['official_title']}\n"
    text, chapter = head, ""
    for row in rows:
        if row["chapter"] != chapter:
            chapter = row["chapter"]
            text += f"\n## {chapter}\n" if chapter else ""
        heading = " ".join(filter(None, (f"Artikel {row['article']}", row["heading"])))
        text += f"\n### {heading}\n\n{_paragraphs(row['text'])}\n"
        if len(text) > LONGEST:
            yield text
            text = head
    if len(text) > len(head) + SHORTEST:
        yield text


def _paragraphs(text: str) -> str:
    return "\n\n".join(line.strip() for line in text.splitlines() if line.strip())
