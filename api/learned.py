"""Which learned parts are in use. Apart from the assembly, since every worker process loads this."""

from __future__ import annotations

from models.dutch import DutchSentences
from models.hashed import HashedNgrams
from models.protocols import Embedder, Sentences


def models() -> tuple[Sentences, Embedder]:
    """What a worker needs to cut and embed."""
    return DutchSentences(), HashedNgrams()
