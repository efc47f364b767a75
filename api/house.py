"""What stands behind the doors, the same for all who ask."""

from __future__ import annotations

from dataclasses import dataclass

from api.intake import Intake
from api.settings import Settings
from api.vocabulary import Vocabulary
from ingest.fanout import Workshop
from models.protocols import Embedder
from search.answer.answerer import Answerer
from search.index import Index


@dataclass(frozen=True, slots=True)
class House:
    """The parts, as ``assemble`` puts them together; ``index`` and ``answerer`` see every document."""

    settings: Settings
    index: Index
    answerer: Answerer
    workshop: Workshop
    intake: Intake
    embedder: Embedder
    vocabulary: Vocabulary
