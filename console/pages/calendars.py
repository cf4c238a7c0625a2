"""Free times from a calendar file (RFC 5545): looked at first, then all of them or none."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection
from starlette.responses import Response

from care.directory import Modality, Service, Slot, SlotState
from console import uploads
from console.pages.slots import service_of
from console.visits import Visit
from storage.calendars import AHEAD, Availability, CalendarError, Choice, read_calendar, take
from storage.overlaps import foreseen, overlapping
from storage.slots import slot_now

LARGEST = 2_000_000  # bytes of a calendar
SHOWN = 100


@dataclass(frozen=True)
class Trial:
    """What a calendar would do to a service; `fates` says of each time whether it is new or there already."""

    service: str
    found: Availability
    fates: list[tuple[str, Slot]]
    promised: list[Slot]  # called off in the calendar, but held or booked by an officer
    refused: list[tuple[str, str]]  # an event's number or a time, and why

    @property
    def fingerprint(self) -> str:
        """What somebody agreed to."""
        return hashlib.sha256(repr((self.service, self.fates, self.promised)).encode()).hexdigest()

    def count(self, fate: str) -> int:
        """Return how many times meet a fate."""
        return sum(each == fate for each, _ in self.fates)


def calendar_try(visit: Visit) -> Response:
    """Read a calendar and show what it would publish."""
    service, sent = service_of(visit), uploads.files(visit)
    content = sent[0].file.read(LARGEST + 1) if sent else b""
    if not content or len(content) > LARGEST:
        return visit.go("week", service=service.id, said_="nofile")
    minutes = visit.sent("minutes")
    modality = visit.sent("modality")
    choice = Choice(
        service.id,
        Modality(modality) if modality in set(Modality) else None,
        int(minutes) if minutes.isascii() and minutes.isdigit() and 10 <= int(minutes[:4]) <= 480 else None,
    )
    try:
        found = read_calendar(content, [service], choice, visit.now, visit.house.settings.timezone)
    except CalendarError as error:
        return visit.page("calendar.html", 422, service=service, trial=None, why=str(error), shown=[])
    with visit.house.database.read() as connection:
        trial = _trial(visit, connection, service, found)
    visit.house.jobs.hold(visit.account.id, trial)
    return visit.page("calendar.html", service=service, trial=trial, why="", shown=trial.fates[:SHOWN])


def calendar_make(visit: Visit) -> Response:
    """Publish what was looked at, unless something changed meanwhile."""
    service, held = service_of(visit), visit.house.jobs.take(visit.account.id)
    if not isinstance(held, Trial) or held.fingerprint != visit.sent("saw") or held.service != service.id:
        return visit.go("week", service=service.id, said_="meanwhile")
    with visit.house.database.write() as connection:
        now = _trial(visit, connection, service, held.found)
        if now.refused or now.fingerprint != held.fingerprint:
            return visit.go("week", service=service.id, said_="meanwhile")
        take(connection, held.found)
        visit.house.audit.append(connection, visit.account.id, "slots.import", service.id)
    return visit.go("week", service=service.id, said_="made")


def _trial(visit: Visit, connection: Connection, service: Service, found: Availability) -> Trial:
    fates: list[tuple[str, Slot]] = []
    promised = []
    refused = [(str(number), why) for number, why in found.refused]
    ordered = sorted({each.id: each for each in found.slots}.values(), key=lambda each: each.start)
    off = {each.id for each in found.called_off}
    around = foreseen(connection, service.id, visit.now, visit.now + AHEAD, visit.now)
    known = {each.id for each in around}
    standing = [each for each in around if each.id not in off]
    for slot in overlapping(ordered, standing + ordered):
        refused.append((visit.when(slot.start), "it overlaps a time that is there already"))
    fates += [("unchanged" if slot.id in known else "new", slot) for slot in ordered]
    for slot in found.called_off:
        there = slot_now(connection, slot.id, visit.now)
        if there is not None and there.state in (SlotState.HELD, SlotState.BUSY):
            promised.append(there)
        elif there is not None and there.state is SlotState.FREE:
            fates.append(("off", there))
    return Trial(service.id, found, fates, promised, refused)
