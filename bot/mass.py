"""Reminders of check-ins, many in one transaction: a shift may end for a whole department at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, delete, insert

from bot.codec import pack_letter, pack_outgoing
from bot.doors import Letter
from bot.messages import DoorName, Outgoing
from care.clock import Clock
from care.names import OfficerId
from care.reminders import next_reminder, postponed
from storage import due as due_rows
from storage import outbox as outbox_rows
from storage.due import Due
from storage.envelopes import COLUMN
from storage.keys import Keys
from storage.preferences import REMINDER, about
from storage.recipients import Recipient, recipients
from storage.tables.gateway import due, outbox, waiting
from words import Words


@dataclass
class _Rows:
    """What is to be inserted, by table."""

    due: list[dict[str, Any]] = field(default_factory=list)
    waiting: list[dict[str, Any]] = field(default_factory=list)
    outbox: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Mass:
    """Does due rows of one kind together."""

    keys: Keys
    words: Words
    clock: Clock

    def remind(self, connection: Connection, rows: Sequence[Due]) -> int:
        """Take the rows that are still there, put each reminder and the one after it; returns how many rows."""
        gone = delete(due).where(due.c.id.in_([row.id for row in rows])).returning(due.c.id)
        taken = set(connection.execute(gone).scalars())
        mine = [row for row in rows if row.id in taken and row.officer is not None]
        people = recipients(connection, self.keys, {row.officer for row in mine if row.officer is not None})
        made, now = _Rows(), self.clock.now()
        contents = cache(self._content)
        for row in mine:
            recipient = people.get(row.officer) if row.officer is not None else None
            if recipient is not None and row.content:
                self._one(made, recipient, int(row.content["number"]), now, contents)
        for table, values in ((due, made.due), (waiting, made.waiting), (outbox, made.outbox)):
            if values:
                connection.execute(insert(table), values)
        return len(taken)

    def _one(self, made: _Rows, to: Recipient, number: int, now: datetime, contents: Any) -> None:
        plan = to.chosen.plan
        if plan is None or to.chosen.silent:
            return
        until = postponed(plan, now)
        following, at = (number, until) if until else next_reminder(plan, number, now)
        made.due.append(self._due(to, following, at))
        if until is None and to.is_reachable:
            content, notice = contents(to.preferences.locale)
            door: DoorName = "telegram" if to.address.door == "telegram" else "terminal"
            letter = pack_letter(Letter(door, to.address.chat, notice))
            made.waiting.append(_sealed(to, waiting, outbox_rows.new_row(), content))
            made.outbox.append(_sealed(to, outbox, outbox_rows.new_row(), letter))

    def _due(self, to: Recipient, number: int, at: datetime) -> dict[str, Any]:
        row = _sealed(to, due, outbox_rows.new_row(), due_rows.content_of({"number": number}))
        return row | {"kind": REMINDER, "at": at, "about": self._about(to.officer)}

    def _about(self, officer: OfficerId) -> str:
        return about(self.keys, REMINDER, officer)

    def _content(self, locale: str) -> tuple[bytes, Outgoing]:
        """Return what follows the tap, packed, and "New message", in a language."""
        said, notice = self.words.say("utter_due_checkin", locale), self.words.say("utter_new_message", locale)
        content = pack_outgoing(Outgoing(said.text, said.buttons))
        return content, Outgoing(notice.text, notice.buttons, unprompted=True, reminds=True)


def _sealed(to: Recipient, table: Table, row: str, plain: bytes) -> dict[str, Any]:
    return {"id": row, "officer": to.officer, COLUMN: to.key.seal(plain, table.name, COLUMN, row)}
