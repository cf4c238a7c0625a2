"""Promise 2: a person in crisis is answered within a second, always, with everything else of ours down."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.crisis.words import FOLLOW_UP, FOLLOW_UP_OF
from bot.doors import Unreachable
from bot.reception import READABLE
from storage.database import Database
from storage.errors import DatabaseUnavailable
from storage.keys import Keys
from storage.tables.gateway import inbox
from tests.bot.fake_engine import FakeEngine, reply, turn
from tests.bot.house import FakeScreen, House, open_house
from tests.databases import MovableClock

RISKY = "I want to kill myself"


@contextmanager
def broken(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make every transaction fail, as a full disk or a lost server does."""

    @contextmanager
    def refuse(_self: Database) -> Iterator[None]:
        raise DatabaseUnavailable("test")
        yield

    with monkeypatch.context() as patch:
        patch.setattr(Database, "write", refuse)
        patch.setattr(Database, "read", refuse)
        yield


async def test_the_fixed_words_come_first_and_the_next_steps_follow(house: House) -> None:
    house.engine.script[FOLLOW_UP] = turn(reply("What would help?"))
    words, means, steps = await house.says("1", RISKY)
    assert words.text == house.words("utter_crisis_self")
    assert means.text == house.words("utter_crisis_means")
    for line in ("988", "CopLine", "not tied to any agency", "911"):
        assert line in words.text
    assert steps.text == "What would help?"
    assert house.door.closed[-1][1] == "crisis"


async def test_an_attempt_gets_the_emergency_number_first_and_nothing_that_distracts(house: House) -> None:
    (words,) = await house.says("1", "I took the pills")
    assert words.text == house.words("utter_crisis_attempt_now")
    assert words.text.startswith("911")
    assert "988" not in words.text
    assert house.engine.calls == []


@pytest.mark.parametrize(
    ("text", "kind"), [("I will hurt my sergeant", "harm_other"), ("went cold turkey", "withdrawal")]
)
async def test_harm_to_others_and_withdrawal_have_words_and_next_steps_of_their_own(
    house: House, text: str, kind: str
) -> None:
    words, steps = await house.says("1", text)
    assert words.text == house.words(f"utter_crisis_{kind}")
    assert steps.text == f"Heard {FOLLOW_UP_OF[kind]}"


async def test_with_engine_and_database_down_the_words_come_within_a_second(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.engine.fault = "silent"
    with broken(house.means.database, monkeypatch):
        began = time.monotonic()
        words, means = await house.says("1", RISKY)
        assert time.monotonic() - began < 1.0
        assert means.text == house.words("utter_crisis_means")
    assert words.text == house.words("utter_crisis_self")


async def test_with_a_hanging_database_the_words_do_not_wait(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def hang(_self: Database) -> Iterator[None]:
        time.sleep(4)
        raise DatabaseUnavailable("test")
        yield

    with monkeypatch.context() as patch:
        patch.setattr(Database, "write", hang)
        taking = asyncio.create_task(house.gateway.reception.receive(house.incoming("1", RISKY)))
        began = time.monotonic()
        await house.until(lambda: bool(house.door.letters))
        assert time.monotonic() - began < 1.0
        await taking


async def test_a_thousand_crises_at_once_all_get_their_words_with_everything_down(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.engine.fault = "down"
    with broken(house.means.database, monkeypatch):
        people = [house.incoming(str(n), RISKY) for n in range(1000)]
        await asyncio.gather(*(house.gateway.reception.receive(each) for each in people))
        await house.until(lambda: len({letter.chat for letter in house.door.letters}) == 1000)


async def test_the_words_are_sent_again_until_telegram_takes_them(house: House) -> None:
    house.door.errors = [Unreachable(), Unreachable()]
    words, *_ = await house.says("1", RISKY)
    assert words.text == house.words("utter_crisis_self")


async def test_a_redelivered_crisis_is_answered_once(house: House) -> None:
    await house.says("1", RISKY, update="same")
    said = len(house.door.letters)
    await house.gateway.reception.receive(house.incoming("1", RISKY, update="same"))
    assert len(house.door.letters) == said


async def test_a_redelivered_crisis_is_answered_once_by_the_next_gateway_too(
    sqlite_database: Database, keys: Keys, clock: MovableClock, engine: FakeEngine
) -> None:
    async with open_house(sqlite_database, keys, clock, engine) as first:
        await first.says("1", RISKY, update="same")
    async with open_house(sqlite_database, keys, clock, engine) as second:
        await second.says("1", RISKY, update="same")
        assert second.door.letters == []


async def test_a_possible_crisis_is_asked_about_directly_and_the_request_goes_on(house: House) -> None:
    await house.new_officer("1")
    words, answer = await house.says("1", "I cannot go on, a counselor please")
    assert words.text == house.words("utter_crisis_possible")
    assert [b.id for b in words.buttons] == ["crisis.yes", "crisis.no", "crisis.unsure", "crisis.rather_not"]
    assert answer.text.startswith("Heard I cannot go on")
    assert house.engine.calls[-1]["metadata"]["risk"] == "possible"


async def test_nothing_is_guessed_on_top_of_the_direct_question(house: House) -> None:
    house.engine.script["I cannot go on"] = turn(reply("I did not get that"), intent="nlu_fallback")
    (words,) = await house.says("1", "I cannot go on")
    assert words.text == house.words("utter_crisis_possible")


async def test_the_question_may_be_answered_by_typing(house: House) -> None:
    await house.says("1", "I cannot go on")
    words, *_ = await house.says("1", "Yes")
    assert words.text == house.words("utter_crisis_self")


async def test_no_never_closes_the_path(house: House) -> None:
    await house.says("1", "I cannot go on")
    words, offer = await house.presses("1", "crisis.no")
    assert words.text == house.words("utter_crisis_stay")
    assert "crisis.lines" in [button.id for button in words.buttons]
    assert offer.text == house.words("utter_crisis_check_visitor")


async def test_worry_about_another_gets_words_of_its_own(house: House) -> None:
    words, *_ = await house.says("1", "I am worried about my partner")
    assert words.text == house.words("utter_crisis_concern")


async def test_crisis_help_works_before_start_and_with_everything_down(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.engine.fault = "down"
    with broken(house.means.database, monkeypatch):
        (pressed,) = await house.presses("1", "crisis.help")
        (typed,) = await house.says("2", "/crisis")
    assert pressed.text == typed.text == house.words("utter_crisis_help")


async def test_the_words_speak_the_language_of_the_message(house: House) -> None:
    words, *_ = await house.says("1", "quiero matarme")
    assert words.text == house.words("utter_crisis_self", "es")


async def test_a_crisis_at_the_end_of_a_very_long_message_is_seen(house: House) -> None:
    words, *_ = await house.says("1", "x " * READABLE + RISKY)
    assert words.text == house.words("utter_crisis_self")


async def test_a_crisis_in_an_edited_message_or_a_caption_is_seen(house: House) -> None:
    for kind in ("edited", "photo"):
        words, *_ = await house.says(kind, RISKY, kind)
        assert words.text == house.words("utter_crisis_self")


async def test_a_screen_that_breaks_asks_rather_than_stays_silent(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeScreen, "breaks", True)
    words, *_ = await house.says("1", "hello")
    assert words.text == house.words("utter_crisis_possible")


async def test_an_answered_crisis_leaves_nothing_in_the_inbox(house: House) -> None:
    await house.says("1", RISKY)
    await house.until(lambda: house.rows(inbox) == [])
