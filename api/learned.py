"""Which learned parts are in use. Apart from the assembly, since every worker process loads this."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from api import recognise
from api.settings import Settings
from corpus import taxonomy
from ingest.tag.regios import RegionTagger
from ingest.tag.tagger import Tagger
from ingest.tag.themas import ThemeTagger
from ingest.tag.wetten import ActTagger
from models import load
from models.analysis import Analysis
from models.cards import find
from models.protocols import Card, Embedder, Reranker, Sentences
from search.answer.candidates import Reader
from search.understand import Knowledge

# The weights of tagging were fitted to the first of these, whatever model searches.
THEMES_BY = ("embedder-static", "hashed-ngrams")
# The weights of answering were fitted to this one, whatever reranker searches.
REREAD_BY = "reranker"
Models = tuple[Sentences, Sequence[Tagger], Embedder]
Recipe = tuple[Callable[[], Models], Sequence[str]]


def embedder(settings: Settings, known: Card | None) -> Embedder:
    """What turns passages and questions into vectors; ``known`` is the model of the index as it is.

    Raises BadSetting, ModelMissing and ModelDamaged.
    """
    return load.embedder(embedder_id(settings, known), setup(settings))


def reranker(settings: Settings) -> Reranker | None:
    """What reads the best passages again, if that was asked for. Raises as ``embedder`` does."""
    return load.reranker(settings.reranker, setup(settings)) if settings.reranker else None


def knowledge(settings: Settings, analysis: Analysis, embedder: str) -> Knowledge:
    """What questions are understood with, ``embedder`` being the id of the model of meaning.

    Raises BadTaxonomy, ModelMissing and ModelDamaged.
    """
    known = taxonomy.load(settings.taxonomy)
    return Knowledge(
        recognise.Recogniser(known, analysis),
        known.thesaurus,
        recognise.names(known),
        multilingual=bool(find(embedder).multilingual),
        longest=settings.max_question_chars,
    )


def reader(settings: Settings, analysis: Analysis) -> Reader:
    """What looks for answers in passages: fast models, since it reads every sentence of many; and one that
    reads the likeliest again.
    """
    own = setup(settings)
    meaning = load.embedder(load.default(THEMES_BY, own), own)
    reranker = load.reranker(REREAD_BY, own) if load.present(REREAD_BY, own) else None
    return Reader(analysis, load.sentences("dutch-rules", own), meaning, reranker)


def embedder_id(settings: Settings, known: Card | None) -> str:
    """The setting, else the model of the index, else the best that there is."""
    return settings.embedder or (known.id if known else load.default(load.EMBEDDERS, setup(settings)))


def pipeline_id(settings: Settings) -> str:
    """The setting, else the best that there is."""
    return settings.pipeline or load.default(load.PIPELINES, setup(settings))


def setup(settings: Settings) -> load.Setup:
    """How models are loaded in this process."""
    return load.Setup(
        settings.models_dir.expanduser(),
        settings.allow_downloads,
        settings.trust_remote_code,
        settings.threads,
    )


def recipe(settings: Settings, pipeline: str, embedder: str) -> Recipe:
    """What each worker calls to get its models, and the modules that all of them need.

    One thread for each, since they fork themselves for every file.
    """
    alone = replace(setup(settings), threads=1)
    needed = ("ingest.tag.regios", "ingest.tag.themas", "ingest.tag.wetten", "models.dutch", "models.load")
    return partial(models, pipeline, embedder, alone, settings.taxonomy), (*needed, *load.needs(embedder))


def models(pipeline: str, embedder: str, setup: load.Setup, folder: Path | None) -> Models:
    """What a worker needs to cut, tag and embed; ``folder`` is that of the taxonomy."""
    return load.sentences(pipeline, setup), taggers(folder, setup), load.embedder(embedder, setup)


def taggers(folder: Path | None, setup: load.Setup) -> Sequence[Tagger]:
    """What finds labels. Raises BadTaxonomy, ModelMissing and ModelDamaged.

    Sentences by rules are good enough to look into, and many times faster than the pipeline's.
    """
    known, sentences = taxonomy.load(folder), load.sentences("dutch-rules", setup)
    meaning = load.embedder(load.default(THEMES_BY, setup), setup)
    return [RegionTagger(known), ActTagger(known), ThemeTagger(known, Analysis(), meaning, sentences)]
