"""Finds families in canonical text: only phrases whose rarest words occur are tried, sentence by sentence."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from language.patterns.family import Calm, Effect, Family, Level
from language.patterns.guards import GuardTest, Span, guard_test
from language.patterns.ordinary import Ordinary
from language.patterns.phrase import Groups, PhraseError, parse
from language.reading import Kind, Reading, Risk

# A sentence without marks is read in overlapping windows, so that one long line costs no more than many short ones.
_WINDOW, _STEP = 60, 40
_SCORES: Final[dict[Risk, float]] = {"none": 0.0, "concern_for_other": 0.3, "possible": 0.55, "crisis": 0.95}
_ORDER: Final[dict[Effect, int]] = {"nothing": 0, "concern_for_other": 1, "possible": 2}
# Hints and possible readings of different families add up: two that are possible alone are a crisis together.
_POINTS: Final[dict[Level, int]] = {"hint": 1, "possible": 2}
_POSSIBLE_FROM, _CRISIS_FROM = 2, 4
# Only what stands this near, in words, adds up: in a long enough message of any kind hints of all sorts turn up.
_NEARBY: Final = 40


@dataclass(frozen=True)
class _Finder:
    """One phrase of a family, compiled; where the family has cues, the number of its cue."""

    family: Family
    expression: re.Pattern[str]
    guards: tuple[GuardTest, ...]
    cue: int | None


@dataclass(frozen=True)
class _Found:
    """What one match is read as, its family, the guard that lowered it, and where its sentence begins, in words."""

    family: Family
    level: Level
    guard: str | None
    place: int = 0


@dataclass(frozen=True)
class Seen:
    """What the patterns read, why other phrases mean nothing (guards, families), and whether it is mere talk.

    `sums` are what hints add up to. `calm` says that the whole message is ordinary talk, or to be asked about at the
    most.
    """

    readings: tuple[Reading, ...]
    sums: tuple[Reading, ...]
    dismissed: tuple[str, ...]
    talk: bool
    calm: Calm | None = None


class Matcher:
    """All families of all languages, ready to read canonical words."""

    def __init__(self) -> None:
        self._by_word: dict[str, list[_Finder]] = {}
        self._ordinary = Ordinary()

    def add(self, families: Iterable[Family], groups: Groups) -> None:
        """Compile families, with the groups of their language. Raises PhraseError."""
        tests: dict[str, GuardTest] = {}
        for family in families:
            if family.calm:
                for text in family.phrases:
                    self._ordinary.add(text, groups, family.calm)
                continue
            for guard in family.guards:
                if guard.name not in tests:
                    tests[guard.name] = guard_test(guard, groups)
            guards = tuple(tests[guard.name] for guard in family.guards)
            for text in family.phrases:
                self._add(family, text, groups, guards, None)
            for number, cue in enumerate(family.cues):
                for text in cue:
                    self._add(family, text, groups, guards, number)

    def _add(self, family: Family, text: str, groups: Groups, guards: tuple[GuardTest, ...], cue: int | None) -> None:
        phrase = parse(text, groups)
        if not phrase.needs:
            raise PhraseError(f"{text!r} has no word that must occur")
        finder = _Finder(family, re.compile(phrase.source + "(?= )"), guards, cue)
        for word in phrase.needs:
            self._by_word.setdefault(word, []).append(finder)

    def look(self, words: list[str]) -> Seen:
        """Return what the canonical words of a message are read as, guards heeded, hints added up."""
        whole = f" {' '.join(words)} "
        matched = [
            replace(one, place=place)
            for place, sentence in _sentences(words)
            for one in self._sentence(sentence, whole)
        ]
        matched += self._cues(set(words), whole)
        found = [one for one in matched if one.level != "none"]
        readings = [
            _reading(one.family.name, one.level, one.family.kind, one.guard) for one in found if one.level != "hint"
        ]
        dismissed = [one.guard or one.family.name for one in matched if one.level == "none"]
        talk = any(one.level == "none" and one.guard is None for one in matched)
        calm = self._ordinary.calm(words)
        return Seen(tuple(readings), _together(found), tuple(dict.fromkeys(dismissed)), talk, calm)

    def _sentence(self, words: tuple[str, ...], whole: str) -> Iterator[_Found]:
        finders = {id(finder): finder for word in set(words) for finder in self._by_word.get(word, ())}
        text = f" {' '.join(words)} "
        for finder in finders.values():
            if finder.cue is not None:
                continue
            for match in finder.expression.finditer(text):
                pause = " ," if match[0].startswith(" ,") else ""
                before = text[: match.start()] + pause + " "
                span = Span(before, match[0].removeprefix(" ,") + " ", text[match.end() :], whole)
                if (found := _read(finder, span)) is not None:
                    yield found

    def _cues(self, words: set[str], whole: str) -> Iterator[_Found]:
        """Yield the families whose cues all stand somewhere in the message."""
        seen: dict[str, dict[int, _Finder]] = {}
        for finder in {id(one): one for word in words for one in self._by_word.get(word, ())}.values():
            if finder.cue is not None and finder.expression.search(whole):
                seen.setdefault(finder.family.name, {})[finder.cue] = finder
        for cues in seen.values():
            finder = next(iter(cues.values()))
            found = _read(finder, Span("", whole, "", whole)) if len(cues) == len(finder.family.cues) else None
            if found is not None:
                yield found


def _sentences(words: list[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield each different sentence once, long ones in windows, and where it begins."""
    seen: set[tuple[str, ...]] = set()
    start = 0
    for end in [*(index for index, word in enumerate(words) if word == "."), len(words)]:
        for left in range(start, max(end, start + 1), _STEP):
            part = tuple(words[left : min(end, left + _WINDOW)])
            if part and part not in seen:
                seen.add(part)
                yield left, part
            if left + _WINDOW >= end:
                break
        start = end + 1


def _read(finder: _Finder, span: Span) -> _Found | None:
    """Return a match after its guards; its level is "none" where a guard says that it means nothing."""
    held = [test.guard for test in finder.guards if test.holds(span)]
    if not held:
        return _Found(finder.family, finder.family.level, None)
    guard = min(held, key=lambda guard: _ORDER[guard.effect])
    if finder.family.level == "hint":
        return None
    if guard.effect == "nothing":
        return _Found(finder.family, "none", guard.name)
    level: Level = "possible" if guard.effect == "possible" else guard.effect
    if finder.family.level == "concern_for_other":
        level = "concern_for_other"
    return _Found(finder.family, level, guard.name)


def _reading(name: str, risk: Risk, kind: Kind | None, guard: str | None) -> Reading:
    because = f"patterns: {name}" + (f", {guard}" if guard else "")
    return Reading(risk, None if risk == "concern_for_other" else kind, _SCORES[risk], because)


def _together(found: list[_Found]) -> tuple[Reading, ...]:
    """Add up hints and possible readings about the writer that stand near each other, each family once."""
    counted = sorted(
        (one for one in found if one.family.kind == "self" and one.level in _POINTS), key=lambda one: one.place
    )
    sums = (
        _sum([one for one in counted[first:] if one.place - begin.place <= _NEARBY])
        for first, begin in enumerate(counted)
    )
    return tuple(dict.fromkeys(reading for reading in sums if reading is not None))


def _sum(found: list[_Found]) -> Reading | None:
    points: dict[str, int] = {}
    for one in found:
        points[one.family.name] = max(points.get(one.family.name, 0), _POINTS[one.level])
    total = sum(points.values())
    if len(points) < 2 or total < _POSSIBLE_FROM:
        return None
    risk: Risk = "crisis" if total >= _CRISIS_FROM else "possible"
    return Reading(risk, "self", _SCORES[risk], "patterns: " + " + ".join(sorted(points)))
