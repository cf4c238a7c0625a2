"""When an officer may be written to, sealed under their key, and the due rows that follow from it."""

import json
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from care.follow_ups import STEPS, when
from care.names import OfficerId
from care.reminders import Every, Leave, Plan, Quiet, Shift, next_reminder
from care.unprompted import Unprompted
from storage import due
from storage.due import DueKind
from storage.envelopes import open_for, seal_for
from storage.index import digest
from storage.keys import Keys
from storage.officers import Officers
from storage.tables.checkins import unprompted

REMINDER: DueKind = "checkin_reminder"
FOLLOW_UP: DueKind = "follow_up"


def decided(connection: Connection, keys: Keys, officer: OfficerId) -> Unprompted:
    """Return what an officer decided; nothing is sent to who decided nothing. Raises SealBroken or NoKey."""
    sealed = connection.execute(select(unprompted.c.sealed).where(unprompted.c.officer == officer)).scalar()
    if sealed is None:
        return Unprompted()
    return read_decided(open_for(keys, officer, sealed, unprompted, officer))


def decide(connection: Connection, keys: Keys, officer: OfficerId, chosen: Unprompted, now: datetime) -> None:
    """Keep a decision and make the due rows fit it; raises NoKey, PlanError.

    What did not change keeps its rows: a reminder that was sent is not planned again when the clock is set back.
    """
    before = decided(connection, keys, officer)
    _put(connection, keys, officer, chosen)
    if (chosen.plan, chosen.silent) != (before.plan, before.silent):
        due.drop(connection, REMINDER, about(keys, REMINDER, officer))
        if chosen.plan and not chosen.silent:
            number, at = next_reminder(chosen.plan, -1, now)
            remind(connection, keys, officer, number, at)
    if (chosen.incident, chosen.silent) != (before.incident, before.silent):
        due.drop(connection, FOLLOW_UP, about(keys, FOLLOW_UP, officer))
        if chosen.incident and not chosen.silent:
            _follow(connection, keys, officer, chosen, now)


def remind(connection: Connection, keys: Keys, officer: OfficerId, number: int, at: datetime) -> None:
    """Note one reminder."""
    due.add(connection, keys, REMINDER, at, officer, about(keys, REMINDER, officer), {"number": number})


def about(keys: Keys, kind: DueKind, officer: OfficerId) -> str:
    """Return how an officer's rows of a kind are found: 64 hexadecimal digits that tell nothing else."""
    return digest(keys, kind, officer).hex()


def _follow(connection: Connection, keys: Keys, officer: OfficerId, chosen: Unprompted, now: datetime) -> None:
    if chosen.incident is None:
        return
    timezone = chosen.plan.timezone if chosen.plan else Officers(keys).preferences_of(connection, officer).timezone
    for number, step in enumerate(STEPS):
        at = when(step, chosen.incident, chosen.quiet, timezone)
        if at > now:
            found = about(keys, FOLLOW_UP, officer)
            due.add(connection, keys, FOLLOW_UP, at, officer, found, {"step": number})


def _put(connection: Connection, keys: Keys, officer: OfficerId, chosen: Unprompted) -> None:
    sealed = seal_for(keys, officer, json.dumps(_fields(chosen)).encode(), unprompted, officer)
    connection.execute(delete(unprompted).where(unprompted.c.officer == officer))
    if chosen != Unprompted():
        connection.execute(insert(unprompted).values(officer=officer, sealed=sealed))


def _fields(chosen: Unprompted) -> dict[str, Any]:
    incident = chosen.incident.isoformat() if chosen.incident else None
    return {
        "silent": chosen.silent,
        "incident": incident,
        "plan": plan_fields(chosen.plan) if chosen.plan else None,
    }


def plan_fields(plan: Plan) -> dict[str, Any]:
    """Return a plan as JSON values."""
    leave = plan.leave
    return {
        "every": plan.every,
        "first": plan.first.isoformat(),
        "timezone": plan.timezone,
        "cycle": list(plan.cycle),
        "quiet": [plan.quiet.start.isoformat("minutes"), plan.quiet.end.isoformat("minutes")],
        "leave": [leave.first.isoformat(), leave.last.isoformat()] if leave else None,
    }


def read_plan(fields: dict[str, Any]) -> Plan:
    """Return the plan of `plan_fields`; raises PlanError, ValueError, KeyError for what is none."""
    leave = fields["leave"]
    return Plan(
        every=Every(fields["every"]),
        first=date.fromisoformat(fields["first"]),
        timezone=fields["timezone"],
        cycle=tuple(Shift(each) for each in fields["cycle"]),
        quiet=Quiet(*(time.fromisoformat(each) for each in fields["quiet"])),
        leave=Leave(*(date.fromisoformat(each) for each in leave)) if leave else None,
    )


def read_decided(plain: bytes) -> Unprompted:
    """Return the decision that a row seals."""
    fields = json.loads(plain)
    incident = fields["incident"]
    return Unprompted(
        plan=read_plan(fields["plan"]) if fields["plan"] else None,
        silent=fields["silent"],
        incident=datetime.fromisoformat(incident) if incident else None,
    )
