"""The words to officers: reads the responses of domain.yml, for whoever speaks without Rasa."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from lines import Line, Lines, OwnLines, load_lines

LOCALES = ("en", "es")
_GAP = re.compile(r"\n{3,}")  # where a variable had nothing to say
_VARIABLE = re.compile(r"{([a-z_]+)}")


class MissingWords(Exception):
    """Something that must be sayable is not: names the responses, never a person's text."""


@dataclass(frozen=True)
class Button:
    """A button under a message; the id is stable, the title is in the officer's language."""

    id: str
    title: str
    payload: str


@dataclass(frozen=True)
class Said:
    """A message ready to be sent."""

    text: str
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True)
class Response:
    """A response of domain.yml in one language, with its variables still open."""

    text: str
    buttons: tuple[Button, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)

    def variables(self) -> set[str]:
        """Return the names of the variables in text and buttons."""
        return set(_VARIABLE.findall(self.text + "".join(button.title for button in self.buttons)))

    @cached_property
    def all_variables(self) -> frozenset[str]:
        """The same with those of the payloads."""
        return frozenset(self.variables()) | set(_VARIABLE.findall("".join(each.payload for each in self.buttons)))


class Words:
    """All responses by name and language, with what this installation always knows (operator, helplines)."""

    def __init__(self, responses: Mapping[str, Mapping[str, Response]], lines: Lines | OwnLines, operator: str) -> None:
        self.responses = responses
        self._lines = lines
        self.operator = operator

    @property
    def lines(self) -> Lines:
        """The helplines as they are at this moment."""
        return self._lines.now() if isinstance(self._lines, OwnLines) else self._lines

    @property
    def packaged(self) -> Lines:
        """The helplines that came with the program."""
        return self._lines.packaged if isinstance(self._lines, OwnLines) else self._lines

    def standing(self, locale: str, at: datetime | None = None) -> dict[str, str]:
        """Return the variables that need no turn: `operator`, and those of `Lines.variables` at a local time."""
        known = _known(locale)
        lines = self.lines.variables(known, at, lambda line, answers: self._says(known, line, answers))
        return {"operator": self.operator, **lines}

    def say(self, name: str, locale: str, at: datetime | None = None, /, **variables: object) -> Said:
        """Return the response with its variables filled; raises MissingWords for an unknown name.

        `at` is the local time by which a helpline "answers now" or "opens 08:00".
        """
        response = self.response(name, locale)
        values = {key: str(value) for key, value in variables.items()}
        if not response.all_variables <= values.keys():
            values = self.standing(locale, at) | values
        buttons = (Button(b.id, _fill(b.title, values), _fill(b.payload, values)) for b in response.buttons)
        return Said(_GAP.sub("\n\n", _fill(response.text, values)).strip(), tuple(buttons))

    def text(self, name: str, locale: str, /, **variables: object) -> str:
        """Return only the text of `say`."""
        return self.say(name, locale, None, **variables).text

    def response(self, name: str, locale: str) -> Response:
        """Return the response in this language, else in English; raises MissingWords."""
        versions = self.responses.get(name, {})
        try:
            return versions.get(_known(locale)) or versions["en"]
        except KeyError:
            raise MissingWords(name) from None

    def require(self, names: Iterable[str], given: Iterable[str] = ()) -> None:
        """Raise MissingWords unless each name can be said in each language with the `given` variables."""
        wanted = list(names)
        known = set(given) | set(self.standing("en"))
        missing = [
            f"{name} ({locale})"
            for name in wanted
            for locale in LOCALES
            if locale not in self.responses.get(name, {})
            or self.responses[name][locale].variables() - known
            or not self.say(name, locale).text
        ]
        if missing:
            raise MissingWords(", ".join(missing))

    def unsigned(self) -> list[str]:
        """Return the names of the crisis texts that no clinician has reviewed."""
        return sorted({name for name, r in self._signed() if r.metadata["reviewer"] == "none"})

    def altered(self) -> list[str]:
        """Return the names of the crisis texts whose text is no longer the one that was signed."""
        return sorted({name for name, r in self._signed() if r.metadata["hash"] != text_hash(r)})

    def _says(self, locale: str, line: Line, answers: bool) -> str:
        versions = self.responses.get("line_answers" if answers else "line_opens", {})
        return _fill(versions[locale].text, {"opens": line.opens}) if locale in versions else ""

    def _signed(self) -> list[tuple[str, Response]]:
        return [(name, r) for name, versions in self.responses.items() for r in versions.values() if r.metadata]


def load_words(path: Path, country: str = "US", operator: str = "Code 4", own_lines: Path | None = None) -> Words:
    """Read domain.yml and, beside it, helplines/<country>.yml; raises MissingWords, LinesError or OSError.

    `own_lines` is where coordinators' helplines are looked for whenever one is said.
    """
    domain = yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    responses = {
        name: {_locale_of(version): _read(version) for version in reversed(versions)}
        for name, versions in (domain.get("responses") or {}).items()
    }
    if not responses:
        raise MissingWords("responses")
    lines = load_lines(path.parent / "helplines", country)
    return Words(responses, OwnLines(lines, own_lines) if own_lines else lines, operator)


def text_hash(response: Response) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of what is said, buttons included."""
    said = "\n".join([response.text.strip(), *(button.title for button in response.buttons)])
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _known(locale: str) -> str:
    return locale if locale in LOCALES else "en"


def _fill(text: str, values: Mapping[str, str]) -> str:
    return _VARIABLE.sub(lambda found: values.get(found[1], ""), text)


def _locale_of(version: Mapping[str, Any]) -> str:
    conditions = version.get("condition") or []
    return next((str(c["value"]) for c in conditions if c.get("name") == "locale"), "en")


def _read(version: Mapping[str, Any]) -> Response:
    buttons = tuple(
        Button(str(b.get("id", b["payload"])), str(b["title"]), str(b["payload"])) for b in version.get("buttons") or []
    )
    metadata = {key: str(value) for key, value in (version.get("metadata") or {}).items()}
    return Response(str(version.get("text", "")), buttons, metadata)
