"""Measures embedders: ``python -m bench.models --shared ../shared --teacher FOLDER MODEL [MODEL ...]``.

A MODEL is a sentence-transformers folder; ``onnx:FOLDER`` serves its eight-bit export, and ``A+B`` puts the
vectors of two side by side. BM25 is measured as well; the English teacher is when it is named as a MODEL.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import torch

from bench.models import encoders, tasks
from bench.models.tasks import Encode

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
    "MB",
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.models")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("models", nargs="*")
    options = parser.parse_args()
    torch.set_num_threads(2)
    teacher = encoders.folder(options.teacher)
    print("| model | " + " | ".join(COLUMNS) + " |\n" + "|---" * (len(COLUMNS) + 1) + "|")
    words = [
        tasks.ranked_questions(options.shared, encoders.bm25),
        tasks.headings(options.shared, encoders.bm25),
    ]
    print(f"| BM25 | {words[0]:.3f} | | | | | {words[1]:.3f} | | | | |")
    for name in options.models:
        print(_row(name, options.shared, teacher), flush=True)


def _row(name: str, shared: Path, teacher: Encode) -> str:
    started = time.perf_counter()
    parts = [_loaded(part) for part in name.split("+")]
    encode = parts[0] if len(parts) == 1 else encoders.mixture(parts)
    encode(["warm"])
    loading = time.perf_counter() - started
    size = sum(_megabytes(part) for part in name.split("+"))
    alike = len(parts) == 1
    figures = [
        tasks.questions(shared, encode),
        tasks.similarity(shared, encode, "stsb"),
        tasks.similarity(shared, encode, "sick"),
        tasks.bitext(shared, "laser-tatoeba-nl/tatoeba_v1.tsv", encode, teacher) if alike else float("nan"),
        tasks.bitext(shared, "flores200-nl/devtest.tsv", encode, teacher) if alike else float("nan"),
        tasks.headings(shared, lambda asked, texts: encode(asked) @ encode(texts).T),
    ]
    speed = [f"{_passages_a_second(shared, encode):.0f}", f"{_query_ms(shared, encode):.1f}"]
    speed += [f"{loading:.1f}", f"{size:.0f}"]
    label = "+".join(Path(part).name for part in name.split("+"))
    return "| " + " | ".join([label, *(f"{figure:.3f}" for figure in figures), *speed]) + " |"


def _loaded(name: str) -> Encode:
    return encoders.onnx(Path(name[5:])) if name.startswith("onnx:") else encoders.folder(Path(name))


def _megabytes(name: str) -> float:
    pattern = "onnx/*int8.onnx" if name.startswith("onnx:") else "**/*.safetensors"
    return sum(path.stat().st_size for path in Path(name.removeprefix("onnx:")).glob(pattern)) / 1e6


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
