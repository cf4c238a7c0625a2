"""Keeping a check-in, what it leads to, and the path after an incident."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest

from care.checkins import Checkin, Feedback, keep, rate
from care.directory import ProviderKind
from care.follow_ups import MONTH, STEPS, too_early_for_screen, when
from care.instruments.instrument import instrument, instruments
from care.instruments.scoring import BadAnswers, score
from care.names import InboxId, OfficerId
from care.next_steps import BY_BAND, Steps, next_steps
from care.reminders import NIGHT_REST
from tests.cast import ANOTHER, OFFICER

NOW = datetime(2026, 11, 16, 18, tzinfo=UTC)
MESSAGE = InboxId("1" * 32)


@dataclass
class FakeDiary:
    """Satisfies `care.checkins.Diary`."""

    kept: list[tuple[OfficerId, Checkin | Feedback]] = field(default_factory=list)
    counted: list[tuple[str, str]] = field(default_factory=list)
    done: dict[tuple[InboxId, str], dict[str, Any]] = field(default_factory=dict)

    def once(self, inbox: InboxId, name: str, act: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        if (inbox, name) not in self.done:
            self.done[inbox, name] = act()
        return self.done[inbox, name]

    def knows(self, officer: OfficerId) -> bool:
        return officer == OFFICER

    def add(self, officer: OfficerId, checkin: Checkin) -> None:
        self.kept.append((officer, checkin))

    def add_feedback(self, officer: OfficerId, feedback: Feedback) -> None:
        self.kept.append((officer, feedback))

    def count(self, officer: OfficerId, statistic: str, category: str) -> None:
        self.counted.append((statistic, category))


def a_checkin(name: str, *answers: int | None) -> Checkin:
    return Checkin("c" * 32, name, NOW, answers)


def test_a_message_that_comes_again_keeps_nothing_twice() -> None:
    diary = FakeDiary()
    for _ in range(3):
        assert keep(diary, OFFICER, a_checkin("phq4", 1, 1, 1, 1), MESSAGE)
    assert len(diary.kept) == 1
    assert diary.counted == [("phq4", "3-5")]


def test_who_was_forgotten_meanwhile_keeps_nothing() -> None:
    diary = FakeDiary()
    assert not keep(diary, ANOTHER, a_checkin("phq4", 1, 1, 1, 1), MESSAGE)
    assert diary.kept == []


def test_a_skipped_question_is_kept_but_counted_in_no_band() -> None:
    diary = FakeDiary()
    assert keep(diary, OFFICER, a_checkin("phq4", 1, None, 1, 1), MESSAGE)
    assert diary.counted == []


@pytest.mark.parametrize("bad", [("phq4", 1), ("phq4", 9, 9, 9, 9), ("mood", 1), ("pcptsd5", 1, 0)])
def test_nothing_unfinished_unknown_or_too_early_is_kept(bad: tuple[Any, ...]) -> None:
    diary = FakeDiary()
    with pytest.raises(BadAnswers):
        keep(diary, OFFICER, a_checkin(*bad), MESSAGE)
    assert diary.kept == []


def test_feedback_goes_from_one_to_five_and_is_counted_once() -> None:
    diary = FakeDiary()
    assert rate(diary, OFFICER, Feedback("f" * 32, NOW, 4), MESSAGE)
    assert rate(diary, OFFICER, Feedback("f" * 32, NOW, 4), MESSAGE)
    assert diary.counted == [("feedback", "4")]
    for wrong in (0, 6, -1):
        with pytest.raises(ValueError, match="1 to 5"):
            rate(diary, OFFICER, Feedback("f" * 32, NOW, wrong), MESSAGE)


def test_every_band_leads_somewhere_known() -> None:
    bands = {(each.id, band.id) for each in instruments() for band in each.bands}
    assert set(BY_BAND) == bands


def test_the_highest_bands_alone_lead_to_the_direct_question() -> None:
    for answers in product(range(4), repeat=4):
        assert next_steps(score(instrument("phq4"), answers)).direct == (sum(answers) >= 9)
    for answer in range(1, 6):
        assert next_steps(score(instrument("burnout"), [answer])).direct == (answer == 5)
    for mood, sleep, stress in product(range(1, 6), repeat=3):
        assert next_steps(score(instrument("quick"), [mood, sleep, stress])).direct == (mood == 1)


def test_a_skipped_question_does_not_hide_a_high_score() -> None:
    assert next_steps(score(instrument("phq4"), [3, 3, 3, None])).direct
    assert not next_steps(score(instrument("phq4"), [3, 3, None, None])).direct


def test_a_positive_subscale_leads_to_somebody_to_talk_to() -> None:
    assert next_steps(score(instrument("phq4"), [3, 0, 0, 0])).kinds


def test_poor_sleep_leads_to_sleep_and_calm_days_to_nothing() -> None:
    assert next_steps(score(instrument("quick"), [4, 1, 2])).article == "sleep"
    assert next_steps(score(instrument("quick"), [4, 4, 2])) == Steps()
    assert ProviderKind.SUBSTANCE_SPECIALIST in next_steps(score(instrument("auditc"), [4, 1, 0])).kinds


def test_who_drinks_much_is_warned_of_stopping_suddenly() -> None:
    assert next_steps(score(instrument("auditc"), [4, 2, 2])).taper


def test_the_screen_after_an_incident_is_offered_no_earlier_than_a_month_after() -> None:
    assert [step.name for step in STEPS if step.screens] == ["month"]
    assert too_early_for_screen(NOW, NOW + MONTH - timedelta(seconds=1))
    assert not too_early_for_screen(NOW, NOW + MONTH)
    assert not too_early_for_screen(None, NOW)


def test_the_path_keeps_its_order_and_the_quiet_hours() -> None:
    for hour in range(24):
        began = NOW + timedelta(hours=hour)
        instants = [when(step, began, NIGHT_REST, "America/Chicago") for step in STEPS]
        assert instants == sorted(instants)
        assert all(at >= began + step.after for at, step in zip(instants, STEPS, strict=True))
