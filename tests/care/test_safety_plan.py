import pytest

from care.safety_plan import LONGEST, STEPS, SafetyPlan


def test_a_plan_has_the_six_steps_of_stanley_and_brown_in_their_order() -> None:
    assert STEPS == ("signs", "alone", "places", "people", "lines", "safe")


def test_a_plan_never_shows_its_words_by_accident() -> None:
    assert "phone" not in repr(SafetyPlan({"signs": "I stop answering the phone"}))


@pytest.mark.parametrize("steps", [{"other": "x"}, {"signs": "  "}, {"signs": "x" * (LONGEST + 1)}])
def test_what_is_no_step_empty_or_too_long_is_refused(steps: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="step"):
        SafetyPlan(steps)


def test_a_plan_without_a_word_is_empty() -> None:
    assert SafetyPlan({}).is_empty
