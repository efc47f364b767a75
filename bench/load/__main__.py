"""``python -m bench.load --data FOLDER`` lets readers ask questions while documents are taken in.

The service runs in a process of its own, as it does every day, with others that answer beside it
(``--processes``); the folder is changed, so give it a copy. A reader asks, reads for a while (``--pause``)
and asks again. Fails on any error, on a p95 of 400 ms or more, and where memory in the last fifth of the
time is a tenth more than in the second. Memory is what all of them hold for themselves: files that they map
can be read again, and the system takes them back.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

ROOT = Path(__file__).parents[2]
QUESTIONS = (ROOT / "bench" / "speed" / "questions.txt").read_text(encoding="utf-8").splitlines()
TEXTS = [
    path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "bench" / "quality" / "documents").glob("*/*"))
    if path.suffix in {".md", ".txt"}
]
P95_MS = 400
GROWTH = 1.1
LOOK_SECONDS = 2.0
UNLIMITED = {"SCHUURPUNT_REQUESTS_PER_MINUTE": "0", "SCHUURPUNT_BURST": "0"}


@dataclass
class Seen:
    """What happened: milliseconds of each answer, errors, documents taken in, megabytes over time."""

    answers: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    taken_in: int = 0
    memory: list[float] = field(default_factory=list)
    processor: float = 0.0


def main() -> int:
    """Status 1 where it is not as it should be."""
    parser = argparse.ArgumentParser(prog="python -m bench.load")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--pause", type=float, default=5, help="mean seconds that a reader reads")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="0: the service answers")
    parser.add_argument("--warm", type=float, default=90, help="seconds that the service is up before")
    options = parser.parse_args()
    seen = Seen()
    with served(options.data, options.processes) as (pid, address):
        asyncio.run(watched(seen, pid, address, options))
    return report(seen, options)


@contextmanager
def served(data: Path, processes: int) -> Iterator[tuple[int, str]]:
    schuurpunt = str(Path(sys.executable).with_name("schuurpunt"))
    command = [schuurpunt, "serve", "--port", "0", "--data", str(data)]
    environment = {**os.environ, **UNLIMITED, "SCHUURPUNT_READERS": str(processes)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    ) as server:
        assert server.stdout is not None
        try:
            yield server.pid, server.stdout.readline().split()[3]
        finally:
            server.terminate()
            server.wait(60)


async def watched(seen: Seen, pid: int, address: str, options: argparse.Namespace) -> None:
    limits = httpx2.Limits(max_connections=options.readers + 1, max_keepalive_connections=0)
    async with httpx2.AsyncClient(base_url=address, timeout=60, limits=limits) as http:
        # models load at the first question, and common words are learned beside it
        await http.post("/v1/passages/_zoek", json={"vraag": QUESTIONS[0]})
        await asyncio.sleep(options.warm)
        end = time.monotonic() + options.seconds
        readers = [reader(seen, http, end, options.pause, number) for number in range(options.readers)]
        before = processor(pid)
        await asyncio.gather(writer(seen, http, end), memory(seen, pid, end), *readers)
        seen.processor = processor(pid) - before


async def reader(seen: Seen, http: httpx2.AsyncClient, end: float, pause: float, number: int) -> None:
    dice = random.Random(number)
    while time.monotonic() + (wait := dice.expovariate(1 / pause)) < end:
        await asyncio.sleep(wait)
        begin = time.perf_counter()
        if await told(seen, http, "/v1/passages/_zoek", json={"vraag": dice.choice(QUESTIONS)}):
            seen.answers.append((time.perf_counter() - begin) * 1000)


async def writer(seen: Seen, http: httpx2.AsyncClient, end: float) -> None:
    """One document after another: all of ours, again and again, each time with a line of its own."""
    run = random.randrange(10**9)
    while time.monotonic() < end:
        text = TEXTS[seen.taken_in % len(TEXTS)]
        file = (f"verslag {run} {seen.taken_in}.md", f"{text}\n\nKenmerk {run} {seen.taken_in}.\n".encode())
        seen.taken_in += await told(seen, http, "/v1/documenten", files={"bestand": file})


async def told(seen: Seen, http: httpx2.AsyncClient, path: str, **asked: object) -> bool:
    try:
        answer = await http.post(path, **asked)  # type: ignore[arg-type]
    except httpx2.HTTPError as error:
        seen.errors.append(type(error).__name__)
        return False
    if answer.is_error:
        seen.errors.append(f"{answer.status_code} at {path}")
    return answer.is_success


async def memory(seen: Seen, pid: int, end: float) -> None:
    while time.monotonic() < end:
        seen.memory.append(megabytes(pid))
        await asyncio.sleep(LOOK_SECONDS)


def megabytes(pid: int) -> float:
    """Of the service and of what answers beside it; what reads files are processes with limits."""
    return sum(_anonymous(one) for one in (pid, *beside(pid)))


def beside(pid: int) -> list[int]:
    """The processes that answer questions beside it, and its helpers; not those that read files."""
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _anonymous(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return 0.0
    return int(status.partition("RssAnon:")[2].split()[0]) / 1024


def processor(pid: int) -> float:
    """Seconds since it began, of it and what answers beside it."""
    seconds = 0.0
    for one in (pid, *beside(pid)):
        user, system = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()[11:13]
        seconds += (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
    return seconds


def report(seen: Seen, options: argparse.Namespace) -> int:
    cuts = statistics.quantiles(seen.answers, n=100)
    fifth = max(1, len(seen.memory) // 5)
    early, late = statistics.median(seen.memory[fifth : 2 * fifth]), statistics.median(seen.memory[-fifth:])
    rate = len(seen.answers) / options.seconds
    print(f"{options.readers} readers, {options.seconds:.0f} s, {rate:.1f} questions/s")
    print(f"answers     median {cuts[49]:.0f} ms, p95 {cuts[94]:.0f} ms, p99 {cuts[98]:.0f} ms")
    each = seen.processor * 1000 / max(1, len(seen.answers))
    print(f"processor   {each:.0f} ms for each question, with what is taken in meanwhile")
    print(f"taken in    {seen.taken_in} documents meanwhile")
    print(f"memory      {early:.0f} MB at first, {late:.0f} MB at last, {max(seen.memory):.0f} MB at most")
    print(f"by minute   {' '.join(f'{one:.0f}' for one in seen.memory[:: int(60 / LOOK_SECONDS)])} MB")
    print(f"errors      {len(seen.errors)} {sorted(set(seen.errors))}")
    return int(bool(seen.errors) or cuts[94] >= P95_MS or late > early * GROWTH)


if __name__ == "__main__":
    sys.exit(main())
