"""An entry as an officer sees it in the chat: the bot's own words, filled by the same code."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from cards import service_parts, slot_parts, terms
from care.directory import Audience, Informs, Modality, Organisation, ProviderKind, Service, Status, Tag, Text
from care.names import OrganisationId, ServiceId
from care.slots import HOLD_FOR
from console import helplines
from console.visits import Visit
from lines import LinesError
from storage import directory, slots
from storage.editing import Content
from words import Said, Words

TEXTS = ("name", "description", "fees_description", "eligibility_description", "must_report", "confidentiality")


def bubbles(visit: Visit, connection: Connection, kind: str, entry: str, content: Content, locale: str) -> list[Said]:
    """Return the messages in which an officer meets the entry, in a language."""
    if kind == "article":
        return _article(visit.house.words, content)
    if kind == helplines.KIND:
        return _helpline(visit, entry, content, locale)
    if kind == "organisation":
        return [Said(each.text) for each in _organisation(visit, connection, entry, content, locale)]
    if kind == "contact":
        return []  # for coordinators alone
    if kind == "location":
        return _location(visit.house.words, content, locale)
    return _service(visit, connection, service_of(connection, entry, content), locale)


def service_of(connection: Connection, entry: str, content: Content) -> Service:
    """Return a content as a service, for the words and for what is checked of it."""
    known = {each.id: each for each in directory.all_organisations(connection)}
    unknown = Organisation(OrganisationId(""), "", Text(""), "", "", "", "", False, None)
    values: dict[str, Any] = {**content, **{name: Text(**content[name]) for name in TEXTS}}
    values |= {
        "id": ServiceId(entry),
        "organisation": known.get(content["organisation"], unknown),
        "provider_kind": ProviderKind(content["provider_kind"]),
        "modalities": tuple(Modality(each) for each in content["modalities"]),
        "languages": tuple(content["languages"]),
        "audience": tuple(Audience(each) for each in content["audience"]),
        "tags": tuple(Tag(each) for each in content["tags"]),
        "location": directory.location(connection, content["location"]) if content["location"] else None,
        "informs_department": Informs(content["informs_department"]),
        "assured_date": date.fromisoformat(content["assured_date"]),
        "status": Status(content["status"]),
    }
    return Service(**values)


def _service(visit: Visit, connection: Connection, service: Service, locale: str) -> list[Said]:
    words = visit.house.words
    free = slots.free_slots(connection, visit.now, [service.id], at_most=1)
    start = free[0].start if free else _an_evening(visit)
    modality = free[0].modality if free else service.modalities[0]
    when = _when(words, start, visit, locale)
    parts = slot_parts(words, locale, when, service, modality)
    minutes = int(HOLD_FOR.total_seconds() // 60)
    said = [
        Said(words.text("slot_line", locale, number=1, **parts)),
        Said(words.text("utter_held", locale, **parts, minutes=minutes)),
        Said(words.text("utter_terms", locale, **terms(words, locale, service))),
    ]
    if service.is_stale(visit.today):
        said.append(Said(words.text("utter_stale", locale, date=_day(words, service.assured_date, locale))))
    return [*said, Said(words.text("service_line", locale, **service_parts(service, locale)))]


def _organisation(visit: Visit, connection: Connection, entry: str, content: Content, locale: str) -> list[Said]:
    """Show an organisation in the first of its services."""
    theirs = directory.all_services(connection, of=entry)
    if not theirs:
        return []
    description = Text(**content["description"])
    shown = replace(theirs[0].organisation, **{**content, "description": description})
    return _service(visit, connection, replace(theirs[0], organisation=shown), locale)


def _article(words: Words, content: Content) -> list[Said]:
    locale = content["locale"]
    said = [Said(words.text("utter_article", locale, body=body)) for body in content["messages"]]
    reviewed = _day(words, date.fromisoformat(content["reviewed_on"]), locale)
    return [*said, Said(words.text("utter_article_source", locale, source=content["source"], date=reviewed))]


def _helpline(visit: Visit, entry: str, content: Content, locale: str) -> list[Said]:
    """Show all the numbers as an officer asks for them; none, when no line would be left that always answers."""
    try:
        lines = helplines.with_entry(visit.house, entry, content)
    except LinesError:
        return []
    words = Words(visit.house.words.responses, lines, visit.house.words.operator)
    return [words.say("utter_crisis_lines", locale)]


def _location(words: Words, content: Content, locale: str) -> list[Said]:
    directions = Text(**content["directions"]).say(locale)
    said = ", ".join(text for text in (content["address"], directions) if text).rstrip(".")
    return [Said(said or words.text("unknown", locale))]


def _an_evening(visit: Visit) -> datetime:
    """Return an example, where nothing is free: tomorrow at six."""
    local = visit.now.astimezone(visit.zone) + timedelta(days=1)
    return local.replace(hour=18, minute=0, second=0, microsecond=0)


def _when(words: Words, instant: datetime, visit: Visit, locale: str) -> str:
    local = instant.astimezone(visit.zone)
    names: Mapping[str, object] = {
        "weekday": words.text("word_weekdays", locale).split()[local.weekday()],
        "month": words.text("word_months", locale).split()[local.month - 1],
    }
    return words.text("when", locale, day=local.day, time=f"{local:%H:%M}", **names)


def _day(words: Words, day: date, locale: str) -> str:
    month = words.text("word_months", locale).split()[day.month - 1]
    return words.text("date", locale, day=day.day, month=month, year=day.year)
