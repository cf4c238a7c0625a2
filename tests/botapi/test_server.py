"""The tests' Bot API server itself: it refuses what Telegram refuses, over both faces."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from tests.botapi.core import TOKEN, BotApi
from tests.botapi.faces import HttpFace, InProcessFace
from tests.botapi.faults import Fault
from tests.botapi.people import Person

Client = httpx.AsyncClient


@pytest.fixture
def api() -> BotApi:
    return BotApi()


@pytest.fixture(params=["http", "in process"])
async def client(request: pytest.FixtureRequest, api: BotApi) -> AsyncIterator[Client]:
    """A bot's client, over each face in turn."""
    if request.param == "http":
        face = HttpFace(api)
        base = await face.start()
        async with Client(base_url=f"{base}/bot{TOKEN}/", trust_env=False) as client:
            yield client
        await face.stop()
        return
    transport = InProcessFace(api)
    async with Client(base_url=f"http://telegram.test/bot{TOKEN}/", transport=transport) as client:
        yield client


async def call(client: Client, method: str, **params: object) -> tuple[int, str]:
    """Return the status of a call and what was wrong."""
    answer = await client.post(method, json=params)
    return answer.status_code, answer.json().get("description", "")


async def test_an_update_stays_until_a_later_offset_confirms_it(client: Client, api: BotApi) -> None:
    update = Person(api, 1).types("hello")
    for _ in range(2):
        found = (await client.post("getUpdates", json={})).json()["result"]
        assert [each["update_id"] for each in found] == [update]
    assert (await client.post("getUpdates", json={"offset": update + 1})).json()["result"] == []


async def test_a_poll_waits_for_the_next_update(client: Client, api: BotApi) -> None:
    poll = asyncio.create_task(client.post("getUpdates", json={"timeout": 5}))
    await asyncio.sleep(0.05)
    Person(api, 1).types("hello")
    assert len((await poll).json()["result"]) == 1


async def test_a_second_poll_ends_the_first(client: Client) -> None:
    first = asyncio.create_task(client.post("getUpdates", json={"timeout": 5}))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(client.post("getUpdates", json={"timeout": 0}))
    assert (await first).status_code == 409
    assert (await second).status_code == 200


async def test_polling_is_refused_while_a_webhook_is_set(client: Client) -> None:
    await call(client, "setWebhook", url="https://bot.example/hook")
    assert (await call(client, "getUpdates"))[0] == 409


@pytest.mark.parametrize(
    ("params", "wrong"),
    [
        ({"text": " "}, "message text is empty"),
        ({"text": "🚓" * 2049}, "message is too long"),
        ({"chat_id": 9, "text": "hi"}, "chat not found"),
    ],
)
async def test_refused_messages(client: Client, api: BotApi, params: dict[str, object], wrong: str) -> None:
    Person(api, 1)
    status, description = await call(client, "sendMessage", **{"chat_id": 1} | params)
    assert status == 400
    assert wrong in description


async def test_callback_data_over_64_bytes_is_refused(client: Client, api: BotApi) -> None:
    Person(api, 1)
    rows = {"inline_keyboard": [[{"text": "x", "callback_data": "y" * 65}]]}
    assert await call(client, "sendMessage", chat_id=1, text="hi", reply_markup=rows) == (
        400,
        "Bad Request: BUTTON_DATA_INVALID",
    )


async def test_whoever_blocked_the_bot_gets_403(client: Client, api: BotApi) -> None:
    Person(api, 1).blocks()
    assert (await call(client, "sendMessage", chat_id=1, text="hi"))[0] == 403


async def test_an_edit_that_changes_nothing_is_refused(client: Client, api: BotApi) -> None:
    Person(api, 1)
    sent = (await client.post("sendMessage", json={"chat_id": 1, "text": "hi"})).json()["result"]
    same = {"chat_id": 1, "message_id": sent["message_id"], "text": "hi"}
    assert (await call(client, "editMessageText", **same))[1] == "Bad Request: message is not modified"


async def test_files_come_as_multipart_and_can_be_fetched(client: Client, api: BotApi) -> None:
    person = Person(api, 1)
    file = {"document": ("a.ics", b"BEGIN\r\n\x00\xff\r\nEND\r\n")}
    await client.post("sendDocument", data={"chat_id": "1", "caption": "yours"}, files=file)
    document = person.received[0]["document"]
    path = (await client.post("getFile", json={"file_id": document["file_id"]})).json()["result"]
    fetched = await client.get(client.base_url.join(f"/file/bot{TOKEN}/{path['file_path']}"))
    assert fetched.content == b"BEGIN\r\n\x00\xff\r\nEND\r\n"


async def test_a_fault_may_come_before_or_after_the_effect(client: Client, api: BotApi) -> None:
    person = Person(api, 1)
    api.faults.add(Fault("sendMessage", status=429, retry_after=3), Fault("sendMessage", status=500, after=True))
    refused = await client.post("sendMessage", json={"chat_id": 1, "text": "a"})
    assert refused.json()["parameters"] == {"retry_after": 3}
    assert (await call(client, "sendMessage", chat_id=1, text="b"))[0] == 500
    assert person.texts == ["b"]


async def test_a_dropped_answer_looks_like_a_lost_connection(client: Client, api: BotApi) -> None:
    person = Person(api, 1)
    api.faults.add(Fault("sendMessage", drop=True, after=True))
    with pytest.raises(httpx.TransportError):
        await client.post("sendMessage", json={"chat_id": 1, "text": "a"})
    assert person.texts == ["a"]


async def test_another_token_is_unauthorized(client: Client) -> None:
    assert (await client.post(client.base_url.join("/bot1:wrong/getMe"))).status_code == 401


async def test_a_person_can_tap_only_buttons_that_are_there(client: Client, api: BotApi) -> None:
    person = Person(api, 1)
    rows = {"inline_keyboard": [[{"text": "Start", "callback_data": "x"}]]}
    await call(client, "sendMessage", chat_id=1, text="hi", reply_markup=rows)
    person.taps("Start")
    with pytest.raises(AssertionError):
        person.taps("Stop")
