"""The transformer for onnxruntime with weights of eight bits, the fastest without a GPU."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnxruntime import InferenceSession, SessionOptions
from onnxruntime.quantization import QuantType, quantize_dynamic
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Dense, WordWeights
from tokenizers import Tokenizer
from torch import Tensor, nn

INT8 = "onnx/model_int8.onnx"


class _Pooled(nn.Module):
    """Token numbers and their mask to unit vectors: the weighted mean of the last layer, of length 1.

    Also gives what the mean is made of, for a search that compares token by token.
    """

    def __init__(self, body: nn.Module, weights: Tensor, whitening: Tensor) -> None:
        super().__init__()
        self.body = body
        self.weights = nn.Embedding.from_pretrained(weights)
        self.whitening = nn.Parameter(whitening)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        hidden = self.body(input_ids=input_ids, attention_mask=attention_mask)[0]
        weights = self.weights(input_ids) * attention_mask.unsqueeze(-1).to(hidden.dtype)
        vectors = nn.functional.normalize((hidden * weights).sum(1) @ self.whitening, dim=1)
        return vectors, nn.functional.normalize(hidden, dim=2), weights.squeeze(-1)


def export(folder: Path) -> Path:
    """Writes the file ``INT8`` into a sentence-transformers folder and returns its path.

    Inputs ``input_ids`` and ``attention_mask``, shape (texts, tokens), int64. Outputs, all float32:
    ``vectors`` (texts, 384), ``tokens`` (texts, tokens, 384) of length 1, ``weights`` (texts, tokens).
    Token numbers come from the folder's own ``tokenizer.json``.
    """
    model = SentenceTransformer(str(folder), device="cpu", model_kwargs={"attn_implementation": "eager"})
    body = cast("nn.Module", model[0].model)
    full, small = folder / "onnx/model.onnx", folder / INT8
    full.parent.mkdir(exist_ok=True)
    sample = torch.ones((2, 8), dtype=torch.int64)
    axes = {0: "texts", 1: "tokens"}
    torch.onnx.export(
        _Pooled(body.float(), *_after(model)).eval(),
        (sample, sample),
        str(full),
        input_names=["input_ids", "attention_mask"],
        output_names=["vectors", "tokens", "weights"],
        dynamic_axes={
            **dict.fromkeys(["input_ids", "attention_mask", "tokens", "weights"], axes),
            "vectors": {0: "texts"},
        },
        opset_version=17,
        dynamo=False,
    )
    # The table of pieces only in half precision: with eight bits it lost a fifteenth of what was found.
    quantize_dynamic(
        full, small, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul"]
    )
    full.unlink()
    onnx.save(halved(onnx.load(small)), small)
    return small


def _after(model: SentenceTransformer) -> tuple[Tensor, Tensor]:
    """Weights of pieces, shape (pieces, 1), and the matrix after the mean; neutral where there is none."""
    weights, matrix = torch.ones((len(model.tokenizer), 1)), torch.eye(model.get_embedding_dimension() or 0)
    for module in model:
        if isinstance(module, WordWeights):
            weights = module.emb_layer.weight.detach().float()
        elif isinstance(module, Dense):
            matrix = module.linear.weight.detach().float().T.contiguous()
    return weights, matrix


def halved(model: onnx.ModelProto) -> onnx.ModelProto:
    """The same, but tables that are only looked up in are kept in half precision, and read in full."""
    graph = model.graph
    lookups = {node.input[0]: node for node in graph.node if node.op_type == "Gather"}
    for tensor in graph.initializer:
        node = lookups.get(tensor.name)
        if node is not None and tensor.data_type == onnx.TensorProto.FLOAT:
            half = onnx.numpy_helper.to_array(tensor).astype(np.float16)
            tensor.CopyFrom(onnx.numpy_helper.from_array(half, tensor.name))
            found, node.output[0] = node.output[0], f"{node.output[0]}_half"
            cast_node = onnx.helper.make_node("Cast", [node.output[0]], [found], to=onnx.TensorProto.FLOAT)
            graph.node.insert(list(graph.node).index(node) + 1, cast_node)
    return model


class OnnxEncoder:
    """An exported folder, served on so many threads."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        options = SessionOptions()
        options.intra_op_num_threads = threads
        # Waiting threads would keep a shared processor busy.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = InferenceSession(str(folder / INT8), options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(256)
        self._tokenizer.enable_padding()

    def __call__(self, texts: Sequence[str], batch: int = 16) -> NDArray[np.float32]:
        """Unit rows, shape (texts, dimensions)."""
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        found: list[NDArray[np.float32]] = [np.empty(0, dtype=np.float32)] * len(texts)
        for start in range(0, len(order), batch):
            numbers = order[start : start + batch]
            tokens = self._tokenizer.encode_batch([texts[i] for i in numbers])
            vectors = self._session.run(
                ["vectors"],
                {
                    "input_ids": np.array([row.ids for row in tokens]),
                    "attention_mask": np.array([row.attention_mask for row in tokens]),
                },
            )[0]
            for i, vector in zip(numbers, vectors, strict=True):
                found[i] = vector
        return np.stack(found)
