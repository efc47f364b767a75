"""Transformers as graphs of onnxruntime's own operators, their matrices multiplied in eight bits.

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

from models.recipes.four_bits import BLOCK, LOWEST, Floats, four_bits

FLOAT, WHOLE, EIGHT = onnx.TensorProto.FLOAT, onnx.TensorProto.INT64, onnx.TensorProto.INT8
# where the operators are that only onnxruntime has
OWN = "com.microsoft"
OPSETS = (helper.make_opsetid("", 21), helper.make_opsetid(OWN, 1))
IR = 10
LEVELS = 127


@dataclass(frozen=True)
class Body:
    """A BERT: ``weights`` as its ``state_dict`` names them, matrices of shape (out, in)."""

    weights: Mapping[str, Floats]
    layers: int
    heads: int
    epsilon: float


def embedder(body: Body, weighed: Floats, whitening: Floats) -> onnx.ModelProto:
    """Input ``input_ids``, shape (1, tokens), int64: one text, so that nothing has to be masked.

    ``weighed``, shape (pieces, 1), is how much each piece counts in the mean, and ``whitening``, shape
    (dimensions, dimensions), what the mean is multiplied with. Outputs, float32: ``vectors``, shape
    (1, dimensions), and ``tokens``, (1, tokens, dimensions), of length 1; ``weights``, (1, tokens).
    """
    graph = _Graph(body.epsilon)
    at = _within(body.weights, "embeddings.")
    # rounded as in the first export, so that vectors stay what they were
    kind = _rounded(at["token_type_embeddings.weight"])[0]
    pieces = graph.rows(at["word_embeddings.weight"], "input_ids")
    hidden = _read(graph, body, graph.add("Add", pieces, _places(graph, at, kind)))
    weights = graph.rows(weighed, "input_ids")
    total = graph.add("ReduceSum", graph.add("Mul", hidden, weights), graph.whole(1), keepdims=0)
    graph.add("Squeeze", weights, graph.whole(-1), called="weights")
    graph.add("LpNormalization", graph.linear(total, whitening), called="vectors")
    graph.add("LpNormalization", hidden, called="tokens")
    dimensions = len(whitening)
    made: dict[str, Sequence[int | str]] = {
        "vectors": [1, dimensions],
        "tokens": [1, "tokens", dimensions],
        "weights": [1, "tokens"],
    }
    return graph.model(made, ["input_ids"])


def reranker(body: Body, pooler: Mapping[str, Floats], scoring: Mapping[str, Floats]) -> onnx.ModelProto:
    """Inputs ``input_ids`` and ``token_type_ids``, shape (1, tokens), int64: a question and a text.

    Output ``score``, shape (1, 1, 1), float32: a logit. Pieces and matrices of layers are kept in four bits.
    """
    graph = _Graph(body.epsilon, packed=True)
    at = _within(body.weights, "embeddings.")
    kinds = graph.rows(at["token_type_embeddings.weight"], "token_type_ids")
    pieces = graph.add("Add", graph.packed_rows(at["word_embeddings.weight"], "input_ids"), kinds)
    hidden = _read(graph, body, graph.add("Add", pieces, _places(graph, at)))
    first = graph.add("Gather", hidden, graph.whole(0), axis=1)
    graph.linear(
        graph.add("Tanh", graph.dense(first, pooler)),
        scoring["weight"].T,
        graph.constant(scoring["bias"]),
        called="score",
    )
    return graph.model({"score": [1, 1, 1]}, ["input_ids", "token_type_ids"])


def _places(graph: _Graph, at: Mapping[str, Floats], shift: Floats | float = 0.0) -> str:
    """Where each piece stands, shape (tokens, dimensions), with ``shift`` added to all."""
    length = graph.add("Shape", "input_ids", start=1, end=2)
    places = _rounded(at["position_embeddings.weight"]) + shift
    return graph.add("Slice", graph.constant(places.astype(np.float32)), graph.whole(0), length)


def _read(graph: _Graph, body: Body, hidden: str) -> str:
    """All layers."""
    hidden = graph.normalised(hidden, _within(body.weights, "embeddings.LayerNorm."))
    for number in range(body.layers):
        hidden = _layer(graph, _within(body.weights, f"encoder.layer.{number}."), body.heads, hidden)
    return hidden


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
    """Grows at its end; what adds a node gives the name of what comes out of it.

    ``packed``: the matrices of layers are kept in four bits.
    """

    epsilon: float
    packed: bool = False
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)

    def constant(self, values: NDArray[np.generic]) -> str:
        name = f"constant{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def whole(self, number: int) -> str:
        return self.constant(np.array([number], dtype=np.int64))

    def add(
        self, operator: str, *inputs: str, called: str = "", domain: str = "", **attributes: object
    ) -> str:
        name = called or f"{operator}{len(self.nodes)}"
        node = helper.make_node(operator, inputs, [name], domain=domain or None)
        node.attribute.extend(helper.make_attribute(*one) for one in sorted(attributes.items()))
        self.nodes.append(node)
        return name

    def parts(self, of: str, count: int) -> Sequence[str]:
        """Equal parts of the last axis."""
        names = [f"{of}.{number}" for number in range(count)]
        self.nodes.append(helper.make_node("Split", [of], names, axis=-1, num_outputs=count))
        return names

    def rows(self, table: Floats, numbers: str) -> str:
        """Kept in half precision: with eight bits a fifteenth of what was found was lost."""
        return self.add(
            "Cast", self.add("Gather", self.constant(table.astype(np.float16)), numbers), to=FLOAT
        )

    def packed_rows(self, table: Floats, numbers: str) -> str:
        """Kept in four bits."""
        levels, scales = four_bits(table)
        inputs = [self.halves(levels, table.shape), numbers, self.constant(scales)]
        rows = self.add(
            "GatherBlockQuantized", *inputs, domain=OWN, block_size=BLOCK, gather_axis=0, quantize_axis=1
        )
        return self.add("Cast", rows, to=FLOAT)

    def halves(self, levels: NDArray[np.uint8], shape: Sequence[int]) -> str:
        """A constant of numbers of four bits, two in a byte."""
        name = f"constant{len(self.constants)}"
        four = onnx.TensorProto.INT4
        self.constants.append(helper.make_tensor(name, four, shape, levels.tobytes(), raw=True))
        return name

    def dense(self, of: str, weights: Mapping[str, Floats]) -> str:
        matrix, shift = weights["weight"], self.constant(weights["bias"])
        return self.unpacked(of, matrix, shift) if self.packed else self.linear(of, matrix.T, shift)

    def linear(self, of: str, matrix: Floats, shift: str = "", called: str = "") -> str:
        """``matrix`` of shape (in, out), in eight bits, with a scale for each column."""
        scales = np.abs(matrix).max(axis=0) / np.float32(LEVELS)
        levels = np.rint(matrix / scales).astype(np.int8)
        return self.multiplied(of, self.constant(levels), scales, shift, called)

    def unpacked(self, of: str, matrix: Floats, shift: str) -> str:
        """``matrix`` of shape (out, in), kept in four bits.

        Onnxruntime works out what hangs on constants alone when it loads a graph, so that what it multiplies
        with has eight bits again: as fast as ``linear``, in half the place on disk.
        """
        levels, steps = four_bits(matrix)
        largest = np.abs(steps).max(axis=1).astype(np.float32) * -LOWEST
        scales = largest / np.float32(LEVELS)
        finer = self.constant((steps / scales[:, None]).astype(np.float16)[..., None])
        blocks = self.halves(levels, (*steps.shape, BLOCK))
        both = (self.add("Cast", one, to=FLOAT) for one in (blocks, finer))
        whole = self.add("Round", self.add("Mul", *both))
        eight = self.add("Reshape", self.add("Cast", whole, to=EIGHT), self.constant(np.array(matrix.shape)))
        return self.multiplied(of, self.add("Transpose", eight, perm=[1, 0]), scales, shift)

    def multiplied(self, of: str, levels: str, scales: Floats, shift: str, called: str = "") -> str:
        inputs = [of, levels, self.constant(scales), "", shift]
        return self.add("DynamicQuantizeMatMul", *inputs, called=called, domain=OWN)

    def normalised(self, of: str, weights: Mapping[str, Floats]) -> str:
        scale, shift = (self.constant(weights[name]) for name in ("weight", "bias"))
        return self.add("LayerNormalization", of, scale, shift, epsilon=self.epsilon)

    def model(self, made: Mapping[str, Sequence[int | str]], given: Sequence[str]) -> onnx.ModelProto:
        inputs = [helper.make_tensor_value_info(name, WHOLE, [1, "tokens"]) for name in given]
        outputs = [helper.make_tensor_value_info(name, FLOAT, shape) for name, shape in made.items()]
        graph = helper.make_graph(self.nodes, "transformer", inputs, outputs, self.constants)
        return helper.make_model(graph, opset_imports=OPSETS, ir_version=IR)
