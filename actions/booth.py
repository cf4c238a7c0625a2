"""The counter over the real storage."""

from collections.abc import Container
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import Connection

from actions.wishes import is_class
from care import bookings as booking_rules
from care import search
from care import slots as slot_rules
from care.bookings import Booked, Cancelled
from care.clock import Clock
from care.contact import Kind
from care.desk import Booking, Refusal
from care.directory import Article, Audience, ProviderKind, Service
from care.names import BookingReference, InboxId, OfficerId, ServiceId, SessionPseudonym, SlotId
from care.search import Found, Offer, Wanted
from care.slots import Held
from care.usage import topic_of
from reports.counting import Counter
from storage import bookings as booked
from storage import directory, finding, forgetting, private, sessions, slots
from storage.database import Database
from storage.desk import StoredOffice
from storage.keys import Keys
from storage.salts import salts_of


@dataclass
class Booth:
    """Satisfies `actions.counter.Counter`; safe to share between threads.

    `department_size` and `timezone` are those of the anonymous totals; of a department of 0 nothing is counted.
    """

    database: Database
    keys: Keys = field(repr=False)
    clock: Clock
    samples: bool
    department_size: int = 0
    timezone: str = "UTC"
    _services: tuple[int, tuple[Service, ...]] = field(default=(-1, ()), repr=False)

    def officer_of(self, session: SessionPseudonym) -> OfficerId | None:
        """Return whose session it is; None for a visitor."""
        with self.database.read() as connection:
            return sessions.officer_of(connection, session)

    def services(self) -> tuple[Service, ...]:
        """Return every service that may be shown; the list is read anew when the directory has changed."""
        read_at, known = self._services
        with self.database.read() as connection:
            version = directory.version(connection)
            if version != read_at:
                known = tuple(directory.all_services(connection, self.samples))
                self._services = (version, known)
        return known

    def articles(self, locale: str) -> tuple[Article, ...]:
        """Return the articles in a language."""
        with self.database.read() as connection:
            return tuple(directory.all_articles(connection, locale))

    def find(self, wanted: Wanted, without: Container[SlotId], classes: bool = False) -> Found:
        """Return free slots of those one can talk to, or seats in classes; the best first."""
        services = search.candidates(wanted, [s for s in self.services() if is_class(s) is classes])
        with self.database.read() as connection:
            free = slots.free_slots(connection, self.clock.now(), [service.id for service in services])
        return search.search(wanted, services, free, without)

    def instead(self, wanted: Wanted, lost: SlotId) -> Found:
        """Return the next best slots when somebody else took one."""
        with self.database.read() as connection:
            return finding.find_instead(connection, wanted, lost, self.clock.now(), self.samples)

    def next_free(self, kinds: Container[ProviderKind] | None = None, classes: bool = False) -> Offer | None:
        """Return the next free slot of these kinds of helper, or of any; of those one can talk to, or classes."""
        fitting = {
            service.id: service
            for service in self.services()
            if is_class(service) is classes
            and Audience.OFFICER in service.audience
            and (kinds is None or service.provider_kind in kinds)
        }
        with self.database.read() as connection:
            free = slots.free_slots(connection, self.clock.now(), fitting, at_most=1)
        return Offer(fitting[free[0].service], free[0]) if free else None

    def others(self, service: ServiceId, wanted: Wanted, without: Container[SlotId]) -> Found:
        """Return free slots of one service, the best first."""
        services = [each for each in self.services() if each.id == service]
        with self.database.read() as connection:
            free = slots.free_slots(connection, self.clock.now(), [service])
        return search.search(wanted, services, free, without)

    def offer(self, slot: SlotId) -> Offer | None:
        """Return a slot with its service, whether free or not, and whether the service is still shown or not."""
        with self.database.read() as connection:
            return finding.offer_of(connection, slot, self.clock.now())

    def hold(self, officer: OfficerId, slot: SlotId, inbox: InboxId) -> Held | Refusal:
        """Hold a slot for the officer, or start the ten minutes anew."""
        with self._office().desk() as desk:
            return slot_rules.hold(desk, officer, slot, inbox, self.clock.now())

    def let_go(self, officer: OfficerId) -> None:
        """Free what the officer holds."""
        with self._office().desk() as desk:
            slot_rules.let_go(desk, officer, self.clock.now())

    def answer_of(self, officer: OfficerId, token: str) -> str | None:
        """Return a private answer that the gateway sealed."""
        with self.database.read() as connection:
            return private.read(connection, self.keys, officer, token)

    def book(self, officer: OfficerId, slot: SlotId, contact: str | None, inbox: InboxId) -> Booked | Refusal:
        """Book a slot; a hold that ran out meanwhile is renewed when the slot is still free."""
        with self._office().desk() as desk:
            now = self.clock.now()
            held = slot_rules.hold(desk, officer, slot, inbox, now)
            if isinstance(held, Refusal):
                return held
            result = booking_rules.book(desk, officer, slot, contact, inbox, now)
            if isinstance(result, Booked):
                self._count(desk.connection, officer, result.booking)
            return result

    def bookings(self, officer: OfficerId) -> tuple[Booking, ...]:
        """Return the officer's open bookings, the next first."""
        with self.database.read() as connection:
            return booked.open_bookings(connection, self.keys, officer, self.clock.now())

    def left_for(self, officer: OfficerId, booking: Booking) -> Kind | None:
        """Return what kind of contact the officer left for a booking."""
        with self.database.read() as connection:
            return booked.contact_kind(connection, self.keys, officer, booking)

    def move(self, officer: OfficerId, reference: BookingReference, slot: SlotId, inbox: InboxId) -> Booked | Refusal:
        """Move a booking, in one step."""
        with self._office().desk() as desk:
            return booking_rules.move(desk, officer, reference, slot, inbox, self.clock.now())

    def cancel(self, officer: OfficerId, reference: BookingReference, inbox: InboxId) -> Cancelled | Refusal:
        """Cancel an open booking."""
        with self._office().desk() as desk:
            return booking_rules.cancel(desk, officer, reference, inbox, self.clock.now())

    def forget(self, officer: OfficerId) -> None:
        """Destroy the officer's key and rows; open bookings are cancelled. Twice is harmless."""
        forgetting.forget(self.database, self.keys, officer, self.clock.now())

    @cached_property
    def totals(self) -> Counter:
        """What counts for the anonymous totals, in the transaction of the effect."""
        return Counter(salts_of(self.keys), self.clock, self.department_size, self.timezone)

    def _count(self, connection: Connection, officer: OfficerId, booking: Booking) -> None:
        """Count a booking, and its helper's topic for who asked about none before."""
        service = next((each for each in self.services() if each.id == booking.slot.service), None)
        self.totals.count(connection, officer, "booked")
        if service is not None:
            self.totals.count(connection, officer, "topic", topic_of(service.provider_kind))

    def _office(self) -> StoredOffice:
        return StoredOffice(self.database, self.keys, self.clock)
