"""The stored desk does what the fake does, whatever officers do in whatever order, and the rules hold."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from care.bookings import Booked, Cancelled, book, cancel, move
from care.desk import Booking, Desk
from care.directory import SlotState
from care.names import BookingReference, InboxId, OfficerId, SlotId
from care.slots import HOLD_FOR, OPEN_AT_MOST, Held, hold, let_go
from storage.database import Database
from storage.desk import StoredOffice
from storage.keys import Keys
from storage.slots import release_expired
from tests.care.fake_desk import FakeDesk
from tests.cast import a_slot
from tests.databases import NOON, MovableClock
from tests.storage.offices import clear, open_office, put_officer

SLOTS = [SlotId(f"slot {number}") for number in range(5)]
PUBLISHED = [
    a_slot(name, NOON + timedelta(minutes=40 * (number + 1)), ("counselling", "peer")[number % 2])
    for number, name in enumerate(SLOTS)
]
OFFICERS = [OfficerId(letter * 32) for letter in "abc"]
SLOT, OFFICER = st.sampled_from(SLOTS), st.sampled_from(OFFICERS)

Act = Callable[[Desk, BookingReference], Any]


class Desks(RuleBasedStateMachine):
    """Drives both desks alike. Officers a, b, c; five slots that begin one after the other."""

    database: Database
    office: StoredOffice

    def __init__(self) -> None:
        super().__init__()
        self.now = NOON
        self.messages = 0
        self.fake = FakeDesk.of(PUBLISHED, OFFICERS)
        self.references: dict[BookingReference, BookingReference] = {}  # the fake's to the stored one

    @initialize()
    def start_anew(self) -> None:
        clear(self.database)
        open_office(self.database, self.office.keys, self.office.clock, PUBLISHED)
        for officer in OFFICERS:
            put_officer(self.database, officer)

    @rule(officer=OFFICER, slot=SLOT, moving=st.booleans())
    def hold(self, officer: OfficerId, slot: SlotId, moving: bool) -> None:
        inbox = self.message()
        self.both(lambda desk, _: hold(desk, officer, slot, inbox, self.now, moving))

    @rule(officer=OFFICER)
    def let_go(self, officer: OfficerId) -> None:
        self.both(lambda desk, _: let_go(desk, officer, self.now))

    @rule(officer=OFFICER, slot=SLOT)
    def hold_and_book(self, officer: OfficerId, slot: SlotId) -> None:
        self.hold(officer, slot, False)
        self.book(officer, slot)

    @rule(officer=OFFICER, slot=SLOT)
    def book(self, officer: OfficerId, slot: SlotId) -> None:
        inbox = self.message()
        self.both(lambda desk, _: book(desk, officer, slot, None, inbox, self.now))

    @rule(officer=OFFICER, slot=SLOT, pick=st.integers(0, 9))
    def move(self, officer: OfficerId, slot: SlotId, pick: int) -> None:
        inbox = self.message()
        self.both(lambda desk, mine: move(desk, officer, mine, slot, inbox, self.now), pick)

    @rule(officer=OFFICER, pick=st.integers(0, 9))
    def cancel(self, officer: OfficerId, pick: int) -> None:
        inbox = self.message()
        self.both(lambda desk, mine: cancel(desk, officer, mine, inbox, self.now), pick)

    @rule(minutes=st.sampled_from([1, 5, 10, 45]))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule()
    def due_job_releases_holds(self) -> None:
        with self.database.write() as connection:
            release_expired(connection, self.now)

    @invariant()
    def both_stand_alike_and_the_rules_hold(self) -> None:
        live: Counter[SlotId] = Counter()
        with self.office.desk() as desk:
            for slot in SLOTS:
                assert desk.slot(slot, self.now) == self.fake.slot(slot, self.now)
            for officer in OFFICERS:
                stored = desk.open_bookings(officer, self.now)
                expected = self.fake.open_bookings(officer, self.now)
                assert [shown(each) for each in stored] == [shown(each) for each in expected]
                assert len(stored) <= OPEN_AT_MOST
                live.update(booking.slot.id for booking in stored)
        assert all(number == 1 for number in live.values())
        assert all(self.fake.slots[slot].state is SlotState.BUSY for slot in live)
        assert all(until <= self.now + HOLD_FOR for _, until in self.fake.holds.values())

    def message(self) -> InboxId:
        self.messages += 1
        return InboxId(f"message {self.messages}")

    def both(self, act: Act, pick: int = 0) -> None:
        """Do a thing at both desks, twice with the same message: the outcomes agree and repeat."""
        known = sorted(self.references) or [BookingReference("NONE22")]
        mine = known[pick % len(known)]
        expected = act(self.fake, mine)
        outcomes = []
        for _ in range(2):
            with self.office.desk() as desk:
                outcomes.append(act(desk, self.references.get(mine, mine)))
        assert outcomes[0] == outcomes[1]
        assert outcome(outcomes[0]) == outcome(expected)
        if isinstance(expected, Booked):
            self.references[expected.booking.reference] = outcomes[0].booking.reference


def shown(booking: Booking) -> tuple[SlotId, datetime, str, int, bool]:
    """Return what two bookings of the same thing have in common."""
    return booking.slot.id, booking.slot.start, booking.state, booking.sequence, booking.has_contact


def outcome(result: Any) -> Any:
    """Return what two outcomes of the same thing have in common: not their random references."""
    if isinstance(result, Booked | Cancelled):
        return type(result), shown(result.booking)
    return (Held, result.slot, result.until) if isinstance(result, Held) else result


def test_officers_in_any_order_get_what_the_rules_say(database: Database, keys: Keys, clock: MovableClock) -> None:
    for officer in OFFICERS:
        keys.officers.make(officer)
    Desks.database, Desks.office = database, StoredOffice(database, keys, clock)
    run_state_machine_as_test(
        Desks,
        settings=settings(
            max_examples=12,
            stateful_step_count=20,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
