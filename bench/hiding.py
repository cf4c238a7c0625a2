"""How long `/hide` takes to clear a chat of 500 messages, seen from the phone, at a Telegram that is not near."""

import asyncio
import tempfile
import time
from pathlib import Path

import logs
from care.clock import SystemClock
from storage.database import open_database
from storage.keys import create_keys, open_keys
from storage.migrations import migrate
from tests.bot.fake_engine import FakeEngine
from tests.bot.house import until
from tests.bot.telegram.town import Town, open_town
from tests.botapi.faults import Fault

MESSAGES = 500
FAR = 0.15  # seconds that every call takes on its way
Row = list[str]


def measure() -> list[Row]:
    """Return a row of what, aim and ours."""
    logs.set_up()  # to standard error: the table has standard output to itself
    aim = "under 5 s"
    return [[f"`/hide` of {MESSAGES} messages, {FAR * 1000:.0f} ms a call", aim, f"{asyncio.run(_clearing()):.2f} s"]]


async def _clearing() -> float:
    """Return the seconds from `/hide` until the chat is empty but for the answer."""
    engine = FakeEngine()
    await engine.start()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        create_keys(folder / "keys")
        keys, database = open_keys(folder / "keys"), open_database(f"sqlite:///{folder}/code4.db")
        migrate(database)
        async with open_town(folder, database, keys, SystemClock(), engine) as town:
            taken = await _clear(town)
        database.close()
        keys.close()
    await engine.stop()
    return taken


async def _clear(town: Town) -> float:
    person = await town.officer(1)
    hiding = town.door._hiding
    if hiding is None:
        raise RuntimeError("the door cannot hide")
    for _ in range(MESSAGES):
        message = town.api.new_message(person.chat, {"text": "hello"}, person.user)
        hiding.saw(str(person.chat.id), message["message_id"])
    await asyncio.to_thread(hiding.keep)
    town.api.faults.add(*(Fault(method, times=100, delay_before=FAR) for method in ("deleteMessages", "sendMessage")))
    begun = time.perf_counter()
    person.types("/hide")
    await until(lambda: person.texts == [town.words("utter_hidden")])
    return time.perf_counter() - begun


if __name__ == "__main__":
    import sys

    for row in measure():
        sys.stdout.write("  ".join(row) + "\n")
