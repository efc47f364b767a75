"""Measures embedders: ``python -m bench.models [MODEL ...] --shared ../shared --teacher FOLDER``.

A MODEL is the id of a card, or a sentence-transformers folder. BM25 is measured beside them, the English
teacher too, and our transformer comparing token by token, which no index of ours does yet.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import torch

from bench.models import encoders, tasks
from bench.models.tasks import Encode
from models.cards import registry
from models.files import WEIGHTS

COLUMNS = (
    "dev nDCG@10",
    "STSb-nl",
    "SICK-NL",
    "Tatoeba",
    "FLORES",
    "headings",
    "passages/s",
    "query ms",
    "load s",
    "MB more",
)
MODELS = ("embedder-static", "embedder-transformer", "hashed-ngrams")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.models")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("models", nargs="*", default=MODELS)
    options = parser.parse_args()
    torch.set_num_threads(2)
    teacher = encoders.folder(options.teacher)
    english = tasks.english(options.shared, teacher)
    print("| model | " + " | ".join(COLUMNS) + " |\n" + "|---" * (len(COLUMNS) + 1) + "|")
    for name in options.models:
        print(_row(name, options.shared, english), flush=True)
    print(_row(str(options.teacher), options.shared, english), flush=True)
    transformer = WEIGHTS / "embedder-transformer"
    for label, rank in {"BM25": encoders.bm25, "token by token": encoders.late(transformer)}.items():
        figures = tasks.ranked_questions(options.shared, rank), tasks.headings(options.shared, rank)
        print(f"| {label} | {figures[0]:.3f} | | | | | {figures[1]:.3f} | | | | |", flush=True)


def _row(name: str, shared: Path, english: tasks.English) -> str:
    before = _megabytes()
    started = time.perf_counter()
    encode = encoders.card(name) if name in registry() else encoders.folder(Path(name))
    encode(["warm"])
    loading = time.perf_counter() - started
    figures = [
        tasks.questions(shared, encode),
        tasks.similarity(shared, encode, "stsb"),
        tasks.similarity(shared, encode, "sick"),
        *tasks.bitext(shared, encode, english),
        tasks.headings(shared, lambda asked, texts: encode(asked) @ encode(texts).T),
    ]
    speed = [f"{_passages_a_second(shared, encode):.0f}", f"{_query_ms(shared, encode):.1f}"]
    speed += [f"{loading:.1f}", f"{_megabytes() - before:.0f}"]
    return "| " + " | ".join([Path(name).name, *(f"{figure:.3f}" for figure in figures), *speed]) + " |"


def _megabytes() -> float:
    """The most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _passages_a_second(shared: Path, encode: Encode) -> float:
    texts = [text for _, text in tasks.passages(shared / "seeds")][:100]
    started = time.perf_counter()
    encode(texts)
    return len(texts) / (time.perf_counter() - started)


def _query_ms(shared: Path, encode: Encode) -> float:
    """The middle of single queries, so that a busy moment of the machine does not count."""
    asked: Sequence[str] = [pair[0] for pair in tasks.scored(shared / "data", "dev")["stsb"][:50]]
    times = []
    for text in asked:
        started = time.perf_counter()
        encode([text])
        times.append(time.perf_counter() - started)
    return 1000 * sorted(times)[len(times) // 2]


if __name__ == "__main__":
    sys.exit(main())
