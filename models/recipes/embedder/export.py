"""The transformer for onnxruntime with weights of eight bits, the fastest without a GPU."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import numpy as np
import onnx
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Dense, WordWeights
from torch import Tensor
from transformers import BertModel

from models.onnx import GRAPH
from models.recipes.four_bits import Floats
from models.recipes.graph import Body, embedder


def export(folder: Path) -> Path:
    """Writes the file ``GRAPH`` (see ``graph.embedder``) into a sentence-transformers folder with a BERT.

    Token numbers come from the folder's own ``tokenizer.json``.
    """
    trained = SentenceTransformer(str(folder), device="cpu").float()
    made = folder / GRAPH
    made.parent.mkdir(exist_ok=True)
    onnx.save(embedder(body(cast("BertModel", trained[0].model)), *_after(trained)), made)
    return made


def body(bert: BertModel) -> Body:
    """What a graph is made of."""
    known = bert.config
    weights = {name: numbers(one) for name, one in bert.state_dict().items()}
    return Body(weights, known.num_hidden_layers, known.num_attention_heads, known.layer_norm_eps)


def _after(trained: SentenceTransformer) -> tuple[Floats, Floats]:
    """Weights of pieces, shape (pieces, 1), and the matrix after the mean; neutral where there is none."""
    weights = np.ones((len(trained.tokenizer), 1), dtype=np.float32)
    matrix = np.eye(trained.get_embedding_dimension() or 0, dtype=np.float32)
    for module in trained:
        if isinstance(module, WordWeights):
            weights = numbers(module.emb_layer.weight)
        elif isinstance(module, Dense):
            matrix = numbers(module.linear.weight).T
    return weights, matrix


def numbers(tensor: Tensor) -> Floats:
    """In full precision."""
    return np.asarray(tensor.detach().numpy(), dtype=np.float32)
