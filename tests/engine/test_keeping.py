"""Promise 1, where conversations are kept: sealed, nameless, for an hour, and not at all for a visitor."""

import base64
import json
import os
import signal
import statistics
import time
from pathlib import Path

import psutil
import pytest

from tests.engine.actions import FakeActions
from tests.engine.running import Engine, Person, milliseconds, new_wiring, running, texts

BLUE = '/set_colour{"colour": "blue"}'
TYPED = "i am sergeant wexworth and i cannot sleep"


def files(engine: Engine) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in engine.sessions.iterdir()}


def test_nothing_typed_is_found_in_any_file(officer: Person, engine: Engine) -> None:
    officer.say(TYPED)
    officer.press('/set_colour{"colour": "ultramarine"}')
    for path in Path(engine.wiring.run_folder).parent.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        for word in (b"wexworth", b"ultramarine", officer.session.encode(), b"set_colour"):
            assert word not in content.lower()
            assert word.decode() not in path.name


def test_no_failure_logs_what_was_typed(officer: Person, actions: FakeActions, engine: Engine) -> None:
    actions.status, actions.body = 500, b"wexworth"
    officer.send(text="no thanks wexworth")
    officer.send(payload="/wexworth{")
    officer.send(payload='/set_colour{"colour": "wexworth"}')
    assert "turn_failed" in engine.log.read_text()
    assert "wexworth" not in engine.log.read_text().lower()


def test_a_visitor_leaves_no_file(visitor: Person, engine: Engine) -> None:
    before = set(files(engine))
    visitor.press(BLUE)
    assert texts(visitor.press("/look_closer")) == ["Found 3 in blue"]
    assert set(files(engine)) == before


def test_a_visitor_who_starts_keeps_the_conversation(visitor: Person, engine: Engine) -> None:
    before = set(files(engine))
    visitor.press(BLUE)
    visitor.durable = True
    assert texts(visitor.press("/look_closer")) == ["Found 3 in blue"]
    assert len(set(files(engine)) - before) == 1


def test_a_forgotten_conversation_is_gone(officer: Person, engine: Engine) -> None:
    before = set(files(engine))
    officer.press(BLUE)
    assert engine.post("/forget", session=officer.session).json() == {"forgotten": True}
    assert set(files(engine)) == before
    assert texts(officer.press("/look_closer")) == ["Found 3 in None"]


def test_files_have_one_of_few_sizes_and_no_exact_time(officer: Person, engine: Engine) -> None:
    before = set(files(engine))
    officer.say(TYPED)
    (name,) = set(files(engine)) - before
    told = (engine.sessions / name).stat()
    assert (told.st_size - 12 - 16) % 4096 == 0
    assert told.st_mtime % 600 == 0
    assert told.st_mode & 0o777 == 0o600


@pytest.mark.parametrize("durable", [True, False])
def test_another_key_opens_nothing(officer: Person, engine: Engine, durable: bool) -> None:
    officer.durable = durable
    officer.press(BLUE)
    thief = Person(engine, session=officer.session)
    assert texts(thief.press("/look_closer")) == ["Found 3 in None"]


def test_conversations_and_replies_survive_a_kill(
    model: tuple[Path, str], actions: FakeActions, tmp_path: Path
) -> None:
    wiring = new_wiring(tmp_path, *model, actions)
    with running(wiring, tmp_path / "log") as first:
        officer = Person(first)
        officer.say("book an appointment")
        before = officer.send("d" * 32, payload='/choose_slot{"slot_choice": "s1"}').json()
        os.kill(first.process.pid, signal.SIGKILL)
        first.process.wait()
        idle = first.sessions / ("0" * 32)
        idle.write_bytes(b"left by somebody an hour ago")
        os.utime(idle, (time.time() - 3700, time.time() - 3700))
    with running(wiring, tmp_path / "log") as second:
        officer.engine = second
        assert not idle.exists()
        assert officer.send("d" * 32, payload='/choose_slot{"slot_choice": "s1"}').json() == before
        assert texts(officer.say("prv_0123456789abcdef0123456789abcdef")) == ["Booked"]
        assert actions.called("action_book") == 1
        assert second.stop() == 0  # its parent died


def test_the_hundredth_turn_costs_at_most_twice_the_first(officer: Person) -> None:
    times = []
    for _ in range(100):
        started = time.perf_counter()
        officer.say("hello there")
        times.append(milliseconds(started))
    assert statistics.median(times[-15:]) <= 2 * statistics.median(times[:15])


def test_a_long_conversation_keeps_its_form_and_slots(officer: Person, actions: FakeActions) -> None:
    officer.press(BLUE)
    officer.say("book an appointment")
    for _ in range(30):
        assert officer.say("hello there")["end"]["form"] == "booking_form"
    assert len(actions.calls[-1]["tracker"]["events"]) <= 30
    assert officer.press('/choose_slot{"slot_choice": "s1"}')["end"]["asked"] == "contact"
    assert texts(officer.say("prv_0123456789abcdef0123456789abcdef")) == ["Booked"]
    assert texts(officer.press("/look_closer")) == ["Found 3 in blue"]


def test_no_secret_is_in_its_arguments_or_environment(engine: Engine) -> None:
    process = psutil.Process(engine.process.pid)
    for secret in (engine.wiring.channel_secret, engine.wiring.action_secret):
        shown = json.dumps([process.cmdline(), process.environ()])
        assert base64.b64encode(secret).decode() not in shown
        assert secret.hex() not in shown


def test_rasa_tells_its_makers_nothing(engine: Engine) -> None:
    home = Path(engine.wiring.run_folder) / "engine" / "home"
    assert "enabled: false" in (home / ".config" / "rasa" / "global.yml").read_text()
