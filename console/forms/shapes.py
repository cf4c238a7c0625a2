"""The shapes of fields, each with what is checked: nothing that is kept can run, mislead a link, or fill a page."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from wtforms import BooleanField, DateField, Form, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import Field
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import StopValidation, ValidationError

from storage.telephones import can_be_dialled
from words import LOCALES

LINE, TEXT = 200, 1200  # characters
MANY = 150  # choices; where there are more, one types the name
SUGGESTED = 50  # names
_PHONE = re.compile(r"[0-9+*#() ./,xext-]{3,40}", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@<>\"']{1,64}@[^\s@<>\"']{1,190}")
_HOURS = re.compile(r"24/7|(?:[01]\d|2[0-3]):[0-5]\d-(?:[01]\d|2[0-3]):[0-5]\d")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")

Check = Callable[[Form, Field], None]


@dataclass(frozen=True)
class Part:
    """One field of an entry: `shape` says how it is asked for and what may stand in it."""

    name: str
    shape: str
    needed: bool = False
    choices: Iterable[StrEnum] = ()


@dataclass(frozen=True)
class About:
    """What a template has to know of a field; `name` is looked up in words/names.yml."""

    name: str
    locale: str = ""
    rows: int = 3
    type: str = "text"
    is_named: bool = False


class Day(DateField):
    """A day, whose error is a word of ours."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was sent."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("day") from None


class Named(StringField):
    """One of many, given by its name: a list of thousands would fill the page. `data` is the id."""

    def __init__(self, options: Sequence[tuple[str, str]] = (), **given: Any) -> None:
        super().__init__(**given)
        self.options, self.typed = options, ""

    @property
    def suggestions(self) -> list[str]:
        """Names that hold what was typed, when it is none itself."""
        wanted = self.typed.casefold() if self.errors else ""
        return [label for _, label in self.options if wanted and wanted in label.casefold()][:SUGGESTED]

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read a name, or an id."""
        self.typed = valuelist[0].strip() if valuelist else ""
        wanted = self.typed.casefold()
        found = [id_ for id_, label in self.options if wanted in (id_, label.casefold())]
        self.data = found[0] if len(found) == 1 else ""

    def _value(self) -> str:
        return self.typed or next((label for id_, label in self.options if id_ == self.data), "")


def fields_of(kind: str, part: Part, options: Sequence[tuple[str, str]], country: str) -> dict[str, Any]:
    """Return the form fields of a part by name: two for what is said in both languages."""
    name = f"{kind}.{part.name}"
    checks: list[Check] = [_needed] if part.needed else []
    if part.shape in ("words", "line_words"):
        is_line, most = part.shape == "line_words", LINE if part.shape == "line_words" else TEXT
        made = StringField if is_line else TextAreaField
        return {
            f"{part.name}_{locale}": made(
                description=_about(name, locale),
                filters=[_tidy],
                validators=[*(checks if locale == "en" else []), _at_most(most)],
            )
            for locale in LOCALES
        }
    return {part.name: _single(part, name, checks, options, country)}


def _single(part: Part, name: str, checks: list[Check], options: Sequence[tuple[str, str]], country: str) -> Any:
    named = [SelectChoice(each.value, f"{part.name}.{each.value}") for each in part.choices]
    if part.shape == "flag":
        return BooleanField(description=_about(name))
    if part.shape == "day":
        return Day(description=_about(name, type="date"), validators=[_day])
    if part.shape == "choice":
        return SelectField(
            description=_about(name, is_named=True), choices=named, validate_choice=False, validators=[_known]
        )
    if part.shape == "choices":
        return SelectMultipleField(
            description=_about(name), choices=named, validate_choice=False, validators=[*checks, _known]
        )
    if part.shape == "one_of" and len(options) > MANY:
        return Named(options=options, description=_about(name), validators=[_named, *checks])
    if part.shape == "one_of":
        blank = [] if part.needed else [("", "–")]
        known = [SelectChoice(*each) for each in (*blank, *options)]
        return SelectField(description=_about(name), choices=known, validate_choice=False, validators=[*checks, _known])
    if part.shape in ("messages", "text"):
        rows = 10 if part.shape == "messages" else 3
        most = _at_most(6 * TEXT if part.shape == "messages" else TEXT)
        return TextAreaField(description=_about(name, rows=rows), filters=[_tidy], validators=[*checks, most])
    shape = {"phone": _dialled(country), "email": _matches(_EMAIL, "email"), "url": _url, "tongues": _tongues}
    shape["hours"] = _matches(_HOURS, "hours")
    extra = [shape[part.shape]] if part.shape in shape else []
    return StringField(description=_about(name), filters=[_tidy], validators=[*checks, _at_most(LINE), *extra])


def _about(name: str, locale: str = "", rows: int = 3, type: str = "text", is_named: bool = False) -> Any:
    """Return what WTForms carries to the template in the place of a description."""
    return About(name, locale, rows, type, is_named)


def tongues(text: str) -> list[str]:
    """Return the language codes of a line."""
    return [each for each in re.split(r"[\s,;]+", text.strip().lower()) if each]


def _tidy(value: str | None) -> str:
    """Drop what cannot be seen; what is left is kept as it was written."""
    return _UNSEEN.sub("", value or "").replace("\r\n", "\n").strip()


def _named(form: Form, field: Any) -> None:
    if field.typed and not field.data:
        raise StopValidation("choice")


def _needed(form: Form, field: Field) -> None:
    if not field.data:
        raise ValidationError("needed")


def _day(form: Form, field: Field) -> None:
    if field.data is None and not field.process_errors:
        raise ValidationError("day")


def _known(form: Form, field: Any) -> None:
    known = {str(choice.value) for choice in field.choices}
    if not known.issuperset(field.data if isinstance(field.data, list) else [str(field.data)]):
        raise ValidationError("choice")


def _at_most(most: int) -> Check:
    def check(form: Form, field: Field) -> None:
        if len(field.data or "") > most:
            raise ValidationError("long")

    return check


def _matches(pattern: re.Pattern[str], error: str) -> Check:
    def check(form: Form, field: Field) -> None:
        if field.data and not pattern.fullmatch(field.data):
            raise ValidationError(error)

    return check


def _dialled(country: str) -> Check:
    def check(form: Form, field: Field) -> None:
        if field.data and not (_PHONE.fullmatch(field.data) and can_be_dialled(field.data, country)):
            raise ValidationError("phone")

    return check


def _url(form: Form, field: Field) -> None:
    if field.data and not re.fullmatch(r"https?://[^\s<>\"']+", field.data):
        raise ValidationError("url")


def _tongues(form: Form, field: Field) -> None:
    given = tongues(field.data or "")
    if not given or not all(_LANGUAGE.fullmatch(each) for each in given):
        raise ValidationError("tongues")
