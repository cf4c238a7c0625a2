"""The words of the console: English stands in the templates, fields and choices in YAML, Spanish beside them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Tongue:
    """Translates a phrase of a template, names fields and choices, and says what reading a file noted."""

    spanish: Mapping[str, str]
    named: Mapping[str, Mapping[str, str]]
    notes: Mapping[re.Pattern[str], str] = field(default_factory=dict)

    def say(self, locale: str, phrase: str, /, **values: object) -> str:
        """Return a phrase in a language, in English when nobody translated it, with its `{names}` filled."""
        said = self.spanish.get(phrase, phrase) if locale == "es" else phrase
        return said.format(**values) if values else said

    def name(self, locale: str, key: str) -> str:
        """Return the name of a field or a choice, such as `service.owner`; the last part where none is written."""
        found = self.named.get(key)
        return found.get(locale) or found["en"] if found else key.rsplit(".", 1)[-1].replace("_", " ")

    def note(self, locale: str, said: str) -> str:
        """Return what reading a file said, in a language; as it was said when nobody translated it."""
        matches = ((pattern.fullmatch(said), spanish) for pattern, spanish in self.notes.items())
        found = next(((match, spanish) for match, spanish in matches if match), None) if locale == "es" else None
        return found[1].format(*found[0].groups()) if found else said


def load_tongue() -> Tongue:
    """Read the words; raises OSError or yaml.YAMLError."""
    spanish = {str(key): str(value) for key, value in _read("es.yml").items()}
    notes = {_pattern(key): str(value) for key, value in _read("notes.yml").items()}
    return Tongue(spanish, _flat(_read("names.yml")), notes)


def _read(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text("utf-8"))


def _pattern(note: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\{\d\\}", "(.+)", re.escape(note)), re.DOTALL)


def _flat(tree: Mapping[str, Any], above: str = "") -> dict[str, dict[str, str]]:
    """Return the leaves, which have a text in `en`, by their path."""
    leaves: dict[str, dict[str, str]] = {}
    for key, value in tree.items():
        if isinstance(value.get("en"), str):  # a language may be named `en` itself
            leaves[f"{above}{key}"] = {locale: str(text) for locale, text in value.items()}
        else:
            leaves |= _flat(value, f"{above}{key}.")
    return leaves
