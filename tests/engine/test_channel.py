"""The engine's door: who is heard, and what may be said."""

import json
import time

import httpx
import psutil
import pytest

from tests.engine.actions import FakeActions
from tests.engine.running import Engine, Person, texts
from wiring import signature, signed_headers

CALLS = [("GET", "/health"), ("POST", "/turn"), ("POST", "/understand"), ("POST", "/forget")]


@pytest.mark.parametrize(("method", "path"), CALLS)
def test_a_call_that_is_not_signed_is_refused(engine: Engine, method: str, path: str) -> None:
    assert engine.http.request(method, path, content=b"{}").status_code == 401


@pytest.mark.parametrize(("method", "path"), CALLS)
def test_a_call_signed_with_another_secret_is_refused(engine: Engine, method: str, path: str) -> None:
    headers = signed_headers(b"guessed", b"{}")
    assert engine.http.request(method, path, content=b"{}", headers=headers).status_code == 401


def test_an_old_call_is_refused(engine: Engine) -> None:
    when = int(time.time()) - 120
    signed = signature(engine.wiring.channel_secret, when, b"")
    headers = {"X-Code4-Time": str(when), "X-Code4-Signature": signed}
    assert engine.http.get("/health", headers=headers).status_code == 401


def test_a_changed_body_is_refused(engine: Engine) -> None:
    headers = signed_headers(engine.wiring.channel_secret, b'{"session": "a"}')
    assert engine.http.post("/forget", content=b'{"session": "b"}', headers=headers).status_code == 401


def test_health_names_the_model(engine: Engine) -> None:
    answer = engine.http.get("/health", headers=signed_headers(engine.wiring.channel_secret, b""))
    assert answer.json() == {"ready": True, "model": engine.wiring.model_sha256}


def test_it_listens_on_loopback_alone(engine: Engine) -> None:
    listening = [each for each in psutil.Process(engine.process.pid).net_connections() if each.status == "LISTEN"]
    assert [(each.laddr.ip, each.laddr.port) for each in listening] == [("127.0.0.1", engine.wiring.engine_port)]


@pytest.mark.parametrize("path", ["/", "/status", "/model/train", "/conversations/x/tracker", "/webhooks/rest/webhook"])
def test_rasas_own_routes_are_not_there(engine: Engine, path: str) -> None:
    headers = signed_headers(engine.wiring.channel_secret, b"")
    assert engine.http.get(path, headers=headers).status_code in (401, 404)


def test_a_turn_ends_with_what_is_asked_next(officer: Person) -> None:
    turn = officer.say("book an appointment")
    assert turn["end"]["asked"] == "slot_choice"
    assert turn["end"]["form"] == "booking_form"
    assert turn["end"]["intent"] == "book_slot"
    assert 0.35 < turn["end"]["confidence"] <= 1


def test_buttons_keep_their_ids(officer: Person) -> None:
    (reply,) = officer.say("hello there")["replies"]
    assert reply["buttons"] == [{"id": "look.around", "title": "Look around", "payload": "/look_closer"}]


def test_a_whole_booking_goes_through_its_form(officer: Person) -> None:
    officer.say("book an appointment")
    assert officer.press('/choose_slot{"slot_choice": "s1"}')["end"]["asked"] == "contact"
    turn = officer.say("prv_0123456789abcdef0123456789abcdef")
    assert turn["end"]["form"] is None
    (reply,) = turn["replies"]
    assert reply["text"] == "Booked"
    assert reply["document"] == {"kind": "appointment", "booking": "ABC234"}


def test_extras_of_an_answer_go_with_it(officer: Person, actions: FakeActions) -> None:
    (reply,) = officer.press('/set_colour{"colour": "blue"}')["replies"]
    assert (reply["text"], reply["personal"]) == ("Found 3 in blue", True)


def test_the_locale_of_a_turn_chooses_its_words(officer: Person) -> None:
    assert texts(officer.say("hello there")) == ["Hello"]
    turn = officer.say("hello there", locale="es")
    assert (texts(turn), turn["end"]["locale"]) == (["Hola"], "es")


@pytest.mark.parametrize("sign", ["/", "//", "／", "\u200b/", "\u202e/", " / ", "\ufeff/ /"])
@pytest.mark.parametrize("command", ["restart", "session_start", "back", 'set_colour{"colour": "red"}'])
def test_a_typed_command_is_only_a_text(officer: Person, sign: str, command: str) -> None:
    officer.press('/set_colour{"colour": "blue"}')
    assert officer.say(sign + command)["end"]["confidence"] < 1
    assert texts(officer.press("/look_closer"))[0] == "Found 3 in blue"


@pytest.mark.parametrize("payload", ["/restart", "/session_start", "/back", "/no_such_intent", "hello", "/greet{", ""])
def test_only_payloads_of_the_domain_are_taken(officer: Person, payload: str) -> None:
    response = officer.send(payload=payload)
    assert (response.status_code, response.json()) == (503, {"failed": "engine"})


def test_actions_learn_what_they_need_and_no_more(officer: Person, actions: FakeActions) -> None:
    officer.press('/set_colour{"colour": "blue"}')
    (call,) = actions.calls
    assert actions.unsigned == 0
    assert call["sender_id"] == officer.session
    assert call["tracker"]["slots"]["colour"] == "blue"
    assert call["tracker"]["latest_message"]["metadata"]["timezone"] == "America/Chicago"
    assert len(call["tracker"]["latest_message"]["metadata"]["inbox"]) == 32
    assert set(call["domain"]) == {"forms", "slots"}


def test_understanding_needs_no_conversation(engine: Engine) -> None:
    read = engine.post(
        "/understand", text="/book an appointment", now="2026-11-23T16:00:00Z", timezone="UTC", locale="en"
    )
    assert read.json()["intent"] == "book_slot"
    assert [each["confidence"] for each in read.json()["ranking"]] == sorted(
        (each["confidence"] for each in read.json()["ranking"]), reverse=True
    )
    assert len(read.json()["ranking"]) == 5


def test_understanding_never_names_a_fallback(engine: Engine) -> None:
    for text in ("", "///", "qwrtz", "🙂", "x" * 20_000):
        assert engine.post("/understand", text=text).json()["intent"] in (
            "greet", "goodbye", "book_slot", "deny", "affirm", "out_of_scope"
        )  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"inbox": "short"},
        {"session": "../../etc"},
        {"key": "AAAA"},
        {"key": "!"},
        {"text": None},
        {"text": "a", "payload": "/greet"},
        {"metadata": []},
    ],
)
def test_what_the_contract_does_not_know_is_refused(engine: Engine, wrong: dict[str, object]) -> None:
    usual = {"inbox": "a" * 32, "session": "b" * 32, "key": "A" * 43 + "=", "text": "hello"}
    assert engine.post("/turn", **{**usual, **wrong}).json() == {"failed": "request"}


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b'"text"'])
def test_a_body_that_is_no_object_is_refused(engine: Engine, body: bytes) -> None:
    headers = signed_headers(engine.wiring.channel_secret, body)
    response: httpx.Response = engine.http.post("/turn", content=body, headers=headers)
    assert response.status_code == 400


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "///",
        "x" * 20_000,
        "\u200d" * 5_000,
        "\ud800 lone",
        "".join(chr(plane * 0x10000 + 0x41) for plane in range(17)),
        "\u202eright to left\u202c",
        json.dumps({"text": "/restart"}),
        "'; DROP TABLE events; --",
        "<script>alert(1)</script> **bold** {colour} {0} {{x}}",
    ],
)
def test_any_text_gets_an_answer(visitor: Person, text: str) -> None:
    assert texts(visitor.say(text))
