from datetime import timedelta

from care.desk import Refusal
from care.names import InboxId, OfficerId, SlotId
from care.slots import HOLD_FOR, Held, hold, let_go
from tests.care.fake_desk import FakeDesk
from tests.cast import ANOTHER, OFFICER, a_slot
from tests.databases import NOON

SLOT, OTHER_SLOT, GONE = SlotId("six"), SlotId("seven"), SlotId("this morning")


def a_desk() -> FakeDesk:
    hours = {SLOT: 6, OTHER_SLOT: 7, GONE: -3}
    slots = [a_slot(name, NOON + timedelta(hours=hour)) for name, hour in hours.items()]
    return FakeDesk.of(slots, [OFFICER, ANOTHER])


def test_a_slot_is_held_for_ten_minutes() -> None:
    held = hold(a_desk(), OFFICER, SLOT, InboxId("1"), NOON)
    assert isinstance(held, Held)
    assert held.until - NOON == HOLD_FOR == timedelta(minutes=10)


def test_another_officer_cannot_have_what_is_held() -> None:
    desk = a_desk()
    hold(desk, OFFICER, SLOT, InboxId("1"), NOON)
    assert hold(desk, ANOTHER, SLOT, InboxId("2"), NOON + timedelta(minutes=9)) is Refusal.TAKEN


def test_a_hold_that_ran_out_can_be_claimed_at_once() -> None:
    desk = a_desk()
    hold(desk, OFFICER, SLOT, InboxId("1"), NOON)
    assert isinstance(hold(desk, ANOTHER, SLOT, InboxId("2"), NOON + HOLD_FOR), Held)


def test_an_officer_holds_one_slot_at_a_time() -> None:
    desk = a_desk()
    hold(desk, OFFICER, SLOT, InboxId("1"), NOON)
    hold(desk, OFFICER, OTHER_SLOT, InboxId("2"), NOON)
    assert isinstance(hold(desk, ANOTHER, SLOT, InboxId("3"), NOON), Held)


def test_a_refused_hold_leaves_the_earlier_one_standing() -> None:
    desk = a_desk()
    hold(desk, ANOTHER, OTHER_SLOT, InboxId("1"), NOON)
    hold(desk, OFFICER, SLOT, InboxId("2"), NOON)
    assert hold(desk, OFFICER, OTHER_SLOT, InboxId("3"), NOON) is Refusal.TAKEN
    assert hold(desk, ANOTHER, SLOT, InboxId("4"), NOON) is Refusal.TAKEN


def test_a_repeated_message_does_not_prolong_the_hold() -> None:
    desk = a_desk()
    first = hold(desk, OFFICER, SLOT, InboxId("1"), NOON)
    assert hold(desk, OFFICER, SLOT, InboxId("1"), NOON + timedelta(minutes=5)) == first


def test_letting_go_frees_the_slot() -> None:
    desk = a_desk()
    hold(desk, OFFICER, SLOT, InboxId("1"), NOON)
    let_go(desk, OFFICER, NOON)
    assert isinstance(hold(desk, ANOTHER, SLOT, InboxId("2"), NOON), Held)


def test_what_has_begun_or_never_was_cannot_be_held() -> None:
    desk = a_desk()
    assert hold(desk, OFFICER, GONE, InboxId("1"), NOON) is Refusal.PAST
    assert hold(desk, OFFICER, SlotId("never"), InboxId("2"), NOON) is Refusal.UNKNOWN


def test_who_has_not_consented_holds_nothing() -> None:
    assert hold(a_desk(), OfficerId("visitor"), SLOT, InboxId("1"), NOON) is Refusal.NO_CONSENT
