"""Fine-tune the encoder on risk, kind and intent at once."""

import math
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from language.training.network import Network
from language.training.sentences import KINDS, RISKS, Sentence, spoil

LONGEST = 96
UNKNOWN = -100
# The sentences with an intent are many and mild: each is drawn in every second epoch or so.
INTENT_SHARE = 0.5
# So many sentences of risk are read among harmless ones, as people write longer messages; longer ones would be cut.
AMONG_OTHERS, AMONG_CHARACTERS = 0.08, 300
# A crisis that is missed costs more than a false alarm: errors on these classes weigh more.
RISK_WEIGHTS = torch.tensor([1.0, 1.2, 1.3, 1.5])


@dataclass(frozen=True)
class Plan:
    """How long and how fast to learn."""

    epochs: int = 3
    batch: int = 32
    rate: float = 1e-4
    seed: int = 4
    minutes: float = 1e9


def fit(network: Network, tokenizer: Tokenizer, sentences: list[Sentence], intents: list[str], plan: Plan) -> None:
    """Train in place; tells each hundredth step on standard error."""
    torch.manual_seed(plan.seed)
    chance = random.Random(plan.seed)
    heads = [p for name, p in network.named_parameters() if name.split(".")[0] in ("risk", "kind", "intent")]
    body = [
        p
        for name, p in network.named_parameters()
        if p.requires_grad and name.split(".")[0] not in ("risk", "kind", "intent")
    ]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": plan.rate}, {"params": heads, "lr": plan.rate * 10}], weight_decay=0.01
    )
    drawn = sum(1.0 if sentence.intent is None else INTENT_SHARE for sentence in sentences)
    steps = math.ceil(plan.epochs * drawn / plan.batch)
    started, seen, total = time.monotonic(), 0, 0.0

    def left(step: int) -> float:
        return 1 - max(step / (steps + 1), (time.monotonic() - started) / 60 / plan.minutes)

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(1, step / 60) * max(0, left(step)))
    network.train()
    for epoch in range(plan.epochs):
        for batch in _batches(sentences, plan.batch, chance):
            if left(seen) < 0:
                break
            loss = _loss(network, tokenizer, batch, intents, chance if epoch else None)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            seen, total = seen + 1, total + loss.item()
            if seen % 50 == 0:
                spent = time.monotonic() - started
                sys.stderr.write(f"{seen}/{steps} loss {total / 50:.3f} {spent:.0f} s\n")
                total = 0.0
    network.eval()


def _batches(sentences: list[Sentence], size: int, chance: random.Random) -> Iterator[list[Sentence]]:
    """Yield batches of like length (padding is wasted work) in random order."""
    drawn = [sentence for sentence in sentences if sentence.intent is None or chance.random() < INTENT_SHARE]
    harmless = {code: _harmless(sentences, code) for code in ("en", "es")}
    drawn = [
        _among(sentence, harmless[sentence.language], chance)
        if sentence.intent is None and chance.random() < AMONG_OTHERS
        else sentence
        for sentence in drawn
    ]
    shuffled = sorted(drawn, key=lambda sentence: len(sentence.text) + chance.uniform(-12, 12))
    batches = [shuffled[i : i + size] for i in range(0, len(shuffled), size)]
    chance.shuffle(batches)
    yield from batches


def _harmless(sentences: list[Sentence], language: str) -> list[str]:
    plain = (s for s in sentences if s.risk == "none" and s.language == language)
    return [s.text for s in plain if s.part in ("everyday", "police", "distress")]


def _among(sentence: Sentence, others: list[str], chance: random.Random) -> Sentence:
    """Return the sentence somewhere among harmless ones: together they mean what it means alone."""
    parts = [sentence.text]
    for other in chance.choices(others, k=chance.randrange(1, 6)):
        if sum(map(len, parts)) + len(other) <= AMONG_CHARACTERS:
            parts.insert(chance.randrange(len(parts) + 1), other)
    return replace(sentence, text=chance.choice((". ", " ", ", ", "\n", "... ")).join(parts))


def encode(tokenizer: Tokenizer, texts: list[str]) -> tuple[Tensor, Tensor]:
    """Return padded ids and mask, (batch, length)."""
    rows = [encoding.ids[:LONGEST] for encoding in tokenizer.encode_batch(texts)]
    width = max(len(row) for row in rows)
    ids = torch.ones(len(rows), width, dtype=torch.long)
    mask = torch.zeros(len(rows), width, dtype=torch.bool)
    for i, row in enumerate(rows):
        ids[i, : len(row)] = torch.tensor(row)
        mask[i, : len(row)] = True
    return ids, mask


def _loss(
    network: Network,
    tokenizer: Tokenizer,
    batch: list[Sentence],
    intents: list[str],
    chance: random.Random | None,
) -> Tensor:
    texts = [spoil(sentence.text, chance) if chance else sentence.text for sentence in batch]
    _, risk, kind, intent = network(*encode(tokenizer, texts))
    weigh = nn.functional.cross_entropy
    terms = [
        weigh(
            risk,
            risk_targets(batch),
            weight=RISK_WEIGHTS,
            ignore_index=UNKNOWN,
            reduction="sum",
            label_smoothing=0.03,
        ),
        0.3 * weigh(kind, _targets(batch, "kind", KINDS), ignore_index=UNKNOWN, reduction="sum"),
        0.6
        * weigh(
            intent,
            _targets(batch, "intent", intents),
            ignore_index=UNKNOWN,
            reduction="sum",
            label_smoothing=0.03,
        ),
    ]
    return sum(terms, torch.zeros(())) / len(batch)


def risk_targets(batch: list[Sentence]) -> Tensor:
    """Return which risk each sentence has, (batch,); `UNKNOWN` where it is not known."""
    return _targets(batch, "risk", RISKS)


def _targets(batch: list[Sentence], field: str, names: tuple[str, ...] | list[str]) -> Tensor:
    index = {name: i for i, name in enumerate(names)}
    return torch.tensor([index.get(getattr(sentence, field), UNKNOWN) for sentence in batch])


def predict(network: Network, tokenizer: Tokenizer, texts: list[str]) -> dict[str, np.ndarray]:
    """Return probabilities of each head, (texts, classes), and the embeddings."""
    found: list[list[np.ndarray]] = [[], [], [], []]
    network.eval()
    with torch.no_grad():
        for i in range(0, len(texts), 64):
            for kept, values in zip(found, network(*encode(tokenizer, texts[i : i + 64])), strict=True):
                kept.append(values.numpy())
    pooled, risk, kind, intent = (np.concatenate(each) for each in found)
    return {"embedding": pooled, "risk": _soft(risk), "kind": _soft(kind), "intent": _soft(intent)}


def _soft(logits: np.ndarray) -> np.ndarray:
    grown = np.exp(logits - logits.max(1, keepdims=True))
    return grown / grown.sum(1, keepdims=True)  # type: ignore[no-any-return]
