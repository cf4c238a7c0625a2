"""Files for officers: an appointment for the calendar, and everything that is held of them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from icalendar import Calendar, Event
from sqlalchemy import Connection

from bot import records
from bot.messages import Document
from care.clock import Clock
from care.desk import Booking, BookingState
from care.names import BookingReference, OfficerId
from storage import bookings
from storage.database import Database
from storage.holdings import holdings
from storage.keys import Keys
from storage.officers import Officers

MAKER = "-//Code 4//Code 4//EN"
SUMMARY = "Appointment"  # a calendar is read by employers too: no place, no organisation, no names


@dataclass(frozen=True)
class Documents:
    """Makes what the dialogue promises; only ever of the officer who asks."""

    database: Database
    keys: Keys
    clock: Clock

    def make(self, wanted: Mapping[str, Any], officer: OfficerId) -> Document | None:
        """Return the document that a reply names; none when it is not the officer's, or unknown."""
        with self.database.read() as connection:
            if wanted.get("kind") == "appointment":
                return self._appointment(connection, officer, str(wanted.get("booking", "")))
            if wanted.get("kind") in records.KINDS:
                return records.make(connection, self.keys, officer, wanted)
            if wanted.get("kind") == "export":
                return self._export(connection, officer)
        return None

    def _appointment(self, connection: Connection, officer: OfficerId, reference: str) -> Document | None:
        booking = bookings.find(connection, self.keys, officer, BookingReference(reference))
        if booking is None:
            return None
        return Document("appointment.ics", "text/calendar", self._calendar(booking))

    def _calendar(self, booking: Booking) -> bytes:
        """Return the booking as RFC 5545: instants in UTC, the same UID when it is moved."""
        event = Event()
        event.add("uid", booking.id)
        event.add("sequence", booking.sequence)
        event.add("dtstamp", self.clock.now())
        event.add("dtstart", booking.slot.start)
        event.add("dtend", booking.slot.end)
        event.add("summary", SUMMARY)
        event.add("class", "PRIVATE")
        event.add("status", "CONFIRMED" if booking.state is BookingState.BOOKED else "CANCELLED")
        calendar = Calendar()
        calendar.add("version", "2.0")
        calendar.add("prodid", MAKER)
        calendar.add_component(event)
        return bytes(calendar.to_ical())

    def _export(self, connection: Connection, officer: OfficerId) -> Document:
        """Return all that is kept of an officer, readable by them."""
        officers = Officers(self.keys)
        consent = officers.consent_of(connection, officer)
        held = {
            "made": self.clock.now().isoformat(),
            "door": officers.address_of(connection, officer).door,
            "chat": officers.address_of(connection, officer).chat,
            "preferences": vars(officers.preferences_of(connection, officer)),
            "consent": {"wording": consent.wording, "given_at": consent.given_at.isoformat()},
            "bookings": [
                self._booking(connection, officer, each) for each in bookings.all_of(connection, self.keys, officer)
            ],
            "everything_kept": holdings(connection, self.keys, officer),
        }
        content = json.dumps(held, ensure_ascii=False, indent=2).encode()
        return Document("code4-export.json", "application/json", content)

    def _booking(self, connection: Connection, officer: OfficerId, booking: Booking) -> dict[str, Any]:
        return {
            "reference": booking.reference,
            "state": booking.state,
            "start": booking.slot.start.isoformat(),
            "end": booking.slot.end.isoformat(),
            "modality": booking.slot.modality,
            "service": booking.slot.service,
            "contact_left": bookings.contact_kind(connection, self.keys, officer, booking),
        }
