"""The two students before any training: English knowledge under Dutch pieces."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import (
    Dense,
    Normalize,
    Pooling,
    StaticEmbedding,
    Transformer,
    WordWeights,
)
from tokenizers import Tokenizer
from torch import nn
from transformers import BertModel, PreTrainedTokenizerFast

from models.recipes.embedder.glossary import worded
from models.recipes.embedder.vocabulary import LONGEST_TEXT

# Weight of a piece by its share of a text (Arora et al. 2017): frequent pieces say little.
FREQUENT = 1.5e-4
# The same for the transformer, whose layers already move meaning between pieces.
SELDOM = 5e-4
# How far the directions of vectors are evened out, 0 to 1; more cost likeness of sentences.
EVENED, FLOOR = 0.25, 0.3


def static(
    tokenizer: Tokenizer, glosses: csr_matrix, english: NDArray[np.float32], share: NDArray[np.float64]
) -> SentenceTransformer:
    """A student without layers: each piece has what the teacher says of its glosses read alone.

    ``english`` holds the teacher's vectors of single pieces, shape (English pieces, dimensions), and
    ``share`` how large a part of Dutch text each Dutch piece is.
    """
    weights = (glosses @ (english - english.mean(axis=0))) * (FREQUENT / (FREQUENT + share))[:, None]
    return SentenceTransformer(
        modules=[StaticEmbedding(tokenizer, embedding_weights=weights.astype(np.float32)), Normalize()],
        device="cpu",
    )


def transformer(teacher: Path, tokenizer: Tokenizer, glosses: csr_matrix) -> SentenceTransformer:
    """The teacher's own layers, which read each Dutch piece as the mean of its glosses."""
    body = BertModel.from_pretrained(teacher)
    ours = worded(glosses, body.get_input_embeddings().weight.detach().numpy())
    body.set_input_embeddings(nn.Embedding.from_pretrained(torch.tensor(ours), freeze=False))
    body.config.vocab_size = len(ours)
    names = {
        name: f"[{name[:-6].upper()}]"
        for name in ("pad_token", "unk_token", "cls_token", "sep_token", "mask_token")
    }
    with TemporaryDirectory() as folder:
        body.save_pretrained(folder)
        wrapped = PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=LONGEST_TEXT, **names)
        wrapped.save_pretrained(folder)
        first = Transformer(folder, max_seq_length=LONGEST_TEXT)
    return SentenceTransformer(modules=[first, Pooling(len(ours[0])), Normalize()], device="cpu")


def weighted(model: SentenceTransformer, share: NDArray[np.float64]) -> SentenceTransformer:
    """The same transformer, in whose mean a frequent piece counts little (Arora et al. 2017).

    ``share`` is how large a part of Dutch text each piece is.
    """
    pieces = model.tokenizer.convert_ids_to_tokens(range(len(share)))
    weights = dict(zip(pieces, (SELDOM / (SELDOM + share)).tolist(), strict=True))
    first, *rest = model
    return SentenceTransformer(modules=[first, WordWeights(pieces, weights), *rest], device="cpu")


def whitened(model: SentenceTransformer, texts: Sequence[str]) -> SentenceTransformer:
    """The same, with directions in which all ``texts`` lie evened out a little (Su et al. 2021).

    Passages of one field share much; what they share tells them apart the least.
    """
    vectors = model.encode(list(texts), batch_size=16).astype(np.float64)
    # of few texts too this has all directions
    spread, directions = np.linalg.eigh(np.cov(vectors.T, bias=True))
    scales = (spread + FLOOR * spread.mean()) ** (-EVENED / 2)
    dense = Dense(len(spread), len(spread), bias=False, activation_function=nn.Identity())
    matrix = directions * scales @ directions.T
    dense.linear.weight = nn.Parameter(torch.tensor(matrix / scales.mean(), dtype=torch.float32))
    return SentenceTransformer(modules=[*model, dense, Normalize()], device="cpu")


def averaged(start: SentenceTransformer, trained: SentenceTransformer, share: float) -> SentenceTransformer:
    """The trained student, drawn back to where it started (Wortsman et al. 2022): ``share`` is what stays.

    A short training learns its pairs by heart; halfway back, texts of other kinds are found better.
    """
    before, after = start.state_dict(), trained.state_dict()
    mixed = {
        name: torch.lerp(before[name], value, share) if value.is_floating_point() else value
        for name, value in after.items()
    }
    trained.load_state_dict(mixed)
    return trained
