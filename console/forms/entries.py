"""The form of each kind of directory entry, made from a list of its parts."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from starlette.datastructures import FormData
from wtforms import Form

from care.directory import WAYS, Audience, Informs, ProviderKind, Status, Tag
from console.forms.shapes import Part, fields_of, tongues
from storage.editing import Content
from words import LOCALES


class Locale(StrEnum):
    """The languages that officers are spoken to in."""

    EN = "en"
    ES = "es"


PARTS: Mapping[str, tuple[Part, ...]] = {
    "service": (
        Part("name", "line_words", needed=True),
        Part("organisation", "one_of", needed=True),
        Part("description", "words"),
        Part("provider_kind", "choice", choices=ProviderKind),
        Part("modalities", "choices", needed=True, choices=WAYS),
        Part("languages", "tongues", needed=True),
        Part("audience", "choices", needed=True, choices=Audience),
        Part("tags", "choices", choices=Tag),
        Part("location", "one_of"),
        Part("phone", "phone"),
        Part("url", "url"),
        Part("fees_description", "words"),
        Part("eligibility_description", "words"),
        Part("must_report", "words", needed=True),
        Part("confidentiality", "words"),
        Part("informs_department", "choice", choices=Informs),
        Part("fitness_evaluations", "flag"),
        Part("owner", "line", needed=True),
        Part("assured_date", "day"),
        Part("status", "choice", choices=Status),
    ),
    "organisation": (
        Part("name", "line", needed=True),
        Part("description", "words"),
        Part("phone", "phone"),
        Part("url", "url"),
        Part("email", "email"),
        Part("scope", "line"),
    ),
    "location": (
        Part("name", "line", needed=True),
        Part("address", "line", needed=True),
        Part("city", "line", needed=True),
        Part("directions", "words"),
        Part("accessibility", "words"),
    ),
    "contact": (
        Part("name", "line", needed=True),
        Part("organisation", "one_of", needed=True),
        Part("title", "line"),
        Part("department", "line"),
        Part("email", "email"),
        Part("phone", "phone"),
    ),
    "helpline": (
        Part("number", "line", needed=True),
        Part("text", "line_words", needed=True),
        Part("more", "line_words"),
        Part("hours", "hours", needed=True),
        Part("source", "line", needed=True),
        Part("is_peer", "flag"),
        Part("is_shown", "flag"),
    ),
    "article": (
        Part("locale", "choice", choices=Locale),
        Part("topic", "line", needed=True),
        Part("title", "line", needed=True),
        Part("messages", "messages", needed=True),
        Part("source", "line", needed=True),
        Part("reviewed_by", "line", needed=True),
        Part("reviewed_on", "day"),
    ),
}
Options = Mapping[str, list[tuple[str, str]]]


def entry_form(
    kind: str, options: Options, country: str, sent: FormData | None = None, content: Content | None = None
) -> Form:
    """Return the form of a kind, filled with what was sent, or with a content; `options` name what exists."""
    made: dict[str, Any] = {}
    for part in PARTS[kind]:
        made |= fields_of(kind, part, options.get(part.name, []), country)
    shape = type(f"{kind.title()}Form", (Form,), made)
    form: Form = shape(sent) if sent is not None else shape(data=_data(kind, content or {}))
    return form


def content_of(kind: str, form: Form) -> Content:
    """Return what a valid form says, as the row keeps it."""
    content: Content = {}
    for part in PARTS[kind]:
        if part.shape in ("words", "line_words"):
            content[part.name] = {locale: form[f"{part.name}_{locale}"].data for locale in LOCALES}
        else:
            content[part.name] = _value(part, form[part.name].data)
    return content


def _value(part: Part, data: Any) -> Any:
    if part.shape == "day":
        return data.isoformat() if isinstance(data, date) else None
    if part.shape == "tongues":
        return tongues(data)
    if part.shape == "messages":
        return [each.strip() for each in data.split("\n\n") if each.strip()]
    if part.shape == "one_of":
        return data or None
    return bool(data) if part.shape == "flag" else data


def _data(kind: str, content: Content) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for part in PARTS[kind]:
        value = content.get(part.name)
        if value is None:
            continue
        if part.shape in ("words", "line_words"):
            data |= {f"{part.name}_{locale}": value.get(locale, "") for locale in LOCALES}
        elif part.shape == "day":
            data[part.name] = date.fromisoformat(value)
        elif part.shape == "tongues":
            data[part.name] = ", ".join(value)
        else:
            data[part.name] = "\n\n".join(value) if part.shape == "messages" else value
    return data
