"""The sentences that understanding is learnt from and measured on."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from settings import ROOT

NLU = ROOT / "data" / "nlu"
ASIDE = ROOT / "tests" / "understanding"
OUT_OF_SCOPE = "out_of_scope"
_WORD = re.compile(r"\w+(?:'\w+)?")


@dataclass(frozen=True)
class Sentence:
    """A text, what it means, and the language it is in (en, es)."""

    text: str
    intent: str
    language: str

    @property
    def family(self) -> str:
        """One way of saying one thing: the intent and the first two words."""
        return " ".join([self.intent, *_WORD.findall(self.text.lower())[:2]])


@cache
def learnt(folder: Path = NLU) -> tuple[Sentence, ...]:
    """Read every example of data/nlu."""
    found = []
    for path in sorted(folder.glob("*.yml")):
        language = "es" if path.stem.endswith("_es") else "en"
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            lines = [line[2:].strip() for line in block["examples"].splitlines() if line.startswith("- ")]
            found += [Sentence(text, block["intent"], language) for text in lines]
    return tuple(found)


def aside(name: str, language: str, folder: Path = ASIDE) -> list[Sentence]:
    """Read a file of sentences that nothing is learnt from: `== intent`, then a sentence a line."""
    found, intent = [], ""
    for line in (folder / f"{name}_{language}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            intent = line[3:]
        elif line and not line.startswith("#"):
            found.append(Sentence(line, intent, language))
    return found


def plain(text: str) -> str:
    """Return the words alone, to tell whether two sentences are the same."""
    return " ".join(_WORD.findall(text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")))
