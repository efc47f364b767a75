"""Runs embedders with sentence-transformers, on the processor. The home of torch."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from transformers.utils import logging

from corpus.errors import ModelDamaged
from models.cards import ModelCard
from models.embedder import Read

BATCH = 32


def prepare(threads: int) -> None:
    """Settings of the libraries, which hold for the whole process."""
    torch.set_num_threads(threads)
    logging.disable_progress_bar()


class TorchEncoder:
    """An ``Encoder``. Without a ``place``, a folder, the model is fetched from the hub.

    ``trust`` runs code of its maker. Raises ModelDamaged where it does not pool as its card says.
    """

    def __init__(self, card: ModelCard, place: Path | None, trust: bool, threads: int) -> None:
        prepare(threads)
        model = SentenceTransformer(
            str(place or card.id),
            device="cpu",
            revision=None if place else card.revision,
            local_files_only=place is not None,
            trust_remote_code=trust,
            # weights may be kept in half precision, with which a processor is slow
            model_kwargs={"dtype": torch.float32},
        )
        self._model = model.float()
        # the card tells the prefix
        self._model.default_prompt_name = None
        self._check_pooling(card)
        self._limit = card.max_tokens
        if card.max_tokens is not None:
            own = self._model.max_seq_length
            self._model.max_seq_length = min(own or card.max_tokens, card.max_tokens)

    def encode(self, texts: Sequence[str]) -> Read:
        """See ``Encoder``."""
        rows = self._model.encode(
            list(texts), batch_size=BATCH, show_progress_bar=False, normalize_embeddings=True
        )
        return Read(np.asarray(rows, dtype=np.float32), cut=self._cut(texts))

    def _cut(self, texts: Sequence[str]) -> int:
        """How many texts have more tokens than the model reads, those that it puts round them included."""
        limit = self._limit
        # a token has a character at least, but for the two round them
        long = [text for text in texts if limit is not None and len(text) > limit - 2]
        if not long or limit is None:
            return 0
        found = self._model.tokenizer(long, truncation=False, verbose=False)
        return sum(len(ids) > limit for ids in found["input_ids"])

    def _check_pooling(self, card: ModelCard) -> None:
        """A folder without its pooling settings would be read with the mean, and answer nonsense."""
        for module in self._model:
            pooling = getattr(module, "pooling_mode", card.pooling)
            if pooling not in {card.pooling, (card.pooling,)}:
                raise ModelDamaged(
                    f"Het model {card.id} vat tokens samen met '{pooling}'; op zijn kaart staat "
                    f"'{card.pooling}'.",
                    "Haal het model opnieuw op, met alle bestanden en mappen.",
                )
