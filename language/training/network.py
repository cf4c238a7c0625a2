"""The encoder with its heads, as torch sees it while it learns."""

from typing import Any

import torch
from torch import Tensor, nn

from language.training.base import Base
from language.training.sentences import KINDS, RISKS


class Layer(nn.Module):
    """One transformer layer of BERT's kind (post-norm, GELU)."""

    def __init__(self, width: int, heads: int, inner: int, epsilon: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.out, self.norm = nn.Linear(width, width), nn.LayerNorm(width, eps=epsilon)
        self.grow, self.shrink = nn.Linear(width, inner), nn.Linear(inner, width)
        self.last_norm = nn.LayerNorm(width, eps=epsilon)
        self.drop = nn.Dropout(0.1)
        self.units = nn.Buffer(torch.arange(inner))  # which of the base's inner units these are

    def keep(self, places: Tensor) -> None:
        """Keep only the inner units at `places`, (kept,), in rising order."""
        grow, shrink = self.grow, self.shrink
        self.grow = nn.Linear(grow.in_features, len(places))
        self.shrink = nn.Linear(len(places), shrink.out_features)
        self.grow.weight.data, self.grow.bias.data = grow.weight.data[places], grow.bias.data[places]
        self.shrink.weight.data, self.shrink.bias.data = shrink.weight.data[:, places], shrink.bias.data
        self.units = self.units[places]

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """Return new states, (batch, length, width); `mask` is (batch, 1, 1, length), True where text is."""
        batch, length, width = states.shape

        def split(values: Tensor) -> Tensor:
            return values.view(batch, length, self.heads, -1).transpose(1, 2)

        mixed = nn.functional.scaled_dot_product_attention(
            split(self.query(states)), split(self.key(states)), split(self.value(states)), attn_mask=mask
        )
        states = self.norm(states + self.drop(self.out(mixed.transpose(1, 2).reshape(batch, length, width))))
        inner = nn.functional.gelu(self.grow(states))
        return self.last_norm(states + self.drop(self.shrink(inner)))  # type: ignore[no-any-return]


class Network(nn.Module):
    """Words to a mean-pooled embedding (batch, width), and heads for risk, kind and intent."""

    def __init__(self, base: Base, kept: list[int], layers: list[int], intents: int) -> None:
        super().__init__()
        self.words = nn.Embedding(len(kept), base.width)
        self.positions = nn.Embedding(base.tensors["emb.pos"].shape[0], base.width)
        self.norm = nn.LayerNorm(base.width, eps=base.epsilon)
        self.layers = nn.ModuleList(Layer(base.width, base.heads, base.inner, base.epsilon) for _ in layers)
        self.drop = nn.Dropout(0.1)
        self.risk, self.kind = nn.Linear(base.width, len(RISKS)), nn.Linear(base.width, len(KINDS))
        self.intent = nn.Linear(base.width, intents)
        self._load(base, kept, layers)

    def _load(self, base: Base, kept: list[int], layers: list[int]) -> None:
        def put(parameter: Any, name: str) -> None:
            parameter.data = torch.from_numpy(base.tensors[name].copy())

        self.words.weight.data = torch.from_numpy(base.tensors["emb.word"][kept].copy())
        self.words.weight.requires_grad_(False)
        self.positions.weight.data = torch.from_numpy(base.tensors["emb.pos"] + base.tensors["emb.type"][:1])
        put(self.norm.weight, "emb.ln.w")
        put(self.norm.bias, "emb.ln.b")
        names = {
            "query": "q",
            "key": "k",
            "value": "v",
            "out": "ao",
            "norm": "aln",
            "grow": "fi",
            "shrink": "fo",
        }
        for layer, source in zip(self.layers, layers, strict=True):
            for attribute, short in {**names, "last_norm": "oln"}.items():
                put(getattr(layer, attribute).weight, f"l{source}.{short}.w")
                put(getattr(layer, attribute).bias, f"l{source}.{short}.b")

    def resume(self, learnt: dict[str, Tensor]) -> None:
        """Take the shape of what was learnt (`learnt`); its values are still to be loaded."""
        for i, layer in enumerate(self.layers):
            layer.keep(learnt.get(f"layers.{i}.units", layer.units))  # type: ignore[operator, arg-type]

    def learnt(self) -> dict[str, Tensor]:
        """Return what training changes; the words' vectors stay the base's, the intents' head depends on data/nlu."""
        return {k: v for k, v in self.state_dict().items() if k.split(".")[0] not in ("words", "intent")}

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return embedding, risk, kind and intent logits for ids (batch, length) and mask (True for text)."""
        places = torch.arange(ids.shape[1]).unsqueeze(0)
        states = self.drop(self.norm(self.words(ids) + self.positions(places)))
        for layer in self.layers:
            states = layer(states, mask[:, None, None, :])
        weights = mask.unsqueeze(-1).float()
        pooled = (states * weights).sum(1) / weights.sum(1)
        dropped = self.drop(pooled)
        return pooled, self.risk(dropped), self.kind(dropped), self.intent(dropped)
