"""The labelled sentences: risk by families, intents by file, and which families are kept aside."""

import hashlib
import random
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

KEPT_ASIDE, FOR_CHOICES = 0.12, 0.08
RISKS = ("none", "concern_for_other", "possible", "crisis")
KINDS = ("self", "attempt_now", "harm_other", "withdrawal")


@dataclass(frozen=True)
class Sentence:
    """One sentence and what is known of it; `risk`, `kind` and `intent` may be unknown (None)."""

    text: str
    family: str
    language: str
    part: str
    risk: str | None = None
    kind: str | None = None
    intent: str | None = None

    @property
    def use(self) -> str:
        """What its whole family is for: `publish` (figures), `choose` (thresholds, layers) or `train`."""
        digest = hashlib.sha256(self.family.encode()).digest()
        place = int.from_bytes(digest[:4], "big") / 2**32
        if place < KEPT_ASIDE:
            return "publish"
        return "choose" if place < KEPT_ASIDE + FOR_CHOICES else "train"


def risk_sentences(folder: Path) -> list[Sentence]:
    """Read language/data/risk; a header `## family | reading | kind | slice | language` opens each family."""
    return [sentence for path in sorted(folder.glob("*.txt")) for sentence in families(path)]


def families(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of one file."""
    head: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("## "):
            head = [part.strip() for part in line[3:].split("|")]
            if len(head) != 5 or head[1] not in RISKS or head[4] not in ("en", "es"):
                raise ValueError(f"{path.name}:{number}: a family needs `family | reading | kind | slice | language`")
        elif line.strip() and head:
            family, risk, kind, part, language = head
            yield Sentence(line.strip(), family, language, part, risk, kind if kind in KINDS else None)


def intent_sentences(folder: Path) -> list[Sentence]:
    """Read data/nlu; Spanish files or comments do not matter here, only which intent a sentence has."""
    found = []
    for path in sorted(folder.glob("*.yml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")).get("nlu") or []:
            if "intent" not in entry:
                continue
            for line in entry["examples"].splitlines():
                text = re.sub(r"^\s*-\s?", "", line).strip()
                if text:
                    found.append(Sentence(text, f"intent {text}", "", "intent", intent=entry["intent"]))
    return found


_LEET = {"a": "4@", "e": "3", "i": "1!", "o": "0", "s": "5$", "t": "7"}
_SHORT = {
    "you": "u", "your": "ur", "are": "r", "to": "2", "for": "4", "because": "bc", "want to": "wanna",
    "going to": "gonna", "tonight": "tn", "through": "thru", "though": "tho", "about": "abt", "que": "q",
    "porque": "pq", "quiero": "kiero", "para": "pa", "por": "x",
}  # fmt: skip
_SHORTENED = re.compile("|".join(rf"\b{word}\b" for word in _SHORT), re.IGNORECASE)
_BEFORE = ("hey, ", "hey ", "so ", "honestly ", "idk ", "look, ", "ok ", "hi. ", "well, ", "oye, ", "bueno, ", "mira ")
_AFTER = (" lol", " idk", " man", " brother", "...", " tbh", " ngl", " haha", " jaja", " sorry", " bro", " smh")


def spoil(text: str, chance: random.Random) -> str:
    """Return the sentence as a tired thumb may type it, or as somebody who hides a word from a filter does."""
    if chance.random() < 0.1:
        text = text + chance.choice(_AFTER) if chance.random() < 0.5 else chance.choice(_BEFORE) + text
    if chance.random() < 0.15:
        text = re.sub(
            "|".join(rf"\b{word}\b" for word in _SHORT), lambda found: _SHORT[found[0].lower()], text, flags=re.I
        )
    if chance.random() < 0.35:
        text = re.sub(r"[.,;:!?¿¡'’\"]", "", text)
    if chance.random() < 0.1:
        text = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    if chance.random() < 0.05:
        text = text.upper()
    if chance.random() < 0.25 and len(text) > 12:
        text = _mistyped(text, chance)
    if chance.random() < 0.04:
        text = "".join(chance.choice(_LEET[c]) if c in _LEET and chance.random() < 0.6 else c for c in text.lower())
    return text


def _mistyped(text: str, chance: random.Random) -> str:
    for _ in range(chance.choice((1, 1, 2))):
        at = chance.randrange(len(text) - 2)
        swap = text[at + 1] + text[at]
        text = text[:at] + chance.choice((swap, text[at + 1], text[at] * 2 + text[at + 1])) + text[at + 2 :]
    return text
