"""Promise 2: the doctor looks whether Telegram shows the number even when nothing of ours runs."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.telegram.door import open_bot
from bot.telegram.profile import set_profile, tells_too_much
from cli.doctor import CHECKS, Finding
from settings import Settings
from tests.bot.house import the_words
from tests.bot.telegram.town import telegram_settings
from tests.botapi.core import BOT, BotApi
from tests.botapi.faces import HttpFace


@pytest.fixture
def api_settings(tmp_path: Path) -> Iterator[Settings]:
    """Settings of a bot whose Bot API server runs in a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    face = HttpFace(BotApi())
    address = asyncio.run_coroutine_threadsafe(face.start(), loop).result(10)
    yield telegram_settings(tmp_path, telegram_api_base=address)
    asyncio.run_coroutine_threadsafe(face.stop(), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


def finding(settings: Settings) -> Finding:
    (check,) = (each for each in CHECKS if each.__name__ == "_telegram")
    (found,) = check(settings)
    return found


def test_a_description_without_the_number_is_bad_until_the_start_sets_it(api_settings: Settings) -> None:
    assert finding(api_settings).state == "bad"

    async def start() -> None:
        async with open_bot(api_settings) as bot:
            await set_profile(bot, the_words())

    asyncio.run(start())
    assert finding(api_settings).state == "good"


@pytest.mark.parametrize(
    "name", ["Port Halden Police Wellness", "Peer Support", "Crisis Line", "Ayuda 24", "OfficerCare"]
)
def test_a_name_that_tells_a_locked_phone_what_the_bot_is_for_is_told(
    name: str, api_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tells_too_much(name)
    monkeypatch.setitem(BOT, "first_name", name)
    (check,) = (each for each in CHECKS if each.__name__ == "_telegram")
    assert "locked phone" in list(check(api_settings))[-1].says


def test_a_neutral_name_is_fine() -> None:
    assert not any(map(tells_too_much, ("Code 4", "Lantern", "Copper Kettle", "Harbor")))


def test_without_a_token_and_without_telegram_it_says_so(tmp_path: Path) -> None:
    settings = telegram_settings(tmp_path, telegram_api_base="http://127.0.0.1:9")
    assert "not reached" in finding(settings).says
    assert "no bot token" in finding(telegram_settings(tmp_path, telegram_token=None)).says


@pytest.mark.parametrize(("content", "level"), [("[]", "good"), ("{", "bad")])
def test_the_doctor_says_when_the_helplines_edited_here_cannot_be_read(
    tmp_path: Path, content: str, level: str
) -> None:
    settings = telegram_settings(tmp_path)
    settings.own_lines.parent.mkdir(parents=True, exist_ok=True)
    settings.own_lines.write_text(content)
    (check,) = (each for each in CHECKS if each.__name__ == "_helplines")
    assert level in {each.state for each in check(settings) if each.what == "helplines"}
