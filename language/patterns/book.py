"""Reads the pattern files: en/ and es/, plain text that a clinician can read and correct.

groups.txt     `want to = want to|would like to`           words that mean the same, used as {want_to}
guards.txt     `## denied | nothing`, then `before: not`   when a phrase does not mean what it says, and its places
               `whole = denied, quoted`                    a set of guards under one name
other files    `## wish to die | crisis | self | whole`    a family: name, reading, kind or -, guards; a phrase a line
               `## mere words | none | - | -`              what only sounds like danger
               `## agreement | ordinary | - | -`           phrases that, one after the other, make a whole message
               `## pills, plainly | asked | - | -`         the same, but the screen asks where a layer is alarmed
               `1: quit drinking`, `2: {shaking}`          cues: one phrase of each number somewhere in the message

A line that begins with a space goes on with the line above; one that begins with # is a remark.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, get_args

from language.patterns.family import CALMS, EFFECTS, PLACES, Family, Guard, Level, Place
from language.patterns.phrase import Groups
from language.reading import KINDS

_CUE: Final = re.compile(r"\d:")
_FOLDER: Final = Path(__file__).parent
_LEVELS: Final = (*get_args(get_args(Level)[0]), "hint")


class BookError(ValueError):
    """A pattern file is missing or not written as it should be."""


@dataclass(frozen=True)
class Book:
    """One language's families and the groups that their phrases use."""

    families: tuple[Family, ...]
    groups: Groups


def read_book(language: str) -> Book:
    """Read all pattern files of one language ("en", "es"). Raises BookError."""
    folder = _FOLDER / language
    guards = _guards(folder / "guards.txt", language)
    families = [
        family
        for path in sorted(folder.glob("*.txt"))
        if path.name not in ("groups.txt", "guards.txt")
        for family in _families(path, language, guards)
    ]
    if not families:
        raise BookError(f"no patterns for {language}")
    return Book(tuple(families), _groups(folder / "groups.txt"))


def _lines(path: Path) -> list[str]:
    """Return a file's lines without remarks, continued lines put together."""
    found: list[str] = []
    for line in _without_accents(path.read_text(encoding="utf-8")).splitlines():
        if (line.startswith("#") and not line.startswith("##")) or not line.strip():
            continue
        if line.startswith(" ") and found:
            found[-1] += ("" if found[-1].endswith("|") or line.strip().startswith("|") else " ") + line.strip()
        else:
            found.append(line.strip())
    return found


def _without_accents(text: str) -> str:
    """Write text as canonical words are written; pattern files may keep their accents."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")


def _groups(path: Path) -> dict[str, str]:
    groups = {}
    for line in _lines(path):
        name, _, phrases = line.partition("=")
        groups[name.strip()] = phrases.strip()
    return groups


def _sections(lines: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield each section's heading, split at its bars, and its lines."""
    heading: list[str] | None = None
    body: list[str] = []
    for line in lines:
        if line.startswith("##"):
            if heading is not None:
                yield heading, body
            heading, body = [part.strip() for part in line[2:].split("|")], []
        else:
            body.append(line)
    if heading is not None:
        yield heading, body


def _guards(path: Path, language: str) -> dict[str, tuple[Guard, ...]]:
    """Return guards by name, and sets of guards by theirs."""
    lines = _lines(path)
    named: dict[str, tuple[Guard, ...]] = {
        heading[0]: (_guard(heading, body, language),) for heading, body in _sections(lines) if heading[0] != "sets"
    }
    for heading, body in _sections(lines):
        if heading[0] == "sets":
            for line in body:
                name, _, members = line.partition("=")
                named[name.strip()] = tuple(guard for member in members.split(",") for guard in _named(member, named))
    return named


def _named(name: str, guards: Mapping[str, tuple[Guard, ...]]) -> tuple[Guard, ...]:
    if name.strip() not in guards:
        raise BookError(f"no guard is called {name.strip()!r}")
    return guards[name.strip()]


def _guard(heading: list[str], body: list[str], language: str) -> Guard:
    name, effect = heading[0], next((effect for effect in EFFECTS if effect == heading[1]), None)
    if effect is None:
        raise BookError(f"guard {name!r} has no effect")
    places: dict[Place, tuple[str, ...]] = {}
    who = None
    for line in body:
        where, _, phrase = line.partition(":")
        place = next((place for place in PLACES if place == where), None)
        if where == "who":
            who = "near" if phrase.strip() == "near" else "on call"
        elif place is None:
            raise BookError(f"guard {name!r} has no place {where!r}")
        else:
            places[place] = (*places.get(place, ()), phrase.strip())
    return Guard(f"{language}.{name}", effect, places, "near" if who == "near" else "on call" if who else None)


def _families(path: Path, language: str, guards: Mapping[str, tuple[Guard, ...]]) -> Iterator[Family]:
    for heading, body in _sections(_lines(path)):
        if len(heading) != 4:
            raise BookError(f"{path.name}: a family needs name, reading, kind and guards: {heading}")
        name, reading, kind_name, guard_names = heading
        calm = next((calm for calm in CALMS if calm == reading), None)
        level: Level | None = "none" if calm else next((level for level in _LEVELS if level == reading), None)
        kind = next((kind for kind in KINDS if kind == kind_name), None)
        if level is None or (kind is None and kind_name != "-"):
            raise BookError(f"{path.name}: no such reading or kind: {heading}")
        held = tuple(guard for part in guard_names.split(",") if part.strip() != "-" for guard in _named(part, guards))
        phrases = tuple(line for line in body if not _CUE.match(line))
        cues = _cues(line for line in body if _CUE.match(line))
        yield Family(f"{language}.{name}", level, kind, phrases, cues, held, calm)


def _cues(lines: Iterator[str]) -> tuple[tuple[str, ...], ...]:
    cues: dict[str, tuple[str, ...]] = {}
    for line in lines:
        number, _, phrase = line.partition(":")
        cues[number] = (*cues.get(number, ()), phrase.strip())
    return tuple(cues[number] for number in sorted(cues))
