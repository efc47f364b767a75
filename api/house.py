"""What stands behind the doors, the same for all who ask."""

from __future__ import annotations

from dataclasses import dataclass

from api.asking import Asking
from api.intake import Intake
from api.readers import Readers
from api.settings import Settings
from api.vocabulary import Vocabulary
from ingest.fanout import Workshop
from models.protocols import Embedder
from search.index import Index


@dataclass(frozen=True, slots=True)
class House:
    """The parts, as ``assemble`` puts them together; ``index`` and ``asking`` see every document."""

    settings: Settings
    index: Index
    asking: Asking
    readers: Readers
    workshop: Workshop
    intake: Intake
    embedder: Embedder
    vocabulary: Vocabulary
