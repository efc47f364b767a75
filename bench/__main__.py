"""`make bench`: speed beside named baselines in the same run.

python -m bench [FOLDER]                                 documents of one's own, or the demo
python -m bench --passages 100000 --data D --laws L      acts, taken in once and kept in D

Times are milliseconds: by the clock, and of the processor, which another program disturbs less.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from pypdf import PdfReader
from rich.console import Console
from rich.table import Table

from api.assemble import opened
from api.settings import Settings
from bench.speed import corpus
from bench.speed.compare import compare

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "corpus" / "demo"
LAWS = ROOT.parent / "shared" / "data" / "laws-bwb-2017"
PRETENDED = (
    "[dim]Vectoren van de statische embedder; tokens zonder betekenis, maar met hun aantal en grootte.[/dim]"
)


def main() -> None:
    options = arguments()
    with tempfile.TemporaryDirectory() as temporary:
        data = options.data or Path(temporary) / "data"
        if options.passages:
            corpus.make(data, options.laws, options.passages)
            Console().print(PRETENDED)
        else:
            report_intake(options.folder, data)
        report_questions(data)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("folder", type=Path, nargs="?", default=DEMO, help="documents to take in")
    parser.add_argument("--passages", type=int, help="take in acts instead, up to so many passages")
    parser.add_argument("--laws", type=Path, default=LAWS, help="folder with articles.jsonl.xz and index.tsv")
    parser.add_argument("--data", type=Path, help="data folder to keep, with what is made beside it")
    options = parser.parse_args()
    if options.passages and not options.data:
        parser.error("--passages needs --data")
    return options


def report_intake(folder: Path, data: Path) -> None:
    with opened(Settings(data=data)) as service:
        start = time.perf_counter()
        service.ingest([folder])
        took = time.perf_counter() - start
    plain = reading(folder)
    Console().print(
        f"{folder.name} opnemen: {took:.1f} s; alleen lezen (bytes, pypdf): {plain:.2f} s; "
        f"{took / plain:.0f} keer zo lang"
    )


def reading(folder: Path) -> float:
    """Seconds."""
    start = time.perf_counter()
    for path in folder.iterdir():
        if path.suffix == ".pdf":
            for page in PdfReader(path).pages:
                page.extract_text()
        elif path.is_file():
            path.read_bytes()
    return time.perf_counter() - start


def report_questions(data: Path) -> None:
    clock, processor = ("mediaan", "p95"), ("rekentijd", "p95")
    table = Table("ms", "passages", *clock, *processor, "keer zoveel rekentijd als")
    timings = {}
    for line in compare(data, data.with_name(f"{data.name}-plain")):
        timings[line.name] = line.timing
        ratio = f"{line.timing.times(timings[line.beside])} {line.beside}" if line.beside else ""
        table.add_row(line.name, str(line.passages), *line.timing.row, ratio)
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
