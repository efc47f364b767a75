"""A transformer as a graph of onnxruntime's own operators, its matrices in eight bits.

What torch exports has three times as many nodes. Onnxruntime joins most of them again, but not attention, and
where it joins a sum and a normalisation these take longer than apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper

Floats = NDArray[np.float32]
FLOAT, WHOLE = onnx.TensorProto.FLOAT, onnx.TensorProto.INT64
# where the operators are that only onnxruntime has
OWN = "com.microsoft"
OPSETS = (helper.make_opsetid("", 17), helper.make_opsetid(OWN, 1))
IR = 10
LEVELS = 127


@dataclass(frozen=True)
class Body:
    """A BERT: ``weights`` as its ``state_dict`` names them, matrices of shape (out, in)."""

    weights: Mapping[str, Floats]
    layers: int
    heads: int
    epsilon: float


def model(body: Body, weighed: Floats, whitening: Floats) -> onnx.ModelProto:
    """Input ``input_ids``, shape (1, tokens), int64: one text, so that nothing has to be masked.

    ``weighed``, shape (pieces, 1), is how much each piece counts in the mean, and ``whitening``, shape
    (dimensions, dimensions), what the mean is multiplied with. Outputs, float32: ``vectors``, shape
    (1, dimensions), and ``tokens``, (1, tokens, dimensions), of length 1; ``weights``, (1, tokens).
    """
    graph = _Graph(body.epsilon)
    hidden = _embedded(graph, body)
    for number in range(body.layers):
        hidden = _layer(graph, _within(body.weights, f"encoder.layer.{number}."), body.heads, hidden)
    weights = graph.rows(weighed, "input_ids")
    total = graph.add("ReduceSum", graph.add("Mul", hidden, weights), graph.whole(1), keepdims=0)
    graph.add("Squeeze", weights, graph.whole(-1), called="weights")
    graph.add("LpNormalization", graph.linear(total, whitening), called="vectors")
    graph.add("LpNormalization", hidden, called="tokens")
    return graph.model(len(whitening))


def _embedded(graph: _Graph, body: Body) -> str:
    """Pieces, places and the one kind of text that there is."""
    at = _within(body.weights, "embeddings.")
    # rounded as in the first export, so that vectors stay what they were
    places, kind = (_rounded(at[f"{name}_embeddings.weight"]) for name in ("position", "token_type"))
    length = graph.add("Shape", "input_ids", start=1)
    there = graph.add("Slice", graph.constant(places + kind[0]), graph.whole(0), length)
    pieces = graph.rows(at["word_embeddings.weight"], "input_ids")
    return graph.normalised(graph.add("Add", pieces, there), _within(at, "LayerNorm."))


def _layer(graph: _Graph, at: Mapping[str, Floats], heads: int, hidden: str) -> str:
    three = [_within(at, f"attention.self.{name}.") for name in ("query", "key", "value")]
    joined = {name: np.concatenate([one[name] for one in three]) for name in ("weight", "bias")}
    asked = graph.parts(graph.dense(hidden, joined), len(three))
    seen = graph.add("MultiHeadAttention", *asked, domain=OWN, num_heads=heads)
    told = graph.dense(seen, _within(at, "attention.output.dense."))
    hidden = graph.normalised(graph.add("Add", hidden, told), _within(at, "attention.output.LayerNorm."))
    wide = graph.add("Gelu", graph.dense(hidden, _within(at, "intermediate.dense.")), domain=OWN)
    told = graph.dense(wide, _within(at, "output.dense."))
    return graph.normalised(graph.add("Add", hidden, told), _within(at, "output.LayerNorm."))


def _rounded(values: Floats) -> Floats:
    return values.astype(np.float16).astype(np.float32)


def _within(weights: Mapping[str, Floats], prefix: str) -> dict[str, Floats]:
    return {name.removeprefix(prefix): one for name, one in weights.items() if name.startswith(prefix)}


@dataclass(frozen=True)
class _Graph:
    """Grows at its end; what adds a node gives the name of what comes out of it."""

    epsilon: float
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)

    def constant(self, values: NDArray[np.generic]) -> str:
        name = f"constant{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def whole(self, number: int) -> str:
        return self.constant(np.array([number], dtype=np.int64))

    def add(self, operator: str, *inputs: str, called: str = "", **attributes: object) -> str:
        name = called or f"{operator}{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, inputs, [name], **attributes))
        return name

    def parts(self, of: str, count: int) -> Sequence[str]:
        """Equal parts of the last axis."""
        names = [f"{of}.{number}" for number in range(count)]
        self.nodes.append(helper.make_node("Split", [of], names, axis=-1))
        return names

    def rows(self, table: Floats, numbers: str) -> str:
        """Kept in half precision: with eight bits a fifteenth of what was found was lost."""
        return self.add(
            "Cast", self.add("Gather", self.constant(table.astype(np.float16)), numbers), to=FLOAT
        )

    def dense(self, of: str, weights: Mapping[str, Floats]) -> str:
        return self.linear(of, weights["weight"].T, self.constant(weights["bias"]))

    def linear(self, of: str, matrix: Floats, shift: str = "") -> str:
        """``matrix`` of shape (in, out), in eight bits, with a scale for each column."""
        scales = np.abs(matrix).max(axis=0) / np.float32(LEVELS)
        levels = np.rint(matrix / scales).astype(np.int8)
        inputs = [of, self.constant(levels), self.constant(scales), "", shift]
        return self.add("DynamicQuantizeMatMul", *inputs, domain=OWN)

    def normalised(self, of: str, weights: Mapping[str, Floats]) -> str:
        scale, shift = (self.constant(weights[name]) for name in ("weight", "bias"))
        return self.add("LayerNormalization", of, scale, shift, epsilon=self.epsilon)

    def model(self, dimensions: int) -> onnx.ModelProto:
        shapes = {
            "vectors": [1, dimensions],
            "tokens": [1, "tokens", dimensions],
            "weights": [1, "tokens"],
        }
        given = helper.make_tensor_value_info("input_ids", WHOLE, [1, "tokens"])
        made = [helper.make_tensor_value_info(name, FLOAT, shape) for name, shape in shapes.items()]
        graph = helper.make_graph(self.nodes, "embedder", [given], made, self.constants)
        return helper.make_model(graph, opset_imports=OPSETS, ir_version=IR)
