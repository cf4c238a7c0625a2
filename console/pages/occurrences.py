"""One time of a week: looked at, changed by itself, or with all that follow; whoever booked it is told."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection
from starlette.responses import Response

from care.directory import Service, Slot, SlotState
from care.names import SlotId
from console.forms.patterns import PatternForm, SlotForm, following_form, pattern_form, patterns_of, slot_form
from console.pages.slots import slot_drawn
from console.visits import NotThere, Visit
from storage import directory, partner_bookings, patterns, repatterning
from storage.editing import EditedMeanwhile
from storage.overlaps import foreseen, overlapping
from storage.repatterning import Change
from storage.slots import add_slots, slot_now

SHOWN = 40


def slot(visit: Visit) -> Response:
    """Show one time and what can be done with it."""
    with visit.house.database.read() as connection:
        return _slot_page(visit, connection, *_there(visit, connection))


def slot_move(visit: Visit) -> Response:
    """Change one time; its booking is cancelled and the officer told, if the form says so."""
    with visit.house.database.write() as connection:
        there, service = _there(visit, connection)
        form = slot_form(service, visit.form)
        if not form.validate():
            return _slot_page(visit, connection, there, service, form, 422)
        wanted = slot_drawn(visit, service, form)
        around = foreseen(connection, service.id, wanted.start, wanted.end, visit.now)
        if wanted.start <= visit.now or overlapping([wanted], [each for each in around if each.id != there.id]):
            return visit.go("slot", slot=there.id, said_="overlap")
        if not _given_up(visit, connection, there, wanted.id):
            return visit.go("slot", slot=there.id, said_="taken")
        _put(connection, wanted)
        visit.house.audit.append(connection, visit.account.id, "slot.move", there.id)
    return visit.go("week", service=service.id, week_=str(form.day.data), said_="made")


def after_try(visit: Visit) -> Response:
    """Show what new hours from this time on would do."""
    with visit.house.database.read() as connection:
        there, service = _there(visit, connection)
        form = pattern_form(service, visit.form, visit.today)
        if not form.validate():
            return _slot_page(visit, connection, there, service, None, 422, form)
        try:
            change = _change(visit, connection, there, service, form)
        except EditedMeanwhile:
            return visit.go("slot", slot=there.id, said_="meanwhile")
    return visit.page("after.html", slot=there, service=service, form=form, change=change, shown=change.made[:SHOWN])


def after_make(visit: Visit) -> Response:
    """Change the hours from this time on, as they were looked at."""
    with visit.house.database.write() as connection:
        there, service = _there(visit, connection)
        form = pattern_form(service, visit.form, visit.today)
        if not form.validate():
            return _slot_page(visit, connection, there, service, None, 422, form)
        try:
            change = _change(visit, connection, there, service, form)
        except EditedMeanwhile:
            return visit.go("slot", slot=there.id, said_="meanwhile")
        if change.fingerprint != visit.sent("saw") or change.clashes:
            return visit.go("slot", slot=there.id, said_="meanwhile")
        tell = visit.sent("promised") == "tell"
        kept = repatterning.carry_out(connection, visit.house.keys, change, tell, visit.now)
        visit.house.audit.append(connection, visit.account.id, "pattern.change", service.id)
    week = there.start.astimezone(visit.zone).date().isoformat()
    return visit.go("week", service=service.id, week_=week, said_="changed", kept_=str(kept))


def _change(visit: Visit, connection: Connection, there: Slot, service: Service, form: PatternForm) -> Change:
    """Return what a valid form does from the day of a time on; raises EditedMeanwhile when its pattern is gone."""
    found = patterns.of_slot(connection, there)
    if found is None:
        raise EditedMeanwhile("the pattern of this time is not there any more")
    id_, pattern = found
    day = patterns.day_of(there, pattern)
    drawn = patterns_of(form, service.id, visit.zone.key, visit.house.settings.country)
    new = [replace(each, first=max(day, each.first or day)) for each in drawn]
    return repatterning.plan(connection, service.id, id_, day, new, visit.now)


def _given_up(visit: Visit, connection: Connection, there: Slot, instead: SlotId) -> bool:
    """Take a time off the list; a booked one only if its officer is to be told, a held one never."""
    if there.state is SlotState.UNAVAILABLE:
        return True
    if there.state is SlotState.BUSY and visit.sent("tell") == "yes":
        waiting = partner_bookings.of_slot(connection, there.id)
        if waiting is None:
            return False
        if not partner_bookings.cancel(connection, visit.house.keys, waiting, visit.now, instead):
            return False
        visit.house.audit.append(connection, visit.account.id, "booking.cancel", waiting.id)
        return True
    return patterns.block(connection, there.id, visit.now)


def _put(connection: Connection, wanted: Slot) -> None:
    """Publish a time; one of the same beginning that is off the list is put back with the new length."""
    if not add_slots(connection, [wanted]):
        patterns.put_back(connection, wanted)


def _there(visit: Visit, connection: Connection) -> tuple[Slot, Service]:
    found = slot_now(connection, SlotId(visit.param("slot")), visit.now)
    service = directory.service(connection, found.service) if found else None
    if found is None or service is None:
        raise NotThere
    return found, service


def _slot_page(
    visit: Visit,
    connection: Connection,
    there: Slot,
    service: Service,
    single: SlotForm | None = None,
    status: int = 200,
    following: PatternForm | None = None,
) -> Response:
    local, minutes = there.start.astimezone(visit.zone), int((there.end - there.start).total_seconds() // 60)
    now: dict[str, Any] = {
        "day": local.date(),
        "at": local.time(),
        "minutes": minutes,
        "modality": there.modality.value,
    }
    found = patterns.of_slot(connection, there)
    if found is not None and following is None:
        following = following_form(service, found[1], patterns.day_of(there, found[1]))
    return visit.page(
        "slot.html",
        status,
        slot=there,
        service=service,
        single=single or slot_form(service, **now),
        following=following,
        pattern=found[1] if found else None,
        waiting=partner_bookings.of_slot(connection, there.id),
        is_ahead=there.start > visit.now,
        week=local.date().isoformat(),
    )
