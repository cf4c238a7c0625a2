"""Ordinary talk: messages that consist, word for word, of known harmless phrases, and of nothing else.

Such a message outranks both layers, because every word of it was read by a person.
One word more, and it does not count.
"""

import re
from typing import Final

from language.patterns.family import Calm
from language.patterns.phrase import Groups, PhraseError, parse

# More words than these are no short reply; they are left to the other layers.
_MOST_WORDS: Final = 30
_OPEN: Final = "[^ "  # how phrase.py writes words of any kind
_MARKS: Final = frozenset([",", "."])


class Ordinary:
    """All ordinary phrases, and plain statements that are asked about at the most, of all languages."""

    def __init__(self) -> None:
        self._phrases: dict[str, list[tuple[re.Pattern[str], Calm]]] = {}

    def add(self, text: str, groups: Groups, calm: Calm) -> None:
        """Add a phrase. Raises PhraseError where it leaves words open, for danger would fit in there."""
        phrase = parse(text, groups)
        if _OPEN in phrase.source or not phrase.first:
            raise PhraseError(f"an ordinary phrase leaves no words open: {text!r}")
        expression = re.compile(phrase.source + "(?= )")
        for word in phrase.first:
            self._phrases.setdefault(word, []).append((expression, calm))

    def calm(self, words: list[str]) -> Calm | None:
        """Return "ordinary" or "asked" where phrases, one after the other, make up all canonical words; else None."""
        kept = ["0" if word.isdigit() else word for word in words if word not in _MARKS]
        if not 0 < len(kept) <= _MOST_WORDS:
            return None
        text = f" {' '.join(kept)} "
        reached: dict[int, Calm] = {0: "ordinary"}
        for place in (match.start() for match in re.finditer(" ", text[:-1])):
            if place in reached:
                self._go_on(text, place, reached)
        return reached.get(len(text) - 1)

    def _go_on(self, text: str, place: int, reached: dict[int, Calm]) -> None:
        """Note where the phrases that begin at `place` end; the calmer way to a place is kept."""
        word = text[place + 1 : text.index(" ", place + 1)]
        for expression, calm in self._phrases.get(word, ()):
            if match := expression.match(text, place):
                way: Calm = "asked" if "asked" in (calm, reached[place]) else "ordinary"
                if reached.get(match.end()) != "ordinary":
                    reached[match.end()] = way
