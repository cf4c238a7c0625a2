"""Short replies and misunderstandings under the questions of the booking form, without Rasa."""

from dataclasses import fields
from typing import Any

import pytest

from actions.asking import ask_confirmation
from actions.booking import validate
from actions.counter import Tools
from actions.fallback import fallback, out_of_scope
from actions.turn import Turn
from care.directory import Modality
from care.search import Found
from tests.actions.turns import turn

OFFERED = [{"slot": f"s{number}", "at": "2026-11-17T18:00:00+00:00"} for number in (1, 2, 3)]


class Desk:
    """Knows one slot of one service, and nothing free besides."""

    def __init__(self) -> None:
        self.given_back = 0

    def offer(self, _slot: str) -> Any:
        class Thing:
            pass

        offer: Any = Thing()
        offer.slot, offer.service = Thing(), Thing()
        offer.slot.modality, offer.service.organisation = Modality.PHONE, Thing()
        offer.service.organisation.name = "Lantern House"
        return offer

    def find(self, *_wishes: object) -> Found:
        return Found(())

    def let_go(self, _officer: str) -> None:
        self.given_back += 1

    def bookings(self, _officer: str) -> tuple[()]:
        return ()

    def next_free(self, *_kinds: object) -> None:
        return None

    def articles(self, _locale: str) -> tuple[()]:
        return ()


def tools() -> Tools:
    fake: Any = Desk()
    return Tools(**dict.fromkeys((each.name for each in fields(Tools)), fake))


def asked(text: str, slot: str, intent: str = "nlu_fallback", **slots: Any) -> Turn:
    held = {} if slot == "slot_choice" else {"slot_choice": "s1"}
    known = {"requested_slot": slot, "offered": OFFERED, **held, **slots}
    return turn(text, intent=intent, form="booking_form", **known)


def said(about: Turn) -> list[str]:
    return [each["response"] for each in about.dispatcher.messages]


@pytest.mark.parametrize("slot", ["slot_choice", "contact", "contact_number", "contact_alias", "confirmation"])
@pytest.mark.parametrize("text", ["stop", "never mind", "parar"])
def test_stop_ends_the_form_at_every_question(slot: str, text: str) -> None:
    about = asked(text, slot)
    validate(about, tools())
    assert about.slot("requested_slot") is None
    assert said(about) == ["utter_left" if slot == "slot_choice" else "utter_left_booking"]


def test_back_from_a_number_leads_to_what_may_be_left() -> None:
    about = asked("back", "contact_number", contact="number")
    validate(about, tools())
    assert about.slot("requested_slot") == "contact"
    assert about.slot("contact") is None


def test_back_from_the_contact_leads_to_the_list_and_gives_the_time_back() -> None:
    about, desk = asked("back", "contact"), tools()
    validate(about, desk)
    assert about.slot("slot_choice") is None
    fake: Any = desk.counter
    assert fake.given_back == 1


def test_skip_leaves_nothing() -> None:
    about = asked("skip", "contact")
    validate(about, tools())
    assert about.slot("contact") == "none"


def test_a_number_out_of_range_is_said_so_and_the_question_comes_again() -> None:
    about = asked("57", "slot_choice")
    validate(about, tools())
    assert said(about) == ["utter_no_such_number"]
    assert about.events  # something is set: Rasa asks again


def test_a_no_to_the_only_times_there_are_stops() -> None:
    about = asked("no", "slot_choice", intent="deny")
    validate(about, tools())
    assert about.slot("requested_slot") is None


def test_a_yes_while_only_start_is_missing_says_so() -> None:
    about = asked("yes", "slot_choice", intent="affirm", pending_slot="s1")
    validate(about, tools())
    assert said(about) == ["utter_press_start"]


def test_move_it_means_the_time_that_is_held_when_nothing_is_booked() -> None:
    about = asked("move it", "confirmation", intent="reschedule_booking", contact="none")
    validate(about, tools())
    assert about.slot("slot_choice") is None


def test_a_question_at_the_contact_is_no_answer() -> None:
    about = asked("who sees my number?", "contact", intent="ask_confidentiality")
    validate(about, tools())
    assert about.slot("contact") is None


def test_nothing_is_confirmed_while_the_number_is_missing() -> None:
    about = asked("who can see this", "confirmation", contact="number", contact_number=None)
    ask_confirmation(about, tools())
    assert about.slot("requested_slot") == "contact_number"
    assert said(about) == ["utter_ask_contact_number"]


def test_misunderstandings_lead_from_words_to_buttons_to_a_person() -> None:
    ways = []
    for misses in range(3):
        about = asked("blorp", "slot_choice", misses=misses)
        fallback(about, tools())
        ways += said(about)
    assert ways == ["utter_fallback_form", "utter_fallback_form_again", "utter_fallback_human"]


def test_from_the_second_misunderstanding_on_a_question_has_a_way_out() -> None:
    about = asked("blorp", "contact", misses=2)
    about.ask("utter_ask_contact_again", [])
    assert [button["id"] for button in about.dispatcher.messages[0]["buttons"]] == ["human", "leave"]


def test_what_is_only_guessed_to_be_outside_was_not_understood() -> None:
    sure, guessed, in_crisis = (
        turn("tell me a joke", intent="out_of_scope", confidence=0.97),
        turn("blorp the wizzle", intent="out_of_scope", confidence=0.7),
        turn("blorp the wizzle", intent="out_of_scope", confidence=0.97, crisis=True),
    )
    for about in (sure, guessed, in_crisis):
        out_of_scope(about, tools())
    assert said(sure) == ["utter_out_of_scope"]
    assert said(guessed) == ["utter_fallback_menu"]
    assert said(in_crisis) == ["utter_fallback_crisis"]


def test_a_third_thing_outside_in_a_row_leads_to_a_person() -> None:
    about = turn("tell me a joke", intent="out_of_scope", confidence=0.97, misses=2)
    out_of_scope(about, tools())
    assert said(about) == ["utter_fallback_human"]
