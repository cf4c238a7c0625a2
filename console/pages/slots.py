"""A partner's times: a week at a glance, patterns, single times, blocking."""

from datetime import date, time, timedelta

from sqlalchemy import Connection
from starlette.responses import Response

from care.directory import Modality, Service, Slot, SlotState
from care.names import ServiceId, SlotId
from care.schedules import slot_id
from console.forms.patterns import PatternForm, SlotForm, instant_of, pattern_form, patterns_of, slot_form
from console.visits import NotThere, Visit
from storage import directory, patterns
from storage.overlaps import foreseen, overlapping
from storage.slots import add_slots, free_slots, slot_now

SHOWN_OF_A_TRIAL = 40


def index(visit: Visit) -> Response:
    """List the organisation's services with their next free time."""
    with visit.house.database.read() as connection:
        services = directory.all_services(connection, of=visit.account.organisation or "")
        free = free_slots(connection, visit.now, [each.id for each in services])
    by_service = {each.id: [slot for slot in free if slot.service == each.id] for each in services}
    return visit.page("slots.html", services=services, free=by_service)


def week(visit: Visit) -> Response:
    """Show seven days of one service, its patterns, and the forms for more."""
    service = service_of(visit)
    return _week_page(visit, service, pattern_form(service, None, visit.today), slot_form(service, day=visit.today))


def pattern_try(visit: Visit) -> Response:
    """Show what a pattern would make, before anything is published."""
    service = service_of(visit)
    form = pattern_form(service, visit.form, visit.today)
    if not form.validate():
        return _week_page(visit, service, form, slot_form(service), 422)
    made = _trial(visit, form)
    with visit.house.database.read() as connection:
        clashes = _clashes(visit, connection, service.id, made)
    shown = made[:SHOWN_OF_A_TRIAL]
    return visit.page("pattern.html", service=service, form=form, shown=shown, count=len(made), clashes=clashes)


def pattern_make(visit: Visit) -> Response:
    """Keep the pattern and publish its times."""
    service = service_of(visit)
    form = pattern_form(service, visit.form, visit.today)
    if not form.validate():
        return _week_page(visit, service, form, slot_form(service), 422)
    drawn = list(patterns_of(form, service.id, visit.zone.key, visit.house.settings.country))
    with visit.house.database.write() as connection:
        if _clashes(visit, connection, service.id, _trial(visit, form)):
            return visit.go("week", service=service.id, said_="overlap")
        patterns.add(connection, drawn, visit.now)
        visit.house.audit.append(connection, visit.account.id, "pattern.make", service.id)
    return visit.go("week", service=service.id, said_="made")


def pattern_end(visit: Visit) -> Response:
    """End a pattern before a day; who holds or booked a time keeps it."""
    service = service_of(visit)
    try:
        day = date.fromisoformat(visit.sent("day"))
    except ValueError:
        day = visit.today
    with visit.house.database.write() as connection:
        kept = patterns.end(connection, service.id, visit.param("pattern"), day, visit.now)
        visit.house.audit.append(connection, visit.account.id, "pattern.end", service.id)
    return visit.go("week", service=service.id, said_="ended", kept_=str(kept))


def slot_add(visit: Visit) -> Response:
    """Publish one time, unless it overlaps another of the service."""
    service = service_of(visit)
    form = slot_form(service, visit.form)
    if not form.validate():
        return _week_page(visit, service, pattern_form(service, None, visit.today), form, 422)
    slot = slot_drawn(visit, service, form)
    with visit.house.database.write() as connection:
        is_over = slot.start <= visit.now or _clashes(visit, connection, service.id, [slot])
        if is_over or not add_slots(connection, [slot]):
            return visit.go("week", service=service.id, said_="overlap")
    return visit.go("week", service=service.id, said_="made", week_=str(form.day.data))


def slot_block(visit: Visit) -> Response:
    """Take a free time off the list; one that is held or booked is left as it is, and said so."""
    with visit.house.database.write() as connection:
        done = patterns.block(connection, SlotId(visit.param("slot")), visit.now)
    return _back(visit, "blocked" if done else "taken")


def slot_free(visit: Visit) -> Response:
    """Put a blocked time back, unless another one lies over it by now."""
    with visit.house.database.write() as connection:
        slot = slot_now(connection, SlotId(visit.param("slot")), visit.now)
        if slot is None or _clashes(visit, connection, slot.service, [slot]):
            return _back(visit, "overlap")
        done = patterns.unblock(connection, slot.id)
    return _back(visit, "freed" if done else "taken")


def _week_page(visit: Visit, service: Service, form: PatternForm, single: SlotForm, status: int = 200) -> Response:
    monday = _monday(visit)
    days = [monday + timedelta(days=each) for each in range(7)]
    start, end = (instant_of(day, time(0), visit.zone) for day in (days[0], days[-1] + timedelta(days=1)))
    with visit.house.database.read() as connection:
        found = patterns.between(connection, service.id, start, end, visit.now)
        drawn = patterns.of_service(connection, service.id)
    by_day = {day: [s for s in found if s.start.astimezone(visit.zone).date() == day] for day in days}
    running = [each for each in drawn if each[1].last is None or each[1].last >= visit.today]
    return visit.page(
        "week.html",
        status,
        service=service,
        days=by_day,
        patterns=running,
        form=form,
        single=single,
        earlier=monday - timedelta(days=7),
        later=monday + timedelta(days=7),
    )


def _clashes(visit: Visit, connection: Connection, service: ServiceId, made: list[Slot]) -> list[Slot]:
    """Return those of drawn times that are there already, or lie over another."""
    if not made:
        return []
    there = foreseen(connection, service, made[0].start, made[-1].end, visit.now)
    known = {each.id for each in there if each.state is not SlotState.UNAVAILABLE}
    return [*overlapping(made, there), *(each for each in made if each.id in known)]


def _trial(visit: Visit, form: PatternForm) -> list[Slot]:
    """Return all that a pattern makes until its last day, as if it were published whole."""
    drawn = patterns_of(form, ServiceId(visit.param("service")), visit.zone.key, visit.house.settings.country)
    made = [slot for each in drawn for slot in patterns.all_of(each, visit.now)]
    return sorted(made, key=lambda slot: slot.start)


def slot_drawn(visit: Visit, service: Service, form: SlotForm) -> Slot:
    """Return the time that a valid form draws, under the id that it has wherever it is made."""
    day, at = form.day.data, form.at.data
    if day is None or at is None:
        raise ValueError("the form is not valid")
    start, modality = instant_of(day, at, visit.zone), Modality(form.modality.data)
    end = start + timedelta(minutes=form.minutes.data or 50)
    return Slot(slot_id(service.id, start, modality), service.id, start, end, modality, SlotState.FREE)


def _monday(visit: Visit) -> date:
    try:
        day = date.fromisoformat(visit.query("week"))
    except ValueError:
        day = visit.today
    return day - timedelta(days=day.weekday())


def service_of(visit: Visit) -> Service:
    """Return the service that the path names."""
    with visit.house.database.read() as connection:
        found = directory.service(connection, ServiceId(visit.param("service")))
    if found is None:
        raise NotThere
    return found


def _back(visit: Visit, said: str) -> Response:
    with visit.house.database.read() as connection:
        slot = slot_now(connection, SlotId(visit.param("slot")), visit.now)
    if slot is None:
        raise NotThere
    week = slot.start.astimezone(visit.zone).date().isoformat()
    return visit.go("week", service=slot.service, week_=week, said_=said)
