"""Draws references from the text of Dutch law and resolves them.

    python -m bench.references --shared ../shared

Draws, with a seed, places where a name or abbreviation of an act of the table stands as a whole word: found
by plain search, so that what our own reader overlooks is drawn as well. Each is resolved in its article and
joined with the judgement in ``checked.tsv``: "yes" or "no" for a reference that names an act of the table (or
that we took for one), "none" where there is no such reference and we found none. What nobody judged yet is
printed, to be judged.
"""

from __future__ import annotations

import argparse
import csv
import json
import lzma
import random
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.laws import Register
from corpus.taxonomy import SHIPPED
from corpus.taxonomy.acts import acts
from ingest.tag.references import References

CHECKED = Path(__file__).parent / "checked.tsv"
SHARE, CASES, SEED = 0.06, 130, 2028
NOTHING = "-"


@dataclass(frozen=True, slots=True)
class Site:
    """A name in an article: where it stands in the text."""

    bwb: str
    article: str
    text: str
    start: int
    end: int


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.references")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    register = Register(acts(SHIPPED))
    resolve = References(register)
    rng = random.Random(options.seed)
    sites = list(drawn(options.shared, register, rng))
    cases = [case(site, resolve) for site in rng.sample(sites, CASES)]
    judged = judgements()
    rows = [(*row, judged.get(row, "?")) for row in cases]
    for row in rows:
        if row[-1] == "?":
            print(*row, sep="\t")
    verdicts = [row[-1] for row in rows]
    print(
        f"{len(sites)} places, {len(rows)} drawn:",
        *(f"{v} {verdicts.count(v)}" for v in ("yes", "no", "none", "?")),
    )
    speed = passages_a_second([site.text for site in sites[:2000]], resolve)
    print(f"{speed:.0f} passages of 120 words a second of one core")


def drawn(shared: Path, register: Register, rng: random.Random) -> Iterator[Site]:
    names = sorted(register.names(), key=len, reverse=True)
    whole = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])", re.IGNORECASE)
    # those with a prefix are not names on their own
    short = sorted((a for act in register.acts if not act.article_prefix for a in act.abbreviations), key=len)
    short.reverse()
    abbreviated = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, short))})(?![\w-])")
    with lzma.open(shared / "data" / "laws-bwb-2017" / "articles.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            if rng.random() > SHARE:
                continue
            row = json.loads(line)
            if row["bwb"].startswith("BWBR"):
                for pattern in (whole, abbreviated):
                    for found in pattern.finditer(row["text"]):
                        yield Site(row["bwb"], row["article"], row["text"], *found.span())


def case(site: Site, resolve: References) -> tuple[str, str, str, str]:
    found = [
        one.act.id
        for one in resolve(site.text)
        if one.reference.span.start < site.end and site.start < one.reference.span.end
    ]
    before, after = site.text[: site.start].split()[-7:], site.text[site.end :].split()[:2]
    name = site.text[site.start : site.end].split()
    quote = " ".join([*before, *name, *after][-12:])
    return site.bwb, site.article, quote.replace("\\", ""), found[-1] if found else NOTHING


def judgements() -> dict[tuple[str, ...], str]:
    with CHECKED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return {tuple(row[:4]): row[4] for row in rows}


def passages_a_second(texts: Sequence[str], resolve: References) -> float:
    words = " ".join(texts).split()
    passages = [" ".join(words[at : at + 120]) for at in range(0, len(words), 120)][:1000]
    started = time.process_time()
    for passage in passages:
        resolve(passage)
    return len(passages) / (time.process_time() - started)


if __name__ == "__main__":
    main()
