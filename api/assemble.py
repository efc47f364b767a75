"""Builds the house from its settings: the one place that knows which parts stand behind the doors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from api import learned
from api.service import Service
from api.settings import Settings
from ingest.fanout import Workshop
from ingest.ingestor import IngestOptions
from ingest.parse.parsed import Parsed
from ingest.sandbox import Limits
from ingest.source import read
from models.analysis import Analysis
from search.index import Index
from search.lexical import Lexical
from search.searcher import Searcher, SearchOptions


@contextmanager
def opened(settings: Settings, any_model: bool = False) -> Iterator[Service]:
    """The service on its data folder, which it owns until the block ends.

    ``any_model`` opens it also where another model made the vectors, to make them anew. Raises
    DataFolderInUse, DataFolderNewer, ModelMismatch and StorageFailed.
    """
    analysis, embedder = Analysis(), learned.embedder()
    index = Index(
        settings.data.expanduser().resolve(),
        lambda folder: Lexical(folder, analysis),
        None if any_model else embedder.card,
    )
    try:
        if not any_model:
            index.heal(embedder.passages)
        options = SearchOptions(longest_question=settings.max_question_chars)
        searcher = Searcher(index, analysis, embedder, options)
        with _workshop(settings, settings.workers) as workshop:
            yield Service(settings, index, searcher, workshop, embedder)
    finally:
        index.close()


def see(settings: Settings, path: Path) -> Parsed:
    """What the parser makes of a file; needs no data folder. Raises BadInput."""
    with _workshop(settings, workers=1) as workshop:
        return workshop.see(read(path, settings.max_file_bytes))


def _workshop(settings: Settings, workers: int) -> Workshop:
    limits = Limits(settings.parse_seconds, settings.parse_memory_mb)
    options = IngestOptions(limits, settings.max_unpacked_mb)
    return Workshop(learned.models, options, workers, learned.PRELOADED)
