"""What is done every hour, and at each start: new slots, and an end to what was kept long enough."""

from datetime import datetime

from sqlalchemy import Connection

from care.clock import Clock
from care.schedules import slots_of
from storage import bookings
from storage.directory import all_schedules
from storage.effects import Effects
from storage.keys import Keys
from storage.slots import add_slots, release_expired


def keep_up(connection: Connection, keys: Keys, clock: Clock) -> int:
    """Publish slots, free those past their hold, delete old effects and bookings; return how many."""
    now = clock.now()
    publish_slots(connection, now)
    release_expired(connection, now)
    return Effects(keys, clock).purge(connection) + bookings.purge(connection, now)


def publish_slots(connection: Connection, now: datetime) -> int:
    """Publish the slots of the coming weeks that are not there yet; return how many.

    A slot that is held, booked or withdrawn stays as it is.
    """
    patterns = all_schedules(connection)
    return add_slots(connection, (slot for pattern in patterns for slot in slots_of(pattern, now)))
