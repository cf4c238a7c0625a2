"""Finds families in canonical text: only phrases whose rarest words occur are tried, sentence by sentence."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from language.patterns.family import Effect, Family, Guard, Place, Span
from language.patterns.phrase import Groups, Phrase, PhraseError, compile_phrase
from language.reading import Kind, Reading, Risk

# A sentence without marks is read in overlapping windows, so that one long line costs no more than many short ones.
_WINDOW, _STEP = 60, 40
_SCORES: dict[Risk, float] = {"none": 0.0, "concern_for_other": 0.3, "possible": 0.55, "crisis": 0.95}
_ORDER: dict[Effect, int] = {"nothing": 0, "concern_for_other": 1, "possible": 2}


@dataclass(frozen=True)
class _Compiled:
    family: Family
    expression: re.Pattern[str]
    guards: tuple[tuple[Guard, Callable[[Span], bool]], ...]


class Matcher:
    """All families of all languages, ready to read canonical words."""

    def __init__(self, families: Iterable[Family], groups: Groups) -> None:
        self._by_word: dict[str, list[_Compiled]] = {}
        tests: dict[str, Callable[[Span], bool]] = {}
        for family in families:
            for guard in family.guards:
                if guard.name not in tests:
                    tests[guard.name] = _test(guard, groups)
            guards = tuple((guard, tests[guard.name]) for guard in family.guards)
            for phrase in family.phrases:
                self._add(_Compiled(family, _needed(phrase, groups).expression, guards), phrase, groups)

    def _add(self, compiled: _Compiled, phrase: str, groups: Groups) -> None:
        for word in compile_phrase(phrase, groups).needs or ():
            self._by_word.setdefault(word, []).append(compiled)

    def readings(self, words: list[str]) -> Iterator[Reading]:
        """Yield what each match in the canonical words of a message is read as, guards heeded."""
        whole = f" {' '.join(words)} "
        for sentence in _sentences(words):
            yield from self._sentence(sentence, whole)

    def _sentence(self, words: tuple[str, ...], whole: str) -> Iterator[Reading]:
        candidates = {
            id(compiled): compiled for word in set(words) for compiled in self._by_word.get(word, ())
        }
        text = f" {' '.join(words)} "
        for compiled in candidates.values():
            for match in compiled.expression.finditer(text):
                span = Span(text[: match.start()] + " ", match[0] + " ", text[match.end() :], whole)
                if (reading := _read(compiled, span)) is not None:
                    yield reading


def _needed(phrase: str, groups: Groups) -> Phrase:
    compiled = compile_phrase(phrase, groups)
    if not compiled.needs:
        raise PhraseError(f"{phrase!r} has no word that must occur")
    return compiled


def _sentences(words: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield each different sentence once, long ones in windows."""
    seen: set[tuple[str, ...]] = set()
    start = 0
    for end in [*(index for index, word in enumerate(words) if word == "."), len(words)]:
        for left in range(start, max(end, start + 1), _STEP):
            part = tuple(words[left : min(end, left + _WINDOW)])
            if part and part not in seen:
                seen.add(part)
                yield part
            if left + _WINDOW >= end:
                break
        start = end + 1


def _read(compiled: _Compiled, span: Span) -> Reading | None:
    """Return a match's reading after its guards, or None when a guard says that it means nothing."""
    held = [guard for guard, test in compiled.guards if test(span)]
    family = compiled.family
    if not held:
        return _reading(family.name, family.risk, family.kind)
    guard = min(held, key=lambda guard: _ORDER[guard.effect])
    if guard.effect == "nothing":
        return None
    risk: Risk = guard.effect if family.risk == "crisis" or guard.effect != "possible" else family.risk
    kind = family.kind if guard.effect == "possible" else None
    return _reading(f"{family.name}, {guard.name}", risk, kind)


def _reading(name: str, risk: Risk, kind: Kind | None) -> Reading:
    return Reading(risk, kind, _SCORES[risk], f"patterns: {name}")


def _test(guard: Guard, groups: Groups) -> Callable[[Span], bool]:
    """Return a function that tells whether a guard holds at a match."""
    parts = [_place(place, texts, groups) for place, texts in guard.places.items()]
    if guard.test is not None:
        parts.append(guard.test)
    return lambda span: any(part(span) for part in parts)


def _place(place: Place, texts: tuple[str, ...], groups: Groups) -> Callable[[Span], bool]:
    sources = (
        compile_phrase(text, groups, at_start=place == "after", at_end=place == "before").expression.pattern
        for text in texts
    )
    expression = re.compile("|".join(sources))
    return lambda span: expression.search(_where(place, span)) is not None


def _where(place: Place, span: Span) -> str:
    if place == "inside":
        return span.matched
    if place == "anywhere":
        return span.whole
    return span.before if place in ("before", "near_before") else span.after
