"""The console's house for a browser: the sample city, two partners with bookings, and people of every role."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from care import bookings as booking_rules
from care import slots as slot_rules
from care.bookings import Booked
from care.clock import FileClock
from care.desk import Booking
from care.directory import Organisation, Service, Slot
from care.names import SlotId, new_inbox_id
from console.house import House
from console.jobs import Jobs
from settings import ROOT
from storage import directory, patterns, slots
from storage.database import open_database
from storage.desk import StoredOffice
from storage.keys import open_keys
from storage.samples import load_samples, top_up_slots
from storage.slots import free_slots
from tests.cast import a_slot
from tests.console.conftest import clock_house, settings_of
from tests.databases import NOON, MovableClock
from tests.storage.offices import consenting

ZONE = "America/New_York"  # of the sample city
CONTACT = "207-555-0123"


@dataclass(frozen=True)
class Home:
    """A console's house that nobody opens: each test works on a copy of its files."""

    folder: Path
    house: House


@contextmanager
def model_home(folder: Path) -> Iterator[Home]:
    """Fill a house with the sample city at `NOON`, its coming weeks published."""
    with clock_house(folder) as house:
        load_samples(house.database, ROOT / "samples", NOON)
        top_up_slots(house.database, NOON)
        house.database.close()
        yield Home(folder, house)


@contextmanager
def copied(model: Home, folder: Path) -> Iterator[House]:
    """Open a copy of a model."""
    shutil.copytree(model.folder / "keys", folder / "keys")
    shutil.copy(model.folder / "code4.db", folder / "code4.db")
    keys, database = open_keys(folder / "keys"), open_database(f"sqlite:///{folder / 'code4.db'}")
    clock = MovableClock(FileClock(folder / "clock"))
    clock.set(NOON)
    settings = replace(settings_of(folder), timezone=ZONE)
    accounts = replace(model.house.accounts, keys=keys)
    own = {"settings": settings, "database": database, "keys": keys, "clock": clock, "accounts": accounts}
    yield replace(model.house, opened={}, jobs=Jobs(), **own)  # type: ignore[arg-type]
    database.close()
    keys.close()


def partner(house: House, name: str = "Lantern House") -> Organisation:
    """Return an organisation of the sample city."""
    with house.database.read() as connection:
        return next(each for each in directory.all_organisations(connection) if each.name == name)


def service(house: House, name: str = "Counseling") -> Service:
    """Return a service of the sample city by its English name."""
    with house.database.read() as connection:
        return next(each for each in directory.all_services(connection) if each.name.en == name)


def booked(house: House, slot: SlotId, number: int = 1, contact: str | None = CONTACT) -> Booking:
    """Let officer `number` book a slot a day ahead of the slot, or now if that is earlier."""
    officer = consenting(house.database, house.keys, number)
    with StoredOffice(house.database, house.keys, house.clock).desk() as desk:
        found = desk.slot(slot, NOON)
        assert found is not None
        now = min(house.clock.now(), found.start - timedelta(days=1))
        slot_rules.hold(desk, officer, slot, new_inbox_id(), now)
        result = booking_rules.book(desk, officer, slot, contact, new_inbox_id(), now)
    assert isinstance(result, Booked)
    return result.booking


def coming(house: House, of: Service) -> list[Slot]:
    """Return the free slots of a service, the next first."""
    with house.database.read() as connection:
        return free_slots(connection, house.clock.now(), [of.id])


def busy_week(house: House, of: Service) -> list[Booking]:
    """Fill a service's next days: two bookings ahead, one with a contact, one begun, a held and a blocked time."""
    free = coming(house, of)
    with house.database.write() as connection:
        slots.add_slots(connection, [a_slot("begun", NOON - timedelta(minutes=20), of.id)])
        patterns.block(connection, free[3].id, NOON)
    officer = consenting(house.database, house.keys, 9)
    with StoredOffice(house.database, house.keys, house.clock).desk() as desk:
        slot_rules.hold(desk, officer, free[2].id, new_inbox_id(), NOON)
    return [
        booked(house, free[0].id, 1),
        booked(house, free[1].id, 2, contact=None),
        booked(house, SlotId("begun"), 3),
    ]
