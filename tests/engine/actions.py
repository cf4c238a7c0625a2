"""A stand-in for the custom actions: answers as it is told, and remembers calls and their signatures."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from wiring import is_signed

CHOICE = {"id": "slot.hold", "title": "Tuesday at seven", "payload": '/choose_slot{"slot_choice": "s1"}'}
USUAL: dict[str, Any] = {
    "action_find": {"responses": [{"response": "utter_found", "count": 3, "custom": {"personal": True}}]},
    "action_ask_slot_choice": {"responses": [{"text": "Which one?", "buttons": [CHOICE]}]},
    "action_book": {
        "responses": [
            {"text": "Booked"},
            {"custom": {"document": {"kind": "appointment", "booking": "ABC234"}}},
        ]
    },
}


class FakeActions(ThreadingHTTPServer):
    """Answers on a free port; change `answers`, `status`, `body` or `delay` to make it misbehave."""

    def __init__(self, secret: bytes) -> None:
        super().__init__(("127.0.0.1", 0), _Call)
        self.secret = secret
        self.calls: list[dict[str, Any]] = []
        self.unsigned = 0
        self.behave()

    def behave(self) -> None:
        """Answer as usual again, and forget the calls."""
        self.answers = dict(USUAL)
        self.status, self.delay = 200, 0.0
        self.body: bytes | None = None
        self.calls.clear()

    def called(self, name: str) -> int:
        """How often an action was called."""
        return sum(call["next_action"] == name for call in self.calls)

    @property
    def port(self) -> int:
        """Where it answers."""
        return int(self.server_address[1])


class _Call(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: FakeActions

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        given = self.headers["X-Code4-Time"], self.headers["X-Code4-Signature"]
        self.server.unsigned += not is_signed(self.server.secret, *given, body)
        call = json.loads(body)
        self.server.calls.append(call)
        time.sleep(self.server.delay)
        told = {"events": [], "responses": [], **self.server.answers.get(call["next_action"], {})}
        answer = json.dumps(told).encode() if self.server.body is None else self.server.body
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_given: object) -> None:
        """Say nothing."""


@contextmanager
def fake_actions(secret: bytes) -> Iterator[FakeActions]:
    """Run a stand-in for as long as the block lasts."""
    with FakeActions(secret) as actions:
        threading.Thread(target=actions.serve_forever, daemon=True).start()
        yield actions
        actions.shutdown()
