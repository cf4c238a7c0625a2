"""Holding a slot: ten minutes, for one officer, one slot at a time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from care.desk import Desk, Refusal
from care.directory import Slot, SlotState
from care.names import InboxId, OfficerId, SlotId

HOLD_FOR = timedelta(minutes=10)
OPEN_AT_MOST = 2  # bookings of one officer


@dataclass(frozen=True)
class Held:
    """A slot is kept for the officer until an instant."""

    slot: Slot
    until: datetime


def hold(
    desk: Desk, officer: OfficerId, slot: SlotId, inbox: InboxId, now: datetime, moving: bool = False
) -> Held | Refusal:
    """Hold a slot for an officer and free what they held before; to move a booking, two open ones are no bar.

    Choosing a slot that one holds already starts its ten minutes anew.
    """
    result = desk.once(inbox, "hold", lambda: _hold(desk, officer, slot, now, moving))
    kept = None if "refused" in result else desk.slot(SlotId(result["slot"]), now)
    if kept is None:
        return Refusal(result.get("refused", Refusal.UNKNOWN))
    return Held(kept, datetime.fromisoformat(result["until"]))


def let_go(desk: Desk, officer: OfficerId, now: datetime) -> None:
    """Free what an officer holds: they went back, or chose to leave. Once or twice is the same."""
    desk.let_go(officer, now)


def _hold(desk: Desk, officer: OfficerId, slot: SlotId, now: datetime, moving: bool) -> dict[str, Any]:
    if not desk.knows(officer):
        return {"refused": Refusal.NO_CONSENT}
    if not moving and len(desk.open_bookings(officer, now)) >= OPEN_AT_MOST:
        return {"refused": Refusal.TWO_OPEN}
    until = now + HOLD_FOR
    if not desk.claim(slot, officer, now, until):
        return {"refused": why_not(desk.slot(slot, now), now)}
    return {"slot": slot, "until": until.isoformat()}


def why_not(slot: Slot | None, now: datetime) -> Refusal:
    """Return why a slot could not be had; one that is free now was held, but no longer."""
    if slot is None:
        return Refusal.UNKNOWN
    if slot.start <= now:
        return Refusal.PAST
    return Refusal.HOLD_ENDED if slot.state is SlotState.FREE else Refusal.TAKEN
