"""The safety plan of Stanley and Brown as a form: private, kept only on request, shown on request."""

import pytest

from care.safety_plan import LONGEST, STEPS
from storage import private, safety_plans
from storage.tables.gateway import private_answers
from tests.dialogue.person import Person
from tests.dialogue.running import House

WRITTEN = {
    "signs": "I stop answering the phone",
    "alone": "run the river loop",
    "places": "the boat yard, my sister's kitchen",
    "people": "my sister",
    "lines": "988",
    "safe": "Dan keeps the gun safe's key",
}


def write_all(officer: Person) -> None:
    officer.send("/safety_plan")
    officer.press("plan.begin")
    for text in WRITTEN.values():
        officer.type(text)


def kept(house: House, officer: Person) -> dict[str, str] | None:
    assert officer.officer is not None
    with house.database.read() as connection:
        plan = safety_plans.read(connection, house.keys, officer.officer)
    return dict(plan.steps) if plan else None


def test_six_steps_are_asked_in_their_order_with_progress(officer: Person) -> None:
    officer.send("/safety_plan")
    assert "sent to nobody" in officer.all_said
    officer.press("plan.begin")
    for number, (step, text) in enumerate(WRITTEN.items(), 1):
        assert officer.asked == f"plan_{step}"
        assert officer.said[-1].startswith(f"{number} of 6.")
        officer.type(text)
    assert officer.asked == "plan_keep"


def test_nothing_is_kept_before_the_officer_says_so(house: House, officer: Person) -> None:
    write_all(officer)
    assert kept(house, officer) is None
    officer.press("plan.keep")
    assert kept(house, officer) == WRITTEN
    assert officer.form is None
    with house.database.read() as connection:
        assert connection.execute(private_answers.select()).all() == []


def test_the_dialogue_never_sees_a_word_of_it(officer: Person) -> None:
    write_all(officer)
    officer.press("plan.keep")
    officer.send("/safety_plan")
    said = "\n".join(officer.turns)
    assert all(text not in said for step, text in WRITTEN.items() if step != "lines")
    assert officer.documents == [{"kind": "safety_plan"}]


def test_a_plan_that_is_not_wanted_is_gone(house: House, officer: Person) -> None:
    write_all(officer)
    officer.press("plan.drop")
    assert kept(house, officer) is None
    with house.database.read() as connection:
        assert connection.execute(private_answers.select()).all() == []


def test_steps_can_be_left_out_and_gone_back_to(house: House, officer: Person) -> None:
    officer.send("/plan_begin")
    officer.press("plan.skip")
    assert officer.asked == "plan_alone"
    officer.press("plan.back")
    assert officer.asked == "plan_signs"
    officer.type(WRITTEN["signs"])
    for _ in STEPS[1:]:
        officer.press("plan.skip")
    officer.press("plan.keep")
    assert kept(house, officer) == {"signs": WRITTEN["signs"]}


def test_a_plan_with_nothing_in_it_is_not_kept(house: House, officer: Person) -> None:
    officer.send("/plan_begin")
    for _ in STEPS:
        officer.press("plan.skip")
    assert "nothing to keep" in officer.press("plan.keep")
    assert kept(house, officer) is None


def test_stopping_deletes_what_was_written(house: House, officer: Person) -> None:
    officer.send("/plan_begin")
    officer.type(WRITTEN["signs"])
    assert "Nothing of it is kept" in officer.press("leave")
    assert officer.form is None
    with house.database.read() as connection:
        assert connection.execute(private_answers.select()).all() == []


def test_what_is_too_long_is_asked_for_again(officer: Person) -> None:
    officer.send("/plan_begin")
    assert "at most 1000 characters" in officer.type("x" * (LONGEST + 1))
    assert officer.asked == "plan_signs"


def test_an_answer_that_has_expired_is_asked_for_again(house: House, officer: Person) -> None:
    write_all(officer)
    with house.database.write() as connection:
        token = connection.execute(private_answers.select().limit(1)).one().token
        private.discard(connection, token)
    assert "older than an hour" in officer.press("plan.keep")
    assert officer.asked is not None
    assert officer.asked.startswith("plan_")
    officer.type("once more")
    officer.press("plan.keep")
    assert len(kept(house, officer) or {}) == len(STEPS)


def test_a_crisis_in_the_middle_keeps_the_place(officer: Person) -> None:
    officer.send("/plan_begin")
    officer.type(WRITTEN["signs"])
    officer.send("/crisis_path", risk="crisis")
    assert officer.asked == "plan_alone"
    assert len(officer.said) == 1
    assert "2 of 6." in officer.press("crisis.resume")


def test_a_kept_plan_is_deleted_after_one_question(house: House, officer: Person) -> None:
    write_all(officer)
    officer.press("plan.keep")
    officer.press("plan.show")
    officer.press("plan.delete")
    assert kept(house, officer) == WRITTEN
    officer.press("plan.delete_yes")
    assert kept(house, officer) is None


def test_a_visitor_gets_the_six_steps_for_a_sheet_of_paper(house: House, visitor: Person) -> None:
    said = visitor.send("/safety_plan")
    assert "sheet of paper" in said
    assert "consent.yes" in visitor.buttons
    visitor.send("/plan_begin")
    assert visitor.form is None


@pytest.mark.parametrize("payload", ["/plan_skip", "/plan_keep", "/plan_drop", "/plan_back"])
def test_a_stale_button_of_the_plan_says_what_a_plan_is(officer: Person, payload: str) -> None:
    assert "Stanley and Brown" in officer.send(payload)
    assert officer.form is None
