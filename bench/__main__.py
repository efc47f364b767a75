"""`make bench`: speed beside a named baseline in the same run, on the demo corpus or a folder given.

python -m bench [FOLDER]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import tantivy
from pypdf import PdfReader
from rich.console import Console
from rich.table import Table

from api.assemble import opened
from api.service import Service
from api.settings import Settings
from search.query import Query

DEMO = Path(__file__).parents[1] / "corpus" / "demo"
ROUNDS = 20
QUESTIONS = (
    "Waar liepen regio's aan tegen schurende wetten?",
    "Hoeveel vrijstellingen van de leerplicht zijn er?",
    "jeugdhulp op school zonder beschikking",
    "Wie betaalt de zorg in onderwijstijd?",
    "thuisziters kenemerland",
    "toezicht van de inspectie op onderwijszorgarrangementen",
)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DEMO
    table = Table("wat", "wij", "vergelijking", "tijd", "keer zo lang", title=f"Snelheid op {folder.name}")
    with tempfile.TemporaryDirectory() as data, opened(Settings(data=Path(data))) as service:
        start = time.perf_counter()
        service.ingest([folder])
        took = time.perf_counter() - start
        plain = measure_reading(folder)
        table.add_row(
            "opname", f"{took:.1f} s", "alleen lezen (bytes, pypdf)", f"{plain:.2f} s", f"{took / plain:.0f}"
        )
        ours, theirs = measure_search(service)
        table.add_row(
            "zoeken (mediaan)", f"{ours:.1f} ms", "kale tantivy", f"{theirs:.2f} ms", f"{ours / theirs:.0f}"
        )
    Console().print(table)


def measure_reading(folder: Path) -> float:
    start = time.perf_counter()
    for path in folder.iterdir():
        if path.suffix == ".pdf":
            for page in PdfReader(path).pages:
                page.extract_text()
        elif path.is_file():
            path.read_bytes()
    return time.perf_counter() - start


def measure_search(service: Service) -> tuple[float, float]:
    """Median milliseconds of our search, and of tantivy's own parser and tokens on the same texts."""
    texts = {
        c.id: c.text for question in QUESTIONS for c in service.search(Query(question, limit=100)).citations
    }
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", stored=True)
    index = tantivy.Index(builder.build())
    writer = index.writer()
    for text in texts.values():
        writer.add_document(tantivy.Document(text=text))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def plain(question: str) -> None:
        query, _ = index.parse_query_lenient(question, ["text"])
        for _, address in searcher.search(query, 10).hits:
            searcher.doc(address)

    return median(lambda question: service.search(Query(question))), median(plain)


def median(ask: Callable[[str], object]) -> float:
    taken = []
    for _ in range(ROUNDS):
        for question in QUESTIONS:
            start = time.perf_counter()
            ask(question)
            taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
