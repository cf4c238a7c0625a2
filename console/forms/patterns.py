"""The form that draws a pattern of times, and the single time."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import holidays
from starlette.datastructures import FormData
from wtforms import BooleanField, DateField, Form, IntegerField, SelectField, SelectMultipleField, TimeField
from wtforms.fields import Field
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import ValidationError

from care.directory import Modality, Schedule, Service
from care.names import ServiceId
from console.forms.shapes import About
from storage.patterns import WEEKS_AHEAD

COUNTRIES = {"US": "US", "UK": "GB", "CA": "CA", "AU": "AU"}


def _about(name: str, type: str = "text", is_named: bool = False) -> Any:
    return About(f"pattern.{name}", type=type, is_named=is_named)


def _there(form: Form, field: Field) -> None:
    if field.data in (None, []):
        field.process_errors = []
        raise ValidationError("needed")


def _offered(form: Form, field: Any) -> None:
    if field.data not in {each.value for each in field.choices}:
        raise ValidationError("choice")


def _minutes(least: int, most: int) -> Any:
    def check(form: Form, field: Field) -> None:
        if field.data is None or not least <= field.data <= most:
            field.process_errors = []
            raise ValidationError("minutes")

    return check


class PatternForm(Form):
    """Weekdays, hours, length and gap, from when until when."""

    weekdays = SelectMultipleField(
        description=_about("weekdays"),
        coerce=int,
        choices=[SelectChoice(each, f"weekday.{each}") for each in range(7)],
        validators=[_there],
    )
    opens_at = TimeField(description=_about("opens_at", "time"), validators=[_there])
    closes_at = TimeField(description=_about("closes_at", "time"), validators=[_there])
    minutes = IntegerField(description=_about("minutes", "number"), default=50, validators=[_minutes(10, 480)])
    gap = IntegerField(description=_about("gap", "number"), default=10, validators=[_minutes(0, 240)])
    modality = SelectField(description=_about("modality", is_named=True), validate_choice=False, validators=[_offered])
    first = DateField(description=_about("first", "date"), validators=[_there])
    last = DateField(description=_about("last", "date"), validators=[_there])
    holidays = BooleanField(description=_about("holidays"), default=True)

    def validate_closes_at(self, field: Field) -> None:
        """The end comes after the beginning."""
        if self.opens_at.data and field.data and field.data <= self.opens_at.data:
            raise ValidationError("order")

    def validate_last(self, field: Field) -> None:
        """The last day comes after the first, and within two years."""
        first, last = self.first.data, field.data
        if first and last and not first <= last <= first + timedelta(days=730):
            raise ValidationError("order")


class SlotForm(Form):
    """One time."""

    day = DateField(description=_about("day", "date"), validators=[_there])
    at = TimeField(description=_about("at", "time"), validators=[_there])
    minutes = IntegerField(description=_about("minutes", "number"), default=50, validators=[_minutes(10, 480)])
    modality = SelectField(description=_about("modality", is_named=True), validate_choice=False, validators=[_offered])


def pattern_form(service: Service, sent: FormData | None, today: date) -> PatternForm:
    """Return the form, empty or as it was sent, with the ways to meet that the service offers."""
    usual = {"opens_at": time(17), "closes_at": time(21), "first": today, "last": today + timedelta(days=90)}
    form = PatternForm(sent) if sent is not None else PatternForm(data=usual | {"weekdays": [1]})
    form.modality.choices = _offers(service)
    return form


def following_form(service: Service, pattern: Schedule, day: date) -> PatternForm:
    """Return the form filled with a pattern as it runs, to change it from a day on."""
    minutes, gap = (int(each.total_seconds() // 60) for each in (pattern.duration, pattern.gap))
    data = {"opens_at": pattern.opens_at, "closes_at": pattern.closes_at, "minutes": minutes, "gap": gap}
    data |= {"weekdays": [pattern.weekday], "modality": pattern.modality.value, "first": day}
    last = pattern.last or day + timedelta(days=90)
    form = PatternForm(data=data | {"last": max(last, day), "holidays": bool(pattern.without)})
    form.modality.choices = _offers(service)
    return form


def slot_form(service: Service, sent: FormData | None = None, **data: Any) -> SlotForm:
    """Return the form of a single time, with ids of their own: another form may stand on the same page."""
    form = SlotForm(sent) if sent is not None else SlotForm(data=data)
    form.modality.choices = _offers(service)
    for field in form:
        field.id = f"one-{field.id}"
    return form


def _offers(service: Service) -> list[Any]:
    return [SelectChoice(each.value, f"modalities.{each}") for each in Modality if service.offers(each)]


def patterns_of(form: PatternForm, service: ServiceId, timezone: str, country: str) -> Iterator[Schedule]:
    """Yield what a valid form draws: a pattern for each weekday."""
    first, last = form.first.data, form.last.data
    if first is None or last is None or form.opens_at.data is None or form.closes_at.data is None:
        return
    without = _holidays(country, first, last) if form.holidays.data else ()
    for weekday in form.weekdays.data or []:
        yield Schedule(
            service=service,
            weekday=weekday,
            opens_at=form.opens_at.data,
            closes_at=form.closes_at.data,
            duration=timedelta(minutes=form.minutes.data or 50),
            gap=timedelta(minutes=form.gap.data or 0),
            modality=Modality(form.modality.data),
            weeks=WEEKS_AHEAD,
            timezone=timezone,
            first=first,
            last=last,
            without=without,
        )


def instant_of(day: date, at: time, timezone: Any) -> datetime:
    """Return the instant of a local time."""
    return datetime.combine(day, at, timezone).astimezone(UTC)


def _holidays(country: str, first: date, last: date) -> tuple[date, ...]:
    """Return the public holidays of the country between two days."""
    known = holidays.country_holidays(COUNTRIES[country], years=range(first.year, last.year + 1))
    return tuple(sorted(day for day in known if first <= day <= last))
