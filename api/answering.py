"""Builds what answers questions, over whatever index there is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from api import learned
from api.settings import Settings
from api.summarising import summariser
from api.vocabulary import Vocabulary
from corpus import taxonomy
from corpus.label import LabelKind
from models.analysis import Analysis
from models.cards import ModelCard, find
from models.protocols import Embedder
from search.answer.answerer import Answerer
from search.query import Weighing
from search.retrieve import RetrieveOptions
from search.searcher import Searcher, SearchOptions
from search.timing import Step
from search.understand import Understand
from search.view import View


@dataclass(frozen=True, slots=True)
class Answering:
    """``answerer`` sees every document, and calls labels as the vocabulary does."""

    answerer: Answerer
    vocabulary: Vocabulary


def answering(
    settings: Settings, index: View, analysis: Analysis, embedder: Embedder, step: Step
) -> Answering:
    """``step`` is told of each step of a question. Raises BadSetting, BadTaxonomy, ModelMissing and
    ModelDamaged.
    """
    understand = Understand(analysis, learned.knowledge(settings, analysis, embedder.card.id))
    vocabulary = Vocabulary(
        lambda: taxonomy.load(settings.taxonomy),
        lambda: learned.knowledge(settings, analysis, embedder.card.id),
        understand,
    )

    def called(kind: LabelKind, label: str) -> str:
        return vocabulary.terms.get(kind, label).short

    options = _search_options(settings, find(embedder.card.id), step)
    searcher = Searcher(index, understand, embedder, options, learned.reranker(settings))
    reader = learned.reader(settings, analysis)
    answerer = Answerer(searcher, reader, called, summariser(settings, reader), step)
    return Answering(answerer, vocabulary)


def _search_options(settings: Settings, card: ModelCard, step: Step) -> SearchOptions:
    """Cosines of one model are high where those of another are low, so its card tells how to weigh them."""
    retrieve = RetrieveOptions()
    if card.meaning is not None:
        retrieve = replace(retrieve, meaning=card.meaning)
    if card.least_meaning is not None:
        retrieve = replace(retrieve, least_meaning=card.least_meaning)
    weighing = Weighing(settings.words_weight, settings.meaning_weight)
    return SearchOptions(retrieve, weighing, step=step)
