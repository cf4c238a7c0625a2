"""Texts as they come from phones, jokers and machines: noise over plain sentences, and nonsense of every kind."""

import random
from collections.abc import Callable, Iterator, Sequence

Noise = Callable[[random.Random, str], str]

_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u034f\u2063\ufe0f"
_SPACES = "\u00a0\u2002\u2003\u2009\u202f\u3000\u205f"
_MARKS = "\u0300\u0301\u0302\u0308\u0336\u0332\u0489"
_CYRILLIC = str.maketrans("aeopcxyisjABEKMHOPCTX", "аеорсхуіѕјАВЕКМНОРСТХ")
_FENCES = ("\u202e", "\u2066", "\u2069", "\u200f")


def invisible(chance: random.Random, text: str) -> str:
    """Put characters without width between the letters."""
    return "".join(letter + (chance.choice(_INVISIBLE) if chance.random() < 0.4 else "") for letter in text)


def other_spaces(chance: random.Random, text: str) -> str:
    """Write each space as another one of Unicode's."""
    return "".join(chance.choice(_SPACES) if letter == " " else letter for letter in text)


def marks(chance: random.Random, text: str) -> str:
    """Hang combining marks on letters, some of them in stacks."""
    return "".join(
        letter + "".join(chance.choices(_MARKS, k=chance.choice((0, 0, 1, 4)))) if letter.isascii() else letter
        for letter in text
    )


def full_width(_chance: random.Random, text: str) -> str:
    """Write ASCII in its full-width forms."""
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)


def mathematical(_chance: random.Random, text: str) -> str:
    """Write letters as mathematical bold ones."""
    return "".join(_bold(letter) for letter in text)


def cyrillic(_chance: random.Random, text: str) -> str:
    """Write letters as Cyrillic ones that look the same."""
    return text.translate(_CYRILLIC)


def directions(chance: random.Random, text: str) -> str:
    """Put marks of writing direction around and between words."""
    return "".join(word + chance.choice(_FENCES) + " " for word in text.split(" ")).strip()


def halves(chance: random.Random, text: str) -> str:
    """Break in with halves of characters, as a bad cut leaves them."""
    at = chance.randrange(len(text) + 1)
    return text[:at] + chr(chance.randrange(0xD800, 0xE000)) + text[at:]


NOISES: dict[str, Noise] = {
    each.__name__: each
    for each in (invisible, other_spaces, marks, full_width, mathematical, cyrillic, directions, halves)
}


def fuzz(chance: random.Random, plain: Sequence[str], count: int) -> Iterator[str]:
    """Yield nonsense: random characters, sentences cut, doubled and joined, long runs, all with noise over it."""
    makers: tuple[Callable[[], str], ...] = (
        lambda: "".join(chr(chance.randrange(0x110000)) for _ in range(chance.randrange(80))),
        lambda: "".join(chr(chance.randrange(1, 0x300)) for _ in range(chance.randrange(200))),
        lambda: chance.choice(plain)[: chance.randrange(1, 60)],
        lambda: " ".join(chance.choices(plain, k=chance.randrange(1, 6))),
        lambda: chance.choice(plain) * chance.randrange(1, 8),
        lambda: chr(chance.randrange(0x110000)) * chance.randrange(1, 2_000),
        lambda: "".join(chance.sample(letters := list(chance.choice(plain)), len(letters))),
        lambda: chance.choice(("/", "{", "'", '"', "\\", "%", "<", "\0", "\n")) * chance.randrange(1, 50),
    )
    noises = tuple(NOISES.values())
    for _ in range(count):
        text = chance.choice(makers)()
        yield chance.choice(noises)(chance, text) if chance.random() < 0.4 else text


def _bold(letter: str) -> str:
    if "a" <= letter <= "z":
        return chr(0x1D41A + ord(letter) - ord("a"))
    if "A" <= letter <= "Z":
        return chr(0x1D400 + ord(letter) - ord("A"))
    return letter
