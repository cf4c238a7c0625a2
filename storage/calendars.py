"""Availability from an iCalendar file (RFC 5545): recurring events, exceptions and time zones become slots.

An event is a time at which somebody can be met: one slot, or as many of `minutes` as fit. Which service and how is
said by the properties X-CODE4-SERVICE and X-CODE4-MODALITY, else by a category or the summary (a service's id or
name; phone, video, in person), else by what the caller says holds for the whole file.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar import Calendar
from sqlalchemy import Connection, select, update

from care.directory import Modality, Service, Slot, SlotState
from care.schedules import slot_id
from storage.errors import StorageError
from storage.slots import add_slots
from storage.tables.slots import slots

Event = Any  # each property of icalendar's is a union of everything that a property may be
AHEAD = timedelta(weeks=26)
MOST = 5_000  # slots of one file


class CalendarError(StorageError):
    """The file is no calendar that can be read; says why."""


@dataclass(frozen=True)
class Choice:
    """What holds for events that do not say it themselves; `minutes` cuts long events into slots."""

    service: str | None = None
    modality: Modality | None = None
    minutes: int | None = None


@dataclass
class Availability:
    """What a calendar offers ahead: slots, instants that were called off, and events that could not be taken."""

    slots: list[Slot] = field(default_factory=list)
    called_off: list[Slot] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)  # number of the event, from 1, and why


@dataclass(frozen=True)
class Taken:
    """What an import did: new slots, those withdrawn, and called-off ones that an officer holds or has booked."""

    new: int
    withdrawn: int
    promised: int


def read_calendar(
    content: bytes, services: Iterable[Service], choice: Choice, now: datetime, timezone: str
) -> Availability:
    """Return the slots ahead, within `AHEAD`; times without a zone are of `timezone`. Raises CalendarError."""
    try:
        calendars = Calendar.from_ical(content, multiple=True)
        events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    except (ValueError, IndexError, KeyError):
        raise CalendarError("this is no iCalendar file") from None
    if not events:
        raise CalendarError("the calendar holds no event")
    reader = _Reader(_known(services), choice, now, ZoneInfo(timezone))
    return reader.read(events)


def take(connection: Connection, found: Availability) -> Taken:
    """Publish the slots, and withdraw called-off ones that nobody holds; a promised one stays as it is."""
    new = add_slots(connection, found.slots)
    withdrawn = promised = 0
    for slot in found.called_off:
        free = update(slots).where(slots.c.id == slot.id, slots.c.state == SlotState.FREE)
        if connection.execute(free.values(state=SlotState.UNAVAILABLE)).rowcount:
            withdrawn += 1
        else:
            state = connection.execute(select(slots.c.state).where(slots.c.id == slot.id)).scalar()
            promised += state in (SlotState.HELD, SlotState.BUSY)
    return Taken(new, withdrawn, promised)


def _known(services: Iterable[Service]) -> dict[str, Service]:
    known: dict[str, Service] = {}
    for service in services:
        for name in (service.id, service.name.en, service.name.es):
            if name:
                known.setdefault(name.strip().casefold(), service)
    return known


@dataclass
class _Reader:
    known: Mapping[str, Service]
    choice: Choice
    now: datetime
    zone: ZoneInfo
    found: Availability = field(default_factory=Availability)

    def read(self, events: list[Event]) -> Availability:
        moved = {
            (str(event.get("UID")), self._instant(event["RECURRENCE-ID"].dt))
            for event in events
            if _is_exception(event)
        }
        for number, event in enumerate(events, 1):
            try:
                self._event(event, moved)
            except CalendarError as error:
                self.found.refused.append((number, str(error)))
            except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
                self.found.refused.append((number, "its times cannot be read"))
        if len(self.found.slots) > MOST:
            raise CalendarError(f"the calendar gives more than {MOST} slots")
        return self.found

    def _event(self, event: Event, moved: set[tuple[str, datetime]]) -> None:
        service = self._service(event)
        modality = self._modality(event, service)
        if not isinstance(event["DTSTART"].dt, datetime):
            raise CalendarError("it lasts whole days: an appointment needs times")
        length = _length(event)
        if not timedelta(minutes=5) <= length <= timedelta(hours=24):
            raise CalendarError("it must last from 5 minutes to 24 hours")
        uid = str(event.get("UID"))
        is_off = str(event.get("STATUS", "")).upper() == "CANCELLED" or str(event.get("TRANSP", "")) == "TRANSPARENT"
        for start, excluded in self._starts(event):
            replaced = not _is_exception(event) and (uid, start) in moved
            made = [
                Slot(slot_id(service.id, at, modality), service.id, at, at + each, modality, SlotState.FREE)
                for at, each in self._cut(start, length)
            ]
            (self.found.called_off if is_off or excluded or replaced else self.found.slots).extend(made)

    def _starts(self, event: Event) -> Iterator[tuple[datetime, bool]]:
        """Yield each start ahead, and whether an exception takes it out; a rule goes by the wall clock."""
        first = event["DTSTART"].dt
        local = first if first.tzinfo else first.replace(tzinfo=self.zone)
        wall, zone = local.replace(tzinfo=None), local.tzinfo
        starts = {wall}
        if "RRULE" in event and not _is_exception(event):
            rule = rrulestr(_rule(event["RRULE"], zone), dtstart=wall)
            begin = self.now.astimezone(zone).replace(tzinfo=None)
            starts |= set(rule.between(begin - timedelta(days=1), begin + AHEAD, inc=True))
        starts |= {each.astimezone(zone).replace(tzinfo=None) for each in self._dates(event, "RDATE", wall)}
        without = {self._instant(each) for each in self._dates(event, "EXDATE", wall)}
        for start in sorted(starts):
            instant = start.replace(tzinfo=zone).astimezone(UTC)
            exists = instant.astimezone(zone).replace(tzinfo=None) == start
            if exists and self.now < instant <= self.now + AHEAD:
                yield instant, instant in without

    def _dates(self, event: Event, name: str, wall: datetime) -> Iterator[datetime]:
        given = event.get(name, [])
        for group in given if isinstance(given, list) else [given]:
            for each in group.dts:
                moment = each.dt
                if not isinstance(moment, datetime):  # a day: the event's own time on it
                    moment = datetime.combine(moment, wall.time())
                yield moment if moment.tzinfo else moment.replace(tzinfo=_zone_of(event, self.zone))

    def _cut(self, start: datetime, length: timedelta) -> Iterator[tuple[datetime, timedelta]]:
        """Yield the slots of one event: itself, or as many of the wanted minutes as fit."""
        each = timedelta(minutes=self.choice.minutes) if self.choice.minutes else length
        while length >= each:
            yield start, each
            start, length = start + each, length - each

    def _instant(self, moment: date) -> datetime:
        if not isinstance(moment, datetime):
            moment = datetime.combine(moment, time())
        return (moment if moment.tzinfo else moment.replace(tzinfo=self.zone)).astimezone(UTC)

    def _service(self, event: Event) -> Service:
        named = _said(event, "X-CODE4-SERVICE")
        for name in (*named, *_categories(event), *_said(event, "SUMMARY")):
            if service := self.known.get(name.strip().casefold()):
                return service
        if named:  # what an event says outright is not put aside for what holds for the whole file
            raise CalendarError("it names no service of the directory")
        if self.choice.service and (service := self.known.get(self.choice.service.strip().casefold())):
            return service
        raise CalendarError("it names no service of the directory")

    def _modality(self, event: Event, service: Service) -> Modality:
        words = (*_said(event, "X-CODE4-MODALITY"), *_categories(event), *_said(event, "LOCATION"))
        said = (word.strip().casefold().replace(" ", "_").replace("-", "_") for word in words)
        modality = next((Modality(word) for word in said if word in list(Modality)), self.choice.modality)
        if modality is None and len(service.modalities) == 1:
            modality = service.modalities[0]
        if modality is None or not service.offers(modality):
            raise CalendarError("it does not say one of the service's ways to meet: phone, video or in person")
        return modality


def _is_exception(event: Event) -> bool:
    return "RECURRENCE-ID" in event


def _length(event: Event) -> timedelta:
    if "DURATION" in event:
        return timedelta(seconds=event["DURATION"].dt.total_seconds())
    return timedelta(seconds=(event["DTEND"].dt - event["DTSTART"].dt).total_seconds())


def _zone_of(event: Event, zone: ZoneInfo) -> Any:
    return event["DTSTART"].dt.tzinfo or zone


def _rule(given: Any, zone: Any) -> str:
    """Return rules for the wall clock: an UNTIL in UTC is brought into the event's zone."""
    lines = []
    for each in given if isinstance(given, list) else [given]:
        rule = dict(each)
        until = rule.get("UNTIL", [None])[0]
        if isinstance(until, datetime) and until.tzinfo:
            each["UNTIL"] = [until.astimezone(zone).replace(tzinfo=None)]
        lines.append(f"RRULE:{each.to_ical().decode()}")
    return "\n".join(lines)


def _said(event: Event, name: str) -> list[str]:
    return [str(event[name])] if name in event else []


def _categories(event: Event) -> list[str]:
    given = event.get("CATEGORIES", [])
    groups = given if isinstance(given, list) else [given]
    return [str(name) for group in groups for name in group.cats]
