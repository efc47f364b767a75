"""Our searching and answering and the plain engines, on the same questions in the same run."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from api import learned
from api.assemble import opened
from api.readiness import stay
from api.service import Service
from api.settings import Settings
from bench.speed import filters
from bench.speed.measure import QUESTIONS, Timing, measured
from bench.speed.plain import PlainChroma, PlainTantivy
from models.analysis import Analysis
from search.catalogue.place import card_of
from search.index import Index
from search.lexical import Lexical
from search.query import Filters, Query

SEARCH, TANTIVY, CHROMA = "zoeken", "kale tantivy", "kale Chroma"


@dataclass(frozen=True, slots=True)
class Line:
    """What was timed, on how many passages after filters, and the line that it is compared with."""

    name: str
    passages: int
    timing: Timing
    beside: str = ""


def compare(data: Path, plain: Path) -> Iterator[Line]:
    """Each line as soon as it is known; ``plain`` is where the plain engines keep their own indexes.

    Every line starts anew, so that none profits from what another one remembers.
    """
    settings = Settings(data=data)
    embedder = learned.embedder(settings, card_of(data))
    analysis = Analysis()
    index = Index(data, lambda folder: Lexical(folder, analysis), embedder.card)
    try:
        chosen = filters.choose(index.catalogue)
        census = index.catalogue.census()
        left = {name: index.catalogue.allowed(one, census) for name, one in chosen.items()}
        tantivy = PlainTantivy(plain / "tantivy", index)
        ours = next(data.glob("index/*/vectors"))
        chroma = PlainChroma(plain / "chroma", ours, left)
    finally:
        index.close()
    total = len(census.passages)
    sizes = {name: len(passages) for name, passages in left.items()}
    yield Line(TANTIVY, total, measured(tantivy.search))
    # beforehand, since the model that reads the questions is no part of Chroma
    vectors = {text: embedder.queries([text]) for text in QUESTIONS}
    yield Line(CHROMA, total, measured(lambda text: chroma.search(vectors[text])))
    for name, size in sizes.items():
        timing = measured(lambda text: chroma.search(vectors[text], name))  # noqa: B023
        yield Line(f"{CHROMA}, {name}", size, timing, CHROMA)
    yield from _ours(settings, chosen, sizes, total)


@contextmanager
def _served(settings: Settings) -> Iterator[Service]:
    """As ``schuurpunt serve`` has it after half a minute."""
    with opened(settings) as service:
        for _ in service.answerer.searcher.learn():
            pass
        stay()
        try:
            yield service
        finally:
            gc.unfreeze()


def _ours(
    settings: Settings, chosen: Mapping[str, Filters], sizes: Mapping[str, int], total: int
) -> Iterator[Line]:
    with _served(settings) as service:
        yield Line(SEARCH, total, measured(lambda text: service.search(Query(text))), TANTIVY)
    for name, one in chosen.items():
        with _served(settings) as service:
            timing = measured(lambda text: service.search(Query(text, filters=one)))  # noqa: B023
            yield Line(f"{SEARCH}, {name}", sizes[name], timing, SEARCH)
    with _served(settings) as service:
        yield Line("antwoorden", total, measured(lambda text: service.answer(Query(text))), SEARCH)
