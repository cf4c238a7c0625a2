from datetime import UTC, datetime

import pytest

from actions.wishes import TALKERS, as_said, asks, merged, wanted
from care.directory import Audience, Modality, ProviderKind
from care.windows import PastTime
from tests.actions.turns import turn

NOW = datetime(2026, 11, 16, 18, 0, tzinfo=UTC)
ZONE = "America/New_York"
TUESDAY, FRIDAY = "2026-11-17", "2026-11-20"


def test_what_was_asked_for_is_kept_by_canonical_values() -> None:
    said = turn(
        intent="book_slot",
        entities={"datetime": {"date": TUESDAY, "part_of_day": "evening"}, "modality": "phone"},
    )
    assert asks(said) == {"times": [{"date": TUESDAY, "part_of_day": "evening"}], "modality": "phone"}


def test_an_intent_names_the_kind_of_helper_and_a_word_for_it_says_more() -> None:
    assert asks(turn(intent="ask_peer_support")) == {"kinds": ["peer_supporter"]}
    chaplain = turn(intent="ask_peer_support", entities={"provider_kind": "chaplain"})
    assert asks(chaplain) == {"kinds": ["chaplain"]}


def test_no_friday_keeps_the_evening_said_before() -> None:
    before = {"times": [{"date": TUESDAY, "part_of_day": "evening"}], "modality": "phone"}
    after = merged(before, {"times": [{"date": FRIDAY}]})
    assert after == {"times": [{"date": FRIDAY, "part_of_day": "evening"}], "modality": "phone"}


def test_at_six_keeps_the_day_said_before() -> None:
    assert merged({"times": [{"date": TUESDAY}]}, {"times": [{"time": "18:00"}]})["times"] == [
        {"date": TUESDAY, "time": "18:00"}
    ]


def test_a_whole_new_time_replaces_the_old_one() -> None:
    before = {"times": [{"date": TUESDAY, "part_of_day": "evening"}]}
    new = {"times": [{"date": FRIDAY, "time": "09:00"}]}
    assert merged(before, new)["times"] == [{"date": FRIDAY, "time": "09:00"}]


def test_by_phone_after_all_changes_only_that() -> None:
    assert merged({"modality": "video", "location": "downtown"}, {"modality": "phone"}) == {
        "modality": "phone",
        "location": "downtown",
    }


def test_who_names_nobody_wants_somebody_to_talk_to_in_their_own_language() -> None:
    nothing = wanted({}, NOW, ZONE, "es")
    assert nothing.provider_kinds == TALKERS
    assert nothing.language == "es"
    assert ProviderKind.LEGAL not in nothing.provider_kinds


def test_what_is_no_known_value_is_no_wish() -> None:
    said = as_said({"kinds": ["wizard"], "modality": "telepathy"}, NOW, ZONE)
    assert said.provider_kinds == ()
    assert said.modality is None
    assert as_said({"modality": "video"}, NOW, ZONE).modality is Modality.VIDEO


def test_a_time_that_has_passed_is_told_apart() -> None:
    with pytest.raises(PastTime):
        wanted({"times": [{"date": "2026-11-10"}]}, NOW, ZONE, "en")


def test_of_two_times_the_one_ahead_counts() -> None:
    said = wanted({"times": [{"date": "2026-11-10"}, {"date": FRIDAY}]}, NOW, ZONE, "en")
    assert len(said.windows) == 1


@pytest.mark.parametrize(
    "text",
    [
        "I need to talk to someone who gets shift work, tuesday evening, by phone",
        "somebody who understands working nights",
        "alguien que entienda los turnos",
    ],
)
def test_somebody_who_gets_shift_work_is_a_wish(text: str) -> None:
    assert asks(turn(text, "book_slot"))["shift_work"] is True


@pytest.mark.parametrize("text", ["my shift is killing me", "after my shift", "who is on nights", "mi turno"])
def test_talk_of_ones_own_shift_is_none(text: str) -> None:
    assert "shift_work" not in asks(turn(text, "book_slot"))


def test_a_woman_who_was_an_officer_for_my_wife() -> None:
    said = turn(intent="book_slot", entities={"gender_wish": "woman", "ex_officer": "yes", "audience": "family"})
    assert asks(said) == {"woman": True, "ex_officer": True, "audience": "family"}


def test_a_dispatcher_is_civilian_staff() -> None:
    said = as_said(asks(turn(entities={"audience": "civilian_staff"})), NOW, ZONE)
    assert said.audience is Audience.CIVILIAN
