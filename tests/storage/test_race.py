from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TypeVar

from care.bookings import Booked, book, move
from care.desk import Refusal
from care.names import OfficerId, SlotId, new_inbox_id
from care.search import Found, Wanted
from care.slots import Held, hold
from storage.database import Database
from storage.desk import StoredOffice
from storage.finding import find_instead
from storage.keys import Keys
from tests.cast import a_slot
from tests.databases import NOON, MovableClock
from tests.storage.offices import consenting, open_office, put_officer

OFFICERS = [OfficerId(f"{number:032x}") for number in range(50)]
WANTED_SLOT = SlotId("six o'clock")
SLOTS = [
    a_slot(WANTED_SLOT, NOON + timedelta(hours=6)),
    *(a_slot(f"later {n}", NOON + timedelta(hours=7 + n)) for n in range(3)),
    *(a_slot(f"peer {n}", NOON + timedelta(hours=6 + n), "peer") for n in range(3)),
]
Result = TypeVar("Result")


def at_once(count: int, act: Callable[[int], Result]) -> list[Result]:
    """Let `count` threads start together and return what each got."""
    start = Barrier(count)

    def run(number: int) -> Result:
        start.wait()
        return act(number)

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(run, range(count)))


def test_fifty_officers_race_for_one_slot_and_the_other_49_get_the_next_best(
    database: Database, keys: Keys, clock: MovableClock
) -> None:
    """Promise 3: a booking is never doubled."""
    office = open_office(database, keys, clock, SLOTS)
    for officer in OFFICERS:
        put_officer(database, officer)

    def choose(number: int) -> Held | Found:
        with office.desk() as desk:
            outcome = hold(desk, OFFICERS[number], WANTED_SLOT, new_inbox_id(), NOON)
        if isinstance(outcome, Held):
            return outcome
        assert outcome is Refusal.TAKEN
        with database.read() as connection:
            return find_instead(connection, Wanted(), WANTED_SLOT, NOON)

    outcomes = at_once(len(OFFICERS), choose)
    offered = [outcome for outcome in outcomes if isinstance(outcome, Found)]
    assert Counter(type(outcome) for outcome in outcomes) == {Held: 1, Found: 49}
    assert {outcome.offers[0].slot.id for outcome in offered} == {"later 0"}
    assert all(WANTED_SLOT not in {offer.slot.id for offer in outcome.offers} for outcome in offered)


def test_ten_officers_who_move_to_one_slot_leave_nine_where_they_were(
    database: Database, keys: Keys, clock: MovableClock
) -> None:
    many = [a_slot(f"own {n}", NOON + timedelta(days=1, hours=n)) for n in range(10)]
    office = open_office(database, keys, clock, [*SLOTS, *many])
    officers = [consenting(database, keys, number) for number in range(10)]
    bookings = [booked(office, officer, many[number].id) for number, officer in enumerate(officers)]

    def go(number: int) -> Booked | Refusal:
        reference = bookings[number].booking.reference
        with office.desk() as desk:
            return move(desk, officers[number], reference, WANTED_SLOT, new_inbox_id(), NOON)

    outcomes = at_once(10, go)
    assert Counter(type(outcome) for outcome in outcomes) == {Booked: 1, Refusal: 9}
    with office.desk() as desk:
        kept = [desk.open_bookings(officer, NOON)[0].slot.id for officer in officers]
    assert len(set(kept)) == 10


def test_one_officer_who_presses_everywhere_at_once_has_two_bookings(
    database: Database, keys: Keys, clock: MovableClock
) -> None:
    office = open_office(database, keys, clock, SLOTS)
    officer = consenting(database, keys, 1)

    def press(number: int) -> None:
        with office.desk() as desk:
            hold(desk, officer, SLOTS[number].id, new_inbox_id(), NOON)
            book(desk, officer, SLOTS[number].id, None, new_inbox_id(), NOON)

    at_once(len(SLOTS), press)
    with office.desk() as desk:
        assert len(desk.open_bookings(officer, NOON)) == 2


def booked(office: StoredOffice, officer: OfficerId, slot: SlotId) -> Booked:
    with office.desk() as desk:
        hold(desk, officer, slot, new_inbox_id(), NOON)
        outcome = book(desk, officer, slot, None, new_inbox_id(), NOON)
    assert isinstance(outcome, Booked)
    return outcome
