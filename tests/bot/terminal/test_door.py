"""The terminal's door: a line in, an object out, in order; names never mix."""

import asyncio
import base64
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.gateway import Gateway, Means
from bot.terminal.door import TerminalDoor
from storage.database import Database
from storage.keys import Keys
from storage.tables.gateway import outbox
from tests.bot.fake_engine import FakeEngine, reply, turn
from tests.bot.house import make_means, until
from tests.bot.process import SECRET, Client, open_client
from tests.databases import MovableClock


@dataclass
class Hall:
    """A gateway with a terminal's door."""

    gateway: Gateway
    engine: FakeEngine
    means: Means
    port: int


@pytest.fixture
async def hall(sqlite_database: Database, keys: Keys, clock: MovableClock, engine: FakeEngine) -> AsyncIterator[Hall]:
    means, door = make_means(sqlite_database, keys, clock, engine), TerminalDoor(SECRET, clock)
    gateway = Gateway(means, {"terminal": door})
    await gateway.start()
    port = await door.start(0, gateway.reception.receive, gateway.outbox.arrived, gateway.tick)
    yield Hall(gateway, engine, means, port)
    await door.close_entrance()
    await gateway.stop()
    await door.stop()


@pytest.fixture
async def client(hall: Hall) -> AsyncIterator[Client]:
    async with open_client(hall.port) as client:
        yield client


async def test_an_answer_has_everything_that_the_commands_promise(hall: Hall, client: Client) -> None:
    answer = await client.ask(**{"as": "ana", "text": "hello"})
    assert set(answer) == {"as", "in", "replies", "risk", "ms"}
    assert (answer["as"], answer["in"], answer["risk"]) == ("ana", "hello", "none")
    assert set(answer["replies"][0]) == {"text", "buttons", "image", "document"}
    assert answer["replies"][0]["buttons"][3] == {
        "id": "consent.yes",
        "title": "Start",
        "payload": "gateway:consent.yes",
    }
    assert answer["ms"] > 0


async def test_nothing_is_said_before_the_first_line(client: Client) -> None:
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(client.reader.readline(), 0.2)


@pytest.mark.parametrize("line", ["slot.hold.2", "/slot_hold_2", "2", "Slot.hold.2", "SLOT.HOLD.2"])
async def test_a_line_equal_to_a_buttons_id_payload_number_or_title_presses_it(
    hall: Hall, client: Client, line: str
) -> None:
    hall.engine.script["book"] = turn(reply("When?", "slot.hold", "slot.hold.2"))
    await client.ask(**{"as": "ana", "press": "consent.yes"})
    await client.ask(**{"as": "ana", "text": "book"})
    answer = await client.ask(**{"as": "ana", "text": line})
    assert answer["replies"][0]["text"] == "Heard /slot_hold_2"


async def test_numbers_count_over_the_whole_answer(hall: Hall, client: Client) -> None:
    hall.engine.script["book"] = turn(reply("A", "a.one", "a.two"), reply("B", "b.one"))
    await client.ask(**{"as": "ana", "press": "consent.yes"})
    await client.ask(**{"as": "ana", "text": "book"})
    answer = await client.ask(**{"as": "ana", "press": "3"})
    assert answer["replies"][0]["text"] == "Heard /b_one"


async def test_each_new_name_is_asked_for_consent(client: Client) -> None:
    await client.ask(**{"as": "ana", "press": "consent.yes"})
    for name in ("ben", "cleo"):
        answer = await client.ask(**{"as": name, "text": "hello"})
        assert "consent.yes" in [button["id"] for button in answer["replies"][0]["buttons"]]


async def test_answers_come_in_the_order_of_the_lines_and_names_run_side_by_side(hall: Hall, client: Client) -> None:
    hall.engine.delay = 0.2
    began = asyncio.get_running_loop().time()
    for n in range(8):
        await client.send(**{"as": f"name {n}", "text": "hello there"})
    answers = [await client.next() for _ in range(8)]
    assert [answer["as"] for answer in answers] == [f"name {n}" for n in range(8)]
    assert asyncio.get_running_loop().time() - began < 8 * 0.2


async def test_the_words_of_a_crisis_stand_first_in_the_answer(client: Client) -> None:
    answer = await client.ask(**{"as": "ana", "text": "I want to kill myself"})
    assert answer["risk"] == "crisis"
    assert "988" in answer["replies"][0]["text"]


async def test_with_a_dead_engine_a_crisis_line_is_answered_within_a_second(hall: Hall, client: Client) -> None:
    hall.engine.fault = "silent"
    began = asyncio.get_running_loop().time()
    answer = await client.ask(**{"as": "ana", "text": "I want to kill myself"})
    assert asyncio.get_running_loop().time() - began < 1.0
    assert "988" in answer["replies"][0]["text"]


async def test_a_late_answer_comes_unsolicited(hall: Hall, client: Client) -> None:
    await client.ask(**{"as": "ana", "press": "consent.yes"})
    hall.engine.fault = "down"
    safety = await client.ask(**{"as": "ana", "text": "anyone"})
    assert safety["replies"][0]["text"] == hall.means.words.text("utter_safety_reply", "en")
    hall.engine.fault = ""
    late = await client.next()
    assert (late["as"], late["in"], late["replies"][0]["text"]) == ("ana", None, "Heard anyone")


async def test_what_comes_while_a_person_is_away_waits_for_them(hall: Hall) -> None:
    hall.engine.fault = "down"
    async with open_client(hall.port) as client:
        await client.ask(**{"as": "ana", "press": "consent.yes"})
    hall.engine.fault = ""
    await until(lambda: "/consented" in hall.engine.effects)
    async with open_client(hall.port) as client:
        await client.send(**{"as": "ana", "text": "back"})
        found = [await client.next(), await client.next()]
    texts = [answer["replies"][0]["text"] for answer in found]
    assert sorted(texts) == ["Heard /consented", "Heard back"]
    await until(lambda: not _rows(hall))


async def test_a_line_sent_again_under_its_id_does_nothing_twice(hall: Hall, client: Client) -> None:
    for _ in range(2):
        await client.ask(**{"as": "ana", "text": "once", "id": "7"})
    assert hall.engine.effects == ["once"]


async def test_a_tick_runs_what_is_due(hall: Hall, client: Client, clock: MovableClock) -> None:
    await client.ask(**{"as": "ana", "press": "consent.yes"})
    await until(lambda: hall.engine.effects == ["/consented"])
    clock.move(timedelta(hours=2))
    await client.send(tick=True)
    assert "ran" in await client.next()


@pytest.mark.parametrize("secret", [b"", b"t" * 32])
async def test_without_the_secret_nobody_is_heard(hall: Hall, secret: bytes) -> None:
    async with open_client(hall.port, secret) as client:
        assert await client.reader.read() == b""
    assert hall.engine.calls == []


@pytest.mark.parametrize("first", [b"\n", b"[]\n", b"{\n", b'{"secret": 1}\n', b'{"secret": "%"}\n', b"\xff\n"])
async def test_a_broken_greeting_is_hung_up_on(hall: Hall, first: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", hall.port)
    writer.write(first)
    assert await reader.read() == b""
    writer.close()


@pytest.mark.parametrize(
    "line",
    [b"{", b"[]", b"1", b'{"as": "ana"}', b'{"as": 1, "text": "x"}', b'{"as": " ", "text": "x"}', b"\xff"],
)
async def test_a_line_that_is_none_is_said_to_be_none(client: Client, line: bytes) -> None:
    client.writer.write(line + b"\n")
    assert "error" in await client.next()
    assert (await client.ask(**{"as": "ana", "text": "hello"}))["in"] == "hello"


async def test_a_document_comes_with_its_content(hall: Hall, client: Client) -> None:
    hall.engine.script["export"] = turn(reply("Yours", document={"kind": "export"}))
    await client.ask(**{"as": "ana", "press": "consent.yes"})
    answer = await client.ask(**{"as": "ana", "text": "export"})
    document = answer["replies"][0]["document"]
    assert document["mime"] == "application/json"
    assert b'"door": "terminal"' in base64.b64decode(document["content"])


def _rows(hall: Hall) -> list[object]:
    with hall.means.database.read() as connection:
        return list(connection.execute(outbox.select()))
