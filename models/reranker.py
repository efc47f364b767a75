"""A cross-encoder reads a question and a passage together: better than vectors, and much slower."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Lock

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import CrossEncoder

from models.cards import ModelCard
from models.transformer import prepare

BATCH = 16


class CrossReranker:
    """A reranker (see ``models.protocols``), safe to share between threads.

    Without a ``place``, a folder, the model is fetched from the hub; ``trust`` runs code of its maker.
    """

    def __init__(self, card: ModelCard, place: Path | None, trust: bool, threads: int) -> None:
        prepare(threads)
        self._turn = Lock()
        self._model = CrossEncoder(
            str(place or card.id),
            device="cpu",
            revision=None if place else card.revision,
            local_files_only=place is not None,
            trust_remote_code=trust,
            num_labels=1,
            max_length=card.max_tokens,
            model_kwargs={"dtype": torch.float32},
        ).float()

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """How well each text answers the question, 0–1, shape (texts,)."""
        if not texts:
            return np.zeros(0, dtype=np.float32)
        pairs = [(question, text) for text in texts]
        with self._turn:
            found = self._model.predict(
                pairs, batch_size=BATCH, show_progress_bar=False, activation_fn=torch.nn.Sigmoid()
            )
        return np.asarray(found, dtype=np.float32)
