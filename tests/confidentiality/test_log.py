"""Nothing of a person gets into a log, at any level, in any failure."""

import io
import json
import logging

import pytest
import structlog

import logs
from tests.confidentiality.canaries import ALIAS, CANARIES, CHATS, NUMBER, PHRASE, found_in, written


@pytest.fixture
def said() -> io.StringIO:
    stream = io.StringIO()
    logs.set_up(stream)
    structlog.configure(cache_logger_on_first_use=False)
    return stream


def test_every_value_that_is_not_on_the_list_is_dropped(said: io.StringIO) -> None:
    log = structlog.get_logger()
    for level in ("debug", "info", "warning", "error", "critical"):
        getattr(log, level)("turn", text=PHRASE, chat=int(CHATS[0]), name=ALIAS, error=PHRASE, count=int(CHATS[0]))
        getattr(log, level)(PHRASE, kind=NUMBER, reason=ALIAS)
    lines = [json.loads(line) for line in said.getvalue().splitlines()]
    assert len(lines) == 10
    assert found_in(said.getvalue().encode()) == []
    allowed = {"at", "level", "event", *logs.WORDS, *logs.NUMBERS}
    assert {key for line in lines for key in line} <= allowed


def test_an_exception_is_its_kind_and_its_places_never_its_text(said: io.StringIO) -> None:
    try:
        raise ValueError(PHRASE, CHATS[0])
    except ValueError:
        logging.getLogger("some.library").exception("it broke with %s", NUMBER)
        structlog.get_logger().exception("turn_broke", error="ValueError")
    assert found_in(said.getvalue().encode()) == []
    assert "ValueError" in said.getvalue()


def test_a_library_says_only_who_it_is_and_how_loud(said: io.StringIO) -> None:
    for name in ("httpx", "telegram.ext", "sqlalchemy.engine", "rasa_sdk", "sanic.root", "anything.else"):
        logging.getLogger(name).error("POST /bot%s/sendMessage %s", "12:token", PHRASE)
    assert "token" not in said.getvalue()
    assert found_in(said.getvalue().encode()) == []


def test_the_last_words_of_a_process_are_no_exceptions_text(capsys: pytest.CaptureFixture[str]) -> None:
    error = RuntimeError(PHRASE)
    logs.say_where(RuntimeError, error, None)
    assert json.loads(capsys.readouterr().err)["error"] == "RuntimeError"


@pytest.mark.parametrize("canary", CANARIES)
def test_the_search_finds_a_canary_however_it_is_written(canary: str) -> None:
    for way in written(canary):
        assert canary in found_in(b"before " + way + b" after")
