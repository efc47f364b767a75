"""How long the server takes for each page: python -m bench.pages --data FOLDER [--turns 20].

The processor's time is that of the service and of who asks it together; it holds on a busy machine as well.
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path
from urllib.parse import urlencode

import httpx
from rich.console import Console
from rich.table import Table

from api.assemble import opened
from api.settings import load
from bench.pages.crawl import HTML, pages
from tests.test_api_http import serving

QUESTIONS = (
    "Waar liepen regio's aan tegen schurende wetten?",
    "Wat vragen regio's aan het rijk?",
    "Wie betaalt zorg in onderwijstijd?",
    "Wat werkt tegen thuiszitten?",
    "Hoe gaat het met de inspecties?",
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.pages")
    parser.add_argument("--data", type=Path, required=True, help="a data folder of one's own")
    parser.add_argument("--turns", type=int, default=20)
    options = parser.parse_args()
    table = Table("pagina", "mediaan (ms)", "p95", "processor, mediaan (ms)", "kB")
    with opened(load(data=options.data, requests_per_minute=0, burst=0)) as service, serving(service) as http:
        http.headers["Accept"] = HTML
        asked = [f"/?{urlencode({'vraag': one})}" for one in QUESTIONS]
        for name, address in pages(http, ["/", asked[0]]).items():
            table.add_row(name, *timed(http, [address], options.turns))
        table.add_row("/?vraag", *timed(http, asked, options.turns))
    Console().print(table)


def timed(http: httpx.Client, addresses: list[str], turns: int) -> tuple[str, str, str, str]:
    """Asks for these in turn, so that no answer is remembered from the one before where there are more."""
    took, worked = [], []
    for turn in range(turns):
        start, begun = time.perf_counter(), time.process_time()
        answer = http.get(addresses[turn % len(addresses)])
        took.append(1000 * (time.perf_counter() - start))
        worked.append(1000 * (time.process_time() - begun))
    p95 = statistics.quantiles(took, n=20)[-1]
    told = statistics.median(took), p95, statistics.median(worked), len(answer.content) / 1000
    median, slow, processor, size = (f"{one:.0f}" for one in told)
    return median, slow, processor, size


if __name__ == "__main__":
    main()
