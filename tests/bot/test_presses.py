"""What is a press though it was typed: a button's own name, and nothing else."""

from datetime import UTC, datetime

import pytest

from bot.messages import Button
from bot.presses import is_name, lasting_buttons
from bot.session import Session, new_session
from tests.bot.house import the_words

LASTING = lasting_buttons(the_words())
HOLD = Button("slot.hold", "Tue 18:00", "/choose_slot")
SKIP = Button("check.skip", "Skip", "/skip_item")


@pytest.fixture
def session() -> Session:
    begun = new_session(None, "en", "America/Chicago", datetime(2026, 11, 16, tzinfo=UTC))
    return begun.offering((HOLD,)).offering((SKIP,))


@pytest.mark.parametrize(
    "text", ["slot.hold", "/choose_slot", "check.skip", "Skip", "skip", "consent.yes", "crisis.yes"]
)
def test_a_buttons_id_payload_or_current_title_is_a_press(session: Session, text: str) -> None:
    assert is_name(text, session, LASTING)


@pytest.mark.parametrize(
    "text", ["Tue 18:00", "i.want.to.die", "skip it all", "slot.hold i want to die", "/restart", ""]
)
def test_anything_else_is_talk_that_the_screen_reads(session: Session, text: str) -> None:
    assert not is_name(text, session, LASTING)


def test_without_a_session_only_what_lasts_is_a_name() -> None:
    assert is_name("consent.yes", None, LASTING)
    assert not is_name("slot.hold", None, LASTING)
