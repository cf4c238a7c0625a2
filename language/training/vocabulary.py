"""Keep the pieces that English and Spanish need, of the 250,000 that the base knows."""

from collections import defaultdict
from collections.abc import Iterable

from tokenizers import Tokenizer, decoders, normalizers, pre_tokenizers, processors
from tokenizers.models import Unigram

from language.training.base import Base

# What one use in our own sentences weighs, beside a word's share of all written words.
OWN_USE = 1e-5


def tokenizer_of(pieces: list[tuple[str, float]], unknown: int) -> Tokenizer:
    """Return the unigram tokenizer over lower-cased clean text; specials are the first four pieces."""
    tokenizer = Tokenizer(Unigram(pieces, unk_id=unknown, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    return tokenizer


def choose(base: Base, words: Iterable[tuple[str, float]], sentences: list[str], count: int) -> list[int]:
    """Return the base's pieces to keep, specials first: those that frequent words and our sentences use.

    Every single Latin letter, digit and mark stays, so that nothing typed in either language is unknown.
    """
    ids = [base.special["bos"], base.special["pad"], base.special["eos"], base.special["unk"]]
    whole = tokenizer_of(list(zip(base.pieces, base.scores, strict=True)), base.special["unk"])
    used: dict[int, float] = defaultdict(float)
    for word, weight in words:
        for piece in whole.encode(word, add_special_tokens=False).ids:
            used[piece] += weight
    for encoding in whole.encode_batch(sentences, add_special_tokens=False):
        for piece in encoding.ids:
            used[piece] += OWN_USE
    letters = [i for i, piece in enumerate(base.pieces) if len(piece.lstrip("▁")) <= 1 and _latin(piece)]
    ranked = [piece for piece in sorted(used, key=used.__getitem__, reverse=True) if _latin(base.pieces[piece])]
    kept = dict.fromkeys([*ids, *letters, *ranked])
    return list(kept)[:count]


def _latin(piece: str) -> bool:
    return all(c == "▁" or ord(c) < 0x250 or c in "¿¡…’‘“”–—€" for c in piece)
