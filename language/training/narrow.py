"""Leave out the inner units that the reading of risk hardly uses: a smaller graph that says the same.

After Molchanov et al., "Importance Estimation for Neural Network Pruning" (2019): how much the loss would change
without a unit is, to first order, its activation times the gradient there.
"""

import random

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from language.training.fit import encode, risk_targets
from language.training.network import Network
from language.training.sentences import Sentence

SAMPLE, BATCH = 4_000, 32


def narrow(network: Network, tokenizer: Tokenizer, sentences: list[Sentence], width: int) -> None:
    """Keep in place, over all layers together, the `width` times layers units that matter most for `sentences`."""
    found = _importance(network, tokenizer, random.Random(4).sample(sentences, min(SAMPLE, len(sentences))))
    least = torch.cat(found).sort(descending=True).values[width * len(found) - 1]
    for layer, importance in zip(network.layers, found, strict=True):
        layer.keep((importance >= least).nonzero()[:, 0])  # type: ignore[operator]


def _importance(network: Network, tokenizer: Tokenizer, sentences: list[Sentence]) -> list[Tensor]:
    """Return for each layer what leaving out each of its inner units would change: (units,), summed over texts."""
    active: list[Tensor] = []

    def watch(_: nn.Module, given: tuple[Tensor, ...]) -> None:
        given[0].retain_grad()
        active.append(given[0])

    hooks = [layer.shrink.register_forward_pre_hook(watch) for layer in network.layers]  # type: ignore[operator, union-attr]
    totals = [torch.zeros(layer.units.shape) for layer in network.layers]  # type: ignore[arg-type, union-attr]
    network.eval()
    ordered = sorted(sentences, key=lambda sentence: len(sentence.text))
    for batch in (ordered[i : i + BATCH] for i in range(0, len(ordered), BATCH)):
        active.clear()
        ids, mask = encode(tokenizer, [sentence.text for sentence in batch])
        _, risk, _, _ = network(ids, mask)
        network.zero_grad()
        nn.functional.cross_entropy(risk, risk_targets(batch), reduction="sum").backward()
        for total, states in zip(totals, active, strict=True):
            changed = states.detach() * states.grad * mask.unsqueeze(-1)  # type: ignore[operator]
            total += changed.sum(1).abs().sum(0)
    for hook in hooks:
        hook.remove()
    network.zero_grad()
    return totals
