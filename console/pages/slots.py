"""A partner's times: a week at a glance, patterns, single times, blocking."""

from dataclasses import replace
from datetime import date, time, timedelta

from starlette.responses import Response

from care.directory import Modality, Service, Slot, SlotState
from care.names import ServiceId, SlotId, new_uuid
from care.schedules import slots_of
from console.forms.patterns import PatternForm, SlotForm, instant_of, pattern_form, patterns_of
from console.visits import NotThere, Visit
from storage import directory, patterns
from storage.slots import add_slots, free_slots, slot_now

SHOWN_OF_A_TRIAL = 40


def index(visit: Visit) -> Response:
    """List the organisation's services with their next free time."""
    with visit.house.database.read() as connection:
        services = [each for each in directory.all_services(connection) if _is_own(visit, each)]
        free = free_slots(connection, visit.now, [each.id for each in services])
    by_service = {each.id: [slot for slot in free if slot.service == each.id] for each in services}
    return visit.page("slots.html", services=services, free=by_service)


def week(visit: Visit) -> Response:
    """Show seven days of one service, its patterns, and the forms for more."""
    return _week_page(visit, pattern_form(None, visit.today), SlotForm(data={"day": visit.today}))


def pattern_try(visit: Visit) -> Response:
    """Show what a pattern would make, before anything is published."""
    form = pattern_form(visit.form, visit.today)
    if not form.validate():
        return _week_page(visit, form, SlotForm(), 422)
    service, made = _service(visit), _trial(visit, form)
    with visit.house.database.read() as connection:
        there = patterns.between(connection, service.id, made[0].start, made[-1].end, visit.now) if made else []
    clashes = [slot for slot in made if any(_overlap(slot, each) for each in there)]
    shown = made[:SHOWN_OF_A_TRIAL]
    return visit.page("pattern.html", service=service, form=form, shown=shown, count=len(made), clashes=clashes)


def pattern_make(visit: Visit) -> Response:
    """Keep the pattern and publish its times."""
    form = pattern_form(visit.form, visit.today)
    if not form.validate():
        return _week_page(visit, form, SlotForm(), 422)
    service = _service(visit)
    drawn = list(patterns_of(form, service.id, visit.zone.key, visit.house.settings.country))
    with visit.house.database.write() as connection:
        patterns.add(connection, drawn, visit.now)
        visit.house.audit.append(connection, visit.account.id, "pattern.make", service.id)
    return visit.go("week", service=service.id, said_="made")


def pattern_end(visit: Visit) -> Response:
    """End a pattern before a day; who holds or booked a time keeps it."""
    service = _service(visit)
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
    form, service = SlotForm(visit.form), _service(visit)
    if not form.validate() or form.day.data is None or form.at.data is None:
        return _week_page(visit, pattern_form(None, visit.today), form, 422)
    start = instant_of(form.day.data, form.at.data, visit.zone)
    end = start + timedelta(minutes=form.minutes.data or 50)
    slot = Slot(SlotId(new_uuid()), service.id, start, end, Modality(form.modality.data), SlotState.FREE)
    with visit.house.database.write() as connection:
        around = patterns.between(connection, service.id, start - timedelta(hours=8), end, visit.now)
        is_clash = start <= visit.now or any(_overlap(slot, each) for each in around)
        if is_clash or not add_slots(connection, [slot]):
            return visit.go("week", service=service.id, said_="taken")
    return visit.go("week", service=service.id, said_="made", week_=form.day.data.isoformat())


def slot_block(visit: Visit) -> Response:
    """Take a free time off the list; one that is held or booked is left as it is, and said so."""
    with visit.house.database.write() as connection:
        done = patterns.block(connection, SlotId(visit.param("slot")), visit.now)
    return _back(visit, "blocked" if done else "taken")


def slot_free(visit: Visit) -> Response:
    """Put a blocked time back."""
    with visit.house.database.write() as connection:
        done = patterns.unblock(connection, SlotId(visit.param("slot")))
    return _back(visit, "freed" if done else "taken")


def _week_page(visit: Visit, form: PatternForm, single: SlotForm, status: int = 200) -> Response:
    service, monday = _service(visit), _monday(visit)
    for field in single:  # two forms of one page must not share ids
        field.id = f"one-{field.id}"
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


def _trial(visit: Visit, form: PatternForm) -> list[Slot]:
    """Return all that a pattern makes until its last day, as if it were published whole."""
    drawn = patterns_of(form, ServiceId(visit.param("service")), visit.zone.key, visit.house.settings.country)
    made = [slot for each in drawn for slot in slots_of(replace(each, weeks=104), visit.now)]
    return sorted(made, key=lambda slot: slot.start)


def _overlap(one: Slot, other: Slot) -> bool:
    return one.start < other.end and other.start < one.end and other.state is not SlotState.UNAVAILABLE


def _monday(visit: Visit) -> date:
    try:
        day = date.fromisoformat(visit.query("week"))
    except ValueError:
        day = visit.today
    return day - timedelta(days=day.weekday())


def _service(visit: Visit) -> Service:
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


def _is_own(visit: Visit, service: Service) -> bool:
    return service.organisation.id == visit.account.organisation
