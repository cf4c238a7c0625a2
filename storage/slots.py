"""Slots: each change is one conditional UPDATE that looks at what came back."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, or_, select, update

from care.directory import Modality, Slot, SlotState
from care.names import OfficerId, ServiceId, SlotId
from storage.dialects import insert_new
from storage.index import holder_pseudonym
from storage.keys import Keys
from storage.tables.slots import slots

_MODALITIES = {modality.value: modality for modality in Modality}
_FREE: dict[str, Any] = {"state": SlotState.FREE, "held_until": None, "holder": None}


def claim(connection: Connection, keys: Keys, slot: SlotId, officer: OfficerId, now: datetime, until: datetime) -> bool:
    """Hold a slot ahead that is free, theirs already, or past its hold; free what else they hold."""
    holder = holder_pseudonym(keys, officer)
    theirs = and_(slots.c.state == SlotState.HELD, slots.c.holder == holder)
    claimed = (
        update(slots)
        .where(slots.c.id == slot, slots.c.start > now, or_(is_free(now), theirs))
        .values(state=SlotState.HELD, held_until=until, holder=holder)
        .returning(slots.c.id)
    )
    if connection.execute(claimed).first() is None:
        return False
    _let_go(connection, holder, now, slot)
    return True


def take(connection: Connection, keys: Keys, slot: SlotId, officer: OfficerId, now: datetime) -> bool:
    """Make a slot busy that lies ahead and that the officer holds."""
    taken = (
        update(slots)
        .where(
            slots.c.id == slot,
            slots.c.state == SlotState.HELD,
            slots.c.holder == holder_pseudonym(keys, officer),
            slots.c.held_until > now,
            slots.c.start > now,
        )
        .values(state=SlotState.BUSY, held_until=None, holder=None)
        .returning(slots.c.id)
    )
    return connection.execute(taken).first() is not None


def let_go(connection: Connection, keys: Keys, officer: OfficerId, now: datetime) -> None:
    """Free what the officer holds."""
    _let_go(connection, holder_pseudonym(keys, officer), now, SlotId(""))


def free(connection: Connection, slot: SlotId) -> None:
    """Free a busy slot."""
    busy = slots.c.state == SlotState.BUSY
    connection.execute(update(slots).where(slots.c.id == slot, busy).values(**_FREE))


def release_expired(connection: Connection, now: datetime) -> int:
    """Free every slot whose hold ran out; return how many. They could be claimed before this, too."""
    expired = and_(slots.c.state == SlotState.HELD, slots.c.held_until <= now)
    return connection.execute(update(slots).where(expired).values(**_FREE)).rowcount


def slot_now(connection: Connection, slot: SlotId, now: datetime) -> Slot | None:
    """Return a slot as it stands; one whose hold ran out is free."""
    row = connection.execute(select(slots).where(slots.c.id == slot)).first()
    return read_slot(row, now) if row else None


def free_slots(
    connection: Connection,
    now: datetime,
    services: Iterable[ServiceId] | None = None,
    at_most: int | None = None,
) -> list[Slot]:
    """Return the slots ahead that can be claimed, the next first; of some services or of all."""
    query = select(slots.c.id, slots.c.service, slots.c.start, slots.c.end, slots.c.modality)
    query = query.where(slots.c.start > now, is_free(now)).order_by(slots.c.start, slots.c.id)
    if services is not None:
        query = query.where(slots.c.service.in_(list(services)))
    if at_most is not None:
        query = query.limit(at_most)
    return [
        Slot(id_, service, start, end, _MODALITIES[modality], SlotState.FREE)
        for id_, service, start, end, modality in connection.execute(query)
    ]


def add_slots(connection: Connection, new: Iterable[Slot]) -> int:
    """Publish slots; one that is there already, in whatever state, is left alone. Return how many are new."""
    rows = [vars(slot) for slot in new]
    if not rows:
        return 0
    statement = insert_new(connection, slots).returning(slots.c.id)
    return len(connection.execute(statement, rows).all())


def is_free(now: datetime) -> ColumnElement[bool]:
    """Return the condition under which anyone may claim a slot."""
    expired = and_(slots.c.state == SlotState.HELD, slots.c.held_until <= now)
    return or_(slots.c.state == SlotState.FREE, expired)


def read_slot(row: Any, now: datetime | None = None) -> Slot:
    """Return a row as a slot; with `now`, one whose hold ran out is free."""
    state = SlotState(row.state)
    if state is SlotState.HELD and now and row.held_until <= now:
        state = SlotState.FREE
    return Slot(SlotId(row.id), ServiceId(row.service), row.start, row.end, Modality(row.modality), state)


def _let_go(connection: Connection, holder: bytes, now: datetime, but: SlotId) -> None:
    """Free running holds alone: touching others' expired ones could make two officers wait for each other."""
    running = and_(slots.c.state == SlotState.HELD, slots.c.holder == holder, slots.c.held_until > now)
    connection.execute(update(slots).where(running, slots.c.id != but).values(**_FREE))
