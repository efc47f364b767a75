"""Builds the house from its settings: the one place that knows which parts stand behind the doors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from api import learned
from api.answering import answering
from api.asking import Asking
from api.house import House
from api.intake import Intake
from api.jobs.worker import Worker
from api.readers import Readers
from api.service import Service
from api.settings import Settings
from ingest.fanout import Workshop
from ingest.ingestor import IngestOptions
from ingest.parse.parsed import Parsed
from ingest.sandbox import Limits
from ingest.source import read
from models import load
from models.analysis import Analysis
from search.catalogue.place import card_of
from search.index import Index
from search.lexical import Lexical
from search.timing import Step, untimed

# how long a job may go on that runs when the service stops; with the grace of requests less than who stops it
# waits (deploy/)
STOP_SECONDS = 5.0


@contextmanager
def opened(settings: Settings, any_model: bool = False, step: Step = untimed) -> Iterator[Service]:
    """The service on its data folder, which it owns until the block ends.

    The setting names the model; without one, the model that made the vectors is used on. ``any_model``
    opens the folder also where those differ, to make the vectors anew and for nothing else. ``step`` is
    told of each step of a question. Raises BadTaxonomy, DataFolderInUse, DataFolderNewer, ModelMismatch,
    ModelMissing, ModelDamaged and StorageFailed.
    """
    folder = settings.data.expanduser().resolve()
    analysis, embedder = Analysis(), learned.embedder(settings, card_of(folder))
    index = Index(
        folder,
        lambda folder: Lexical(folder, analysis),
        None if any_model else embedder.card,
    )
    try:
        if not any_model:
            index.heal(embedder.passages)
        parts = answering(settings, index, analysis, embedder, step)
        recipe = learned.recipe(settings, learned.pipeline_id(settings), embedder.card.id)
        with _workshop(settings, settings.workers, recipe) as workshop:
            intake = Intake(settings, index, workshop)
            readers = Readers(settings, lambda: index.engines.vectors)
            asking = Asking(parts.answerer, readers)
            service = Service(
                House(settings, index, asking, readers, workshop, intake, embedder, parts.vocabulary)
            )
            try:
                yield _asked(service, settings)
            finally:
                _stop(service.worker, workshop)
    finally:
        index.close()


def _asked(service: Service, settings: Settings) -> Service:
    """As who has the key sees it, where a command was given one. Raises Unauthenticated."""
    token = settings.sleutel.get_secret_value()
    return service.on_behalf_of(service.keyring.principal(token)) if token else service


def _stop(worker: Worker, workshop: Workshop) -> None:
    """A file that takes longer is read at the next start."""
    seconds = STOP_SECONDS
    # processes that were still starting come after those that are ended now
    while not worker.stop(seconds):
        workshop.abandon()
        seconds = 1


def see(settings: Settings, path: Path) -> Parsed:
    """What the parser makes of a file; needs no data folder. Raises BadInput."""
    with _workshop(settings, 1, learned.recipe(settings, *load.WEIGHTLESS)) as workshop:
        return workshop.see(read(path, settings.max_file_bytes))


def _workshop(settings: Settings, workers: int, recipe: learned.Recipe) -> Workshop:
    limits = Limits(settings.parse_seconds, settings.parse_memory_mb)
    options = IngestOptions(limits, settings.max_unpacked_mb)
    models, preload = recipe
    return Workshop(models, options, workers, preload)
