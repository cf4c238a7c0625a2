"""A little language for phrases, readable by people who do not program.

    i (really|just)? {want} to die        words, one of several, an optional word, a named group of words
    give <2> gear away                    <2>: up to two words of any kind may stand between
    years ago <+9> good now               <+9>: the same, across full stops too

Phrases are matched against canonical text (words.py): lower case, contractions written out, one space between words,
" , " and " . " for marks. A comma may stand anywhere between two words of a phrase, a full stop nowhere.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

Groups = Mapping[str, str]

_TOKEN: Final = re.compile(r"\s*(\(|\)\??|\||<\+?\d+>|\{[\w ]+\}\??|,|[a-z0-9'-]+\??)")
_BETWEEN: Final = "(?: ,)? "

# So frequent that finding one says nothing; a phrase is looked up by its rarest part.
_COMMON: Final = frozenset(
    [
        "i",
        "me",
        "my",
        "you",
        "it",
        "is",
        "am",
        "are",
        "was",
        "be",
        "to",
        "the",
        "a",
        "an",
        "of",
        "in",
        "on",
        "for",
        "with",
        "and",
        "or",
        "not",
        "no",
        "do",
        "have",
        "has",
        "had",
        "will",
        "would",
        "can",
        "that",
        "this",
        "so",
        "just",
        "up",
        "out",
        "all",
        "at",
        "get",
        "going",
        "he",
        "she",
        "they",
        "him",
        "her",
        "them",
        "his",
        "their",
        "we",
        "us",
        "if",
        "but",
        "what",
        "when",
        "feel",
        "think",
        "want",
        "as",
        "by",
        "like",
        "yo",
        "me",
        "mi",
        "mis",
        "te",
        "se",
        "lo",
        "la",
        "el",
        "los",
        "las",
        "un",
        "una",
        "de",
        "del",
        "en",
        "con",
        "por",
        "para",
        "que",
        "y",
        "o",
        "no",
        "ya",
        "es",
        "esta",
        "estoy",
        "he",
        "ha",
        "a",
        "al",
        "si",
        "muy",
        "mas",
        "todo",
        "su",
        "sus",
        "le",
        "les",
        "como",
        "voy",
        "tu",
    ]
)


class PhraseError(ValueError):
    """A phrase is not written in the little language, or would match anything."""


@dataclass(frozen=True)
class Phrase:
    """An expression for canonical text, the words of which one must occur (None: any), all words it mentions.

    `first` are the words that it can begin with; `empty` says that it may be no word at all.
    """

    source: str
    needs: frozenset[str] | None
    words: frozenset[str] = frozenset()
    first: frozenset[str] = frozenset()
    empty: bool = False


def parse(text: str, groups: Groups) -> Phrase:
    """Read one phrase; its expression matches from the space before the first word. Raises PhraseError."""
    tokens = _tokens(text)
    phrase = _choice(tokens, groups, text)
    if tokens:
        raise PhraseError(f"left over in {text!r}: {tokens}")
    return phrase


def _tokens(text: str) -> list[str]:
    """Return the phrase's tokens, last first, so that they can be popped."""
    found, position = [], 0
    text = text.rstrip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise PhraseError(f"cannot read {text!r} at {position}")
        found.append(match[1])
        position = match.end()
    return found[::-1]


def _choice(tokens: list[str], groups: Groups, text: str) -> Phrase:
    """Read alternatives up to a closing bracket or the end."""
    parts = [_sequence(tokens, groups, text)]
    while tokens and tokens[-1] == "|":
        tokens.pop()
        parts.append(_sequence(tokens, groups, text))
    if len(parts) == 1:
        return parts[0]
    needs: frozenset[str] | None = frozenset()
    for part in parts:
        needs = None if needs is None or part.needs is None else needs | part.needs
    first = frozenset[str]().union(*(part.first for part in parts))
    empty = any(part.empty for part in parts)
    return Phrase(_one_of([part.source for part in parts]), needs, _all_words(parts), first, empty)


def _one_of(sources: list[str]) -> str:
    """Join alternatives; what stands before each word is taken out, so that the first letters decide at once."""
    if all(source.startswith(_BETWEEN) for source in sources):
        return _BETWEEN + "(?:" + "|".join(source[len(_BETWEEN) :] for source in sources) + ")"
    return "(?:" + "|".join(sources) + ")"


def _sequence(tokens: list[str], groups: Groups, text: str) -> Phrase:
    """Read items up to the end of an alternative."""
    items: list[Phrase] = []
    while tokens and tokens[-1] != "|" and not tokens[-1].startswith(")"):
        items.append(_item(tokens, groups, text))
    if not items:
        raise PhraseError(f"an alternative is empty in {text!r}")
    needed = [item.needs for item in items if item.needs]
    needs = min(needed, key=_frequency) if needed else None
    first: frozenset[str] = frozenset()
    for item in items:
        first |= item.first
        if not item.empty:
            break
    empty = all(item.empty for item in items)
    return Phrase("".join(item.source for item in items), needs, _all_words(items), first, empty)


def _item(tokens: list[str], groups: Groups, text: str) -> Phrase:
    token = tokens.pop()
    if token == "(":
        part = _choice(tokens, groups, text)
        if not tokens:
            raise PhraseError(f"a bracket is open in {text!r}")
        return _perhaps(part, tokens.pop())
    if token.startswith("<"):
        kind = "[^ ]" if "+" in token else "[^ .]"
        return Phrase(f"(?: {kind}+){{0,{token.strip('<+>')}}}?", None, empty=True)
    if token.startswith("{"):
        name = token.strip("{}?")
        if name not in groups:
            raise PhraseError(f"no group {name!r} for {text!r}")
        return _perhaps(parse(groups[name], groups), token)
    if token == ",":
        return Phrase(" ,", None, empty=True)
    word = token.rstrip("?")
    one = frozenset([word])
    return _perhaps(Phrase(_BETWEEN + word, one, one, one), token)


def _perhaps(part: Phrase, token: str) -> Phrase:
    """Make a part optional where its last token says so."""
    return Phrase(f"(?:{part.source})?", None, part.words, part.first, True) if token.endswith("?") else part


def _all_words(parts: list[Phrase]) -> frozenset[str]:
    return frozenset().union(*(part.words for part in parts))


def _frequency(words: frozenset[str]) -> int:
    """How little it says that one of these words occurs."""
    return sum(100 if word in _COMMON else 1 for word in words)
