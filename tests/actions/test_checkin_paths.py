"""After an incident, reminders, feedback and history, step by step."""

from datetime import time, timedelta

import pytest

from actions import history, stored
from care.checkins import Checkin
from care.reminders import Every, Leave, Quiet, Shift
from tests.actions.talk import Talk
from tests.actions.turns import NOW, turn
from tests.databases import NOON


def test_the_first_words_after_an_incident_ask_not_to_write_it_down() -> None:
    talk = Talk("incident_form")
    assert talk.type("I was in a shooting last night", "ask_trauma_after_incident") == ["utter_incident_first"]
    assert {"incident.ok", "incident.shaken", "incident.bad", "human", "crisis.help"} <= set(talk.buttons)


def test_what_is_typed_there_is_left_in_no_slot() -> None:
    talk = Talk("incident_form")
    talk.type("bad wreck, kids", "ask_trauma_after_incident")
    said = talk.type("he had a knife and I fired twice", "ask_trauma_after_incident")
    assert said[:3] == ["utter_incident_expect", "utter_incident_helps", "utter_incident_avoid"]
    assert "knife" not in repr(talk.slots)
    assert talk.said[-1] == "utter_ask_follow_up"


def test_who_is_not_well_is_asked_directly_and_offered_a_time() -> None:
    talk = Talk("incident_form")
    talk.type("officer involved shooting", "ask_trauma_after_incident")
    talk.press("incident.bad")
    assert "utter_crisis_possible" in talk.said
    assert "utter_check_soon" in talk.said


def test_the_path_begins_only_with_a_yes_and_stops_with_one_tap() -> None:
    talk = Talk("incident_form")
    talk.type("there was a shooting", "ask_trauma_after_incident")
    talk.press("incident.shaken")
    assert talk.notebook.chosen.incident is None
    assert talk.press("follow.yes") == ["utter_follow_up_on"]
    assert talk.notebook.chosen.incident is not None
    assert "follow.stop" in talk.buttons


def test_a_no_begins_nothing_and_a_visitor_is_asked_for_start() -> None:
    talk = Talk("incident_form")
    talk.type("there was a shooting", "ask_trauma_after_incident")
    talk.type("not good at all")
    assert talk.type("no", "deny") == ["utter_follow_up_no"]
    visitor = Talk("incident_form", officer=None)
    visitor.type("there was a shooting", "ask_trauma_after_incident")
    visitor.press("incident.ok")
    assert visitor.said[-1] == "utter_ask_follow_up_visitor"
    assert visitor.notebook.chosen.incident is None


def reminders() -> Talk:
    talk = Talk("reminder_form")
    talk.send("/set_reminders")
    return talk


def test_weekly_nights_with_the_suggested_quiet_hours() -> None:
    talk = reminders()
    for button in ("remind.weekly", "shift.night", "quiet.default"):
        talk.press(button)
    plan = talk.notebook.chosen.plan
    assert plan is not None
    assert (plan.every, plan.cycle, plan.quiet) == (Every.WEEK, (Shift.NIGHT,), Quiet(time(8), time(15)))
    assert talk.said == ["utter_reminders_on"]


def test_a_rotation_in_words_begins_on_a_day_ahead() -> None:
    talk = reminders()
    talk.type("every month please")
    talk.type("rotating")
    assert talk.type("it varies") == ["utter_ask_cycle_again"]
    talk.type("2 days, 2 nights, 4 off")
    assert talk.type("last monday", datetime={"date": "2026-11-09"}) == ["utter_ask_cycle_first_again"]
    talk.type("on friday", datetime={"date": "2026-11-20"})
    assert talk.type("25 to 7") == ["utter_ask_quiet_again"]
    talk.type("11 pm to 6:30 am")
    plan = talk.notebook.chosen.plan
    assert plan is not None
    assert (len(plan.cycle), plan.first.isoformat(), plan.quiet) == (8, "2026-11-20", Quiet(time(23), time(6, 30)))


def test_after_two_answers_that_are_none_a_person_is_offered() -> None:
    talk = reminders()
    for text in ("purple", "every leap year"):
        assert "human" not in talk.buttons
        talk.type(text)
    assert {"human", "remind.weekly"} <= set(talk.buttons)
    talk.press("remind.weekly")
    assert "human" not in talk.buttons
    rating = Talk("feedback_form")
    rating.type("i want to give feedback", "give_feedback")
    for wrong in ("great", "12"):
        rating.type(wrong)
    assert "human" in rating.buttons


def test_leave_and_time_zone_are_changed_alone_and_checked() -> None:
    talk = reminders()
    for button in ("remind.weekly", "shift.day", "quiet.default"):
        talk.press(button)
    talk.press("remind.leave")
    assert talk.type("until last week", datetime={"date": "2026-11-02"}) == ["utter_ask_leave_until_again"]
    talk.type("until the 30th", datetime={"date": "2026-11-30"})
    talk.press("remind.zone")
    assert talk.type("Mars/Olympus") == ["utter_ask_zone_again"]
    talk.type("Denver")
    plan = talk.notebook.chosen.plan
    assert plan is not None
    assert plan.timezone == "America/Denver"
    assert isinstance(plan.leave, Leave)
    assert plan.leave.last.isoformat() == "2026-11-30"
    assert plan.cycle == (Shift.DAY,)


def test_no_reminders_is_one_tap() -> None:
    talk = reminders()
    assert talk.press("remind.none") == ["utter_reminders_off"]
    assert talk.notebook.chosen.plan is None


def test_feedback_is_a_number_and_a_line() -> None:
    talk = Talk("feedback_form", answers={"prv_1": "helped"})
    assert talk.send('/rate{"score": 4, "booking": "ABC234"}') == ["utter_ask_feedback_note"]
    talk.send('/private_answer{"token": "prv_1"}')
    assert talk.notebook.rated == [(4, "ABC234", "helped")]


@pytest.mark.parametrize("wrong", ["6", "0", "-1", "great"])
def test_feedback_out_of_range_is_asked_again(wrong: str) -> None:
    talk = Talk("feedback_form")
    talk.type("i want to give feedback", "give_feedback")
    assert talk.type(wrong) == ["utter_ask_feedback_again"]
    talk.type("five")
    talk.press("note.none")
    assert talk.notebook.rated == [(5, "", "")]


@pytest.mark.parametrize("form", ["incident_form", "reminder_form", "feedback_form"])
def test_stop_is_a_way_out_of_every_path(form: str) -> None:
    talk = Talk(form)
    talk.send(
        {"incident_form": "/ask_trauma_after_incident", "reminder_form": "/set_reminders"}.get(form, "/give_feedback")
    )
    assert talk.type("never mind", "deny") == ["utter_left"]
    assert not talk.is_open


def test_a_rating_without_a_line_is_kept_when_the_line_is_skipped() -> None:
    talk = Talk("feedback_form")
    talk.send('/rate{"score": 4}')
    assert talk.type("skip", "nlu_fallback") == ["utter_feedback_kept"]
    assert talk.notebook.rated == [(4, "", "")]


def shown(talk: Talk, text: str, intent: str = "checkin_history", **entities: str) -> list[str]:
    now = turn(text, intent, entities or None)
    (history.act if intent == "history_do" else history.show)(now, talk.tools())
    talk._hear(now)
    return talk.said


def a_history() -> Talk:
    talk = Talk("checkin_form")
    for week, answers in enumerate([(3, 3, 2, 2), (2, 2, 1, 1), (1, 1, 1, 0)]):
        talk.notebook.checkins.append(Checkin(f"{week:032}", "phq4", NOON + timedelta(weeks=week), answers))
    return talk


def test_the_history_is_text_first_and_says_what_telegram_sees() -> None:
    talk = a_history()
    assert shown(talk, "how have I been?") == ["utter_history", "utter_history_telegram"]
    said = talk.values["utter_history"]
    assert "10 of 12" in said["list"]
    assert said["trend"] == "First to latest of 3: 10, now 3, lower."
    assert {"history.picture", "history.json", "history.csv"} <= set(talk.buttons)


def test_one_or_all_can_be_deleted_after_a_question() -> None:
    talk = a_history()
    assert shown(talk, "delete that one") == ["utter_ask_drop_one"]
    shown(talk, talk.buttons["entry.1"], "history_do", do="drop", entry=f"{2:032}")
    assert len(talk.notebook.checkins) == 2
    assert shown(talk, "delete all my check-ins") == ["utter_ask_drop_all"]
    assert shown(talk, "/history_do", "history_do", do="drop_all") == ["utter_entries_dropped"]
    assert shown(talk, "how have I been?") == ["utter_history_none"]


def test_a_picture_is_made_by_the_gateway_for_each_check() -> None:
    talk = a_history()
    shown(talk, "/history_do", "history_do", do="picture")
    assert talk.values["utter_history_picture"]["custom"]["document"] == {"kind": "trend", "check": "phq4"}


def test_delete_all_just_after_the_list_means_the_list_and_later_everything() -> None:
    talk = a_history()
    shown(talk, "how have I been?")
    now = turn("delete all", "delete_my_data", history_shown=NOW)
    stored.validate_forget(now, talk.tools())
    assert [message["response"] for message in now.dispatcher.messages] == ["utter_ask_drop_all"]
    whole = turn("delete all my data", "delete_my_data", history_shown=NOW)
    stored.validate_forget(whole, talk.tools())
    assert whole.dispatcher.messages == []
