"""Whose appointments took place: found from the bookings alone, so that nothing needs to be noted ahead."""

from datetime import datetime

from sqlalchemy import Connection, select

from care.desk import BookingState
from care.names import OfficerId
from storage.index import officer_pseudonym
from storage.keys import Keys
from storage.tables.officers import officers
from storage.tables.slots import bookings, slots

TOOK_PLACE = (BookingState.BOOKED, BookingState.FULFILLED)


def attended(connection: Connection, keys: Keys, since: datetime, until: datetime) -> list[OfficerId]:
    """Return who had an appointment that ended from `since` on and before `until`, and was not missed or cancelled."""
    ended = slots.c.end >= since, slots.c.end < until
    found = select(bookings.c.officer).join(slots, slots.c.id == bookings.c.slot)
    theirs = set(connection.execute(found.where(bookings.c.state.in_(TOOK_PLACE), *ended)).scalars())
    if not theirs:
        return []
    known = [OfficerId(each) for each in connection.execute(select(officers.c.id)).scalars()]
    return [officer for officer in known if officer_pseudonym(keys, officer) in theirs]
