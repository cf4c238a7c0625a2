"""Write the network as one int8 ONNX graph: word pieces of texts of one length in; logits of risk and kind out."""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from language.training.fit import LONGEST
from language.training.network import Layer, Network

OPSET = 20  # the first with Gelu
OUTPUTS = ("risk", "kind")


class Graph:
    """Collects nodes and weights; each method returns the name of its result."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def weight(self, value: Any) -> str:
        name = f"w{len(self.weights)}"
        array = np.asarray(value.detach().numpy() if hasattr(value, "detach") else value)
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def op(self, kind: str, *inputs: str, **attributes: Any) -> str:
        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=name, **attributes))
        return name

    def linear(self, states: str, layer: Any) -> str:
        product = self.op("MatMul", states, self.weight(layer.weight.T))
        return self.op("Add", product, self.weight(layer.bias))

    def norm(self, states: str, layer: Any) -> str:
        return self.op(
            "LayerNormalization",
            states,
            self.weight(layer.weight),
            self.weight(layer.bias),
            axis=-1,
            epsilon=layer.eps,
        )

    def ints(self, *values: int) -> str:
        return self.weight(np.array(values, dtype=np.int64))


def _layer(graph: Graph, layer: Layer, states: str) -> str:
    width = layer.query.in_features
    size = width // layer.heads
    shape = graph.ints(0, 0, layer.heads, size)

    def split(linear: Any, order: list[int]) -> str:
        return graph.op("Transpose", graph.op("Reshape", graph.linear(states, linear), shape), perm=order)

    query, key = split(layer.query, [0, 2, 1, 3]), split(layer.key, [0, 2, 3, 1])
    scores = graph.op("Mul", graph.op("MatMul", query, key), graph.weight(np.float32(size**-0.5)))
    mixed = graph.op("MatMul", graph.op("Softmax", scores, axis=-1), split(layer.value, [0, 2, 1, 3]))
    joined = graph.op("Reshape", graph.op("Transpose", mixed, perm=[0, 2, 1, 3]), graph.ints(0, 0, width))
    states = graph.norm(graph.op("Add", states, graph.linear(joined, layer.out)), layer.norm)
    active = graph.op("Gelu", graph.linear(states, layer.grow))
    return graph.norm(graph.op("Add", states, graph.linear(active, layer.shrink)), layer.last_norm)


def _build(network: Network) -> onnx.ModelProto:
    graph = Graph()
    length = graph.op("Shape", "ids", start=1, end=2)
    words = graph.op("Gather", graph.weight(network.words.weight), "ids")
    table = graph.weight(network.positions.weight[:LONGEST])
    positions = graph.op("Slice", table, graph.ints(0), length, graph.ints(0))
    states = graph.norm(graph.op("Add", words, positions), network.norm)
    for layer in network.layers:
        states = _layer(graph, layer, states)  # type: ignore[arg-type]
    pooled = graph.op("ReduceMean", states, graph.ints(1), keepdims=0)
    results = [graph.linear(pooled, network.risk), graph.linear(pooled, network.kind)]
    nodes = [helper.make_node("Identity", [r], [o]) for r, o in zip(results, OUTPUTS, strict=True)]
    inputs = [helper.make_tensor_value_info("ids", TensorProto.INT64, ["batch", "length"])]
    outputs = [helper.make_tensor_value_info(o, TensorProto.FLOAT, ["batch", None]) for o in OUTPUTS]
    body = helper.make_graph([*graph.nodes, *nodes], "code4", inputs, outputs, graph.weights)
    model = helper.make_model(body, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=9)
    onnx.checker.check_model(model)
    return model


def export(network: Network, target: Path) -> None:
    """Write `target` (int8; word vectors too). Seven-bit weights: no overflow on processors without VNNI."""
    whole = target.with_suffix(".fp32.onnx")
    onnx.save(_build(network), str(whole))
    quantize_dynamic(
        str(whole),
        str(target),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        op_types_to_quantize=["MatMul", "Gather"],
    )
    whole.unlink()
