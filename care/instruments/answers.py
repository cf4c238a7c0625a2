"""An answer in an officer's own words or numbers: one option, several that would fit, or none."""

import re
import unicodedata

from care.instruments.instrument import Item, Option

Span = tuple[int, int, Option]  # where words begin and end, and which answer they are

_NUMBER = re.compile(r"[+-]?\d{1,6}([.,]\d+)?")
LOCALES = ("en", "es")
# Words that settle nothing, though "no" or "sí" may stand in them.
_UNDECIDED = re.compile(
    r"\b(no se|no estoy segur[oa]|no quiero|no puedo decir|no tengo idea|no idea|no comment|not sure|unsure|"
    r"don'?t know|dunno|maybe|perhaps|depends|quizas?|tal vez|a lo mejor|depende)\b"
)
_NEGATED = re.compile(r"(^| )(not|no|never|isn't|wasn't|don't|didn't|hardly|nunca|tampoco) $")


def fold(text: str) -> str:
    """Return lower-case words alone, without accents and marks, single spaces between them."""
    bare = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    kept = "".join(each for each in bare if not unicodedata.combining(each))
    return " ".join(re.findall(r"[a-z0-9']+", kept))


def fitting(item: Item, text: str) -> tuple[Option, ...]:
    """Return the options that a text may mean: one is an answer, several or none must be asked about again.

    A number is the place of an answer from 1, or a count where the answers are counts; where the two readings
    differ, both are returned. Words count in either language; the longer of two that overlap wins.
    """
    if _NUMBER.fullmatch(text.strip()):
        return _by_number(item, text.strip())
    said = fold(text)
    exact = [option for option in item.options if said in _ways(option)]
    return tuple(exact or ([] if _UNDECIDED.search(said) else _within(item, said)))


def is_exact(item: Item, text: str) -> bool:
    """Tell whether a text is one answer's very words."""
    return sum(fold(text) in _ways(option) for option in item.options) == 1


def is_number(text: str) -> bool:
    """Tell whether a text is a number alone."""
    return _NUMBER.fullmatch(text.strip()) is not None


def _by_number(item: Item, text: str) -> tuple[Option, ...]:
    if not text.isascii() or not text.isdigit():
        return ()
    number = int(text)
    placed = item.options[number - 1] if 1 <= number <= len(item.options) else None
    counted = next((each for each in item.options if each.count and each.count[0] <= number <= each.count[1]), None)
    found = [option for option in (counted, placed) if option is not None]
    return tuple(found[:1] if len(found) == 2 and found[0] == found[1] else found)


def _within(item: Item, said: str) -> list[Option]:
    """Return the options whose words stand in the text and not inside longer words of another option."""
    spans = [
        (found.start(), found.end(), option)
        for option in item.options
        for way in _ways(option)
        for found in re.finditer(rf"(?<![a-z0-9']){re.escape(way)}(?![a-z0-9'])", said)
    ]
    outer = [span for span in spans if not any(_inside(span, other) for other in spans)]
    if any(_is_negated(said, span, outer) for span in outer):
        return []
    meant = [option for _, _, option in outer]
    return [option for option in item.options if option in meant]


def _inside(span: Span, other: Span) -> bool:
    return other[0] <= span[0] and span[1] <= other[1] and other[1] - other[0] > span[1] - span[0]


def _is_negated(said: str, span: Span, spans: list[Span]) -> bool:
    """Tell whether a "not" stands before these words and is no answer itself."""
    before = _NEGATED.search(said[: span[0]])
    return before is not None and not any(other[0] <= before.start(2) < other[1] for other in spans)


def _ways(option: Option) -> set[str]:
    said = {fold(option.label.say(locale)) for locale in LOCALES}
    return said | {fold(word) for locale in LOCALES for word in option.words[locale]}
