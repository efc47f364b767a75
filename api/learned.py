"""Which learned parts are in use. Apart from the assembly, since every worker process loads this."""

from __future__ import annotations

from models.hashed import HashedNgrams
from models.protocols import Embedder, Sentences

# what `models` imports, for the process that all workers are forked from
PRELOADED = ("models.dutch", "models.hashed", "sklearn.feature_extraction.text")


def embedder() -> Embedder:
    """What turns passages and questions into vectors."""
    return HashedNgrams()


def models() -> tuple[Sentences, Embedder]:
    """What a worker needs to cut and embed."""
    # spaCy brings torch along, which takes seconds; the calling process does without
    from models.dutch import DutchSentences  # noqa: PLC0415

    return DutchSentences(), embedder()
