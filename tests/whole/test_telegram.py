"""The whole way as officers go it on Telegram, through power cuts, with the real trained model."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import Select, Table, func, select

from storage.database import open_database
from storage.tables.gateway import inbox, outbox, sessions
from storage.tables.officers import officers
from storage.tables.slots import bookings, slots
from tests.botapi.people import Person, add_to_group
from tests.whole.telegram import Town, offered, open_town, until

pytestmark = pytest.mark.asyncio(loop_scope="module")
SENTENCE = "I need to talk to someone who gets shift work, tuesday evening, by phone"
A_SLOT = " · "
TWENTY = 20


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    async with open_town(tmp_path_factory.mktemp("telegram")) as opened:
        yield opened


def appointments(person: Person) -> int:
    return sum("document" in message for message in person.received)


def rows(town: Town, table: Table) -> int:
    return int(looked_up(town, select(func.count()).select_from(table)))


def looked_up(town: Town, query: Select[Any]) -> Any:
    database = open_database(f"sqlite:///{town.system.home / 'code4.db'}")
    with database.read() as connection:
        found = connection.execute(query).scalar_one()
    database.close()
    return found


async def up_to_the_last_tap(town: Town, person: Person) -> None:
    await town.types(person, SENTENCE)
    await town.taps(person, A_SLOT)
    await town.taps(person, "I call them")


async def book(town: Town, person: Person) -> None:
    await up_to_the_last_tap(town, person)
    await town.taps(person, "Book it")
    await until(lambda: appointments(person) == 1)


async def test_nothing_is_stored_before_start(town: Town) -> None:
    before = [rows(town, table) for table in (officers, sessions, bookings)]
    visitor = town.newcomer()
    await town.types(visitor, "/start")
    await town.taps(visitor, "Crisis help")
    await town.types(visitor, SENTENCE)
    await town.taps(visitor, A_SLOT)
    await until(lambda: rows(town, inbox) == rows(town, outbox) == 0)
    assert [rows(town, table) for table in (officers, sessions, bookings)] == before


async def test_a_sentence_and_three_taps_book_a_slot_that_can_be_moved_and_cancelled(town: Town) -> None:
    person = await town.officer()
    await book(town, person)
    await town.types(person, "I need to move my appointment")
    await town.taps(person, A_SLOT)
    await town.taps(person, "Yes, move it")
    await until(lambda: appointments(person) == 2)
    await town.types(person, "please cancel my booking")
    await town.taps(person, "Yes, cancel it")
    await town.types(person, "show my bookings")
    assert "Cancel" not in person.buttons()


async def test_a_visitor_who_presses_start_goes_on_where_the_booking_stood(town: Town) -> None:
    person = town.newcomer()
    await town.types(person, SENTENCE)
    await town.taps(person, A_SLOT)
    await town.taps(person, "Start")
    await town.taps(person, "I call them")
    await town.taps(person, "Book it")
    await until(lambda: appointments(person) == 1)


async def test_promise_1_a_group_is_left_and_nothing_is_said_of_anybody(town: Town) -> None:
    person = await town.officer()
    group = add_to_group(town.api, -7_345_001_001, person)
    await until(lambda: bool(group.messages))
    assert SENTENCE not in str(group.messages)


@pytest.mark.parametrize("part", ["bot", "engine", "actions"])
async def test_promise_3_twenty_bookings_under_way_survive_a_power_cut(town: Town, part: str) -> None:
    people = await asyncio.gather(*(town.officer() for _ in range(TWENTY)))
    for person in people:  # one after the other, so that each holds a slot of its own
        await up_to_the_last_tap(town, person)
    before = rows(town, bookings)
    for person in people:
        person.taps("Book it")
    await asyncio.sleep(0.15)
    town.system.kill(part)
    await until(lambda: all(appointments(person) > 0 for person in people))
    assert rows(town, bookings) == before + TWENTY
    assert part == "bot" or all(appointments(person) == 1 for person in people)


async def test_a_reminder_says_new_message_and_its_content_follows_the_tap(town: Town) -> None:
    person = await town.officer()
    await book(town, person)
    reference = re.search(r"Reference ([A-Z2-9]{6})", " ".join(person.texts))
    assert reference is not None
    starts = select(slots.c.start).join(bookings).where(bookings.c.reference == reference[1])
    town.turn_clock(looked_up(town, starts) - timedelta(hours=24))
    await until(lambda: person.texts[-1] == "New message")
    shown = await town.taps(person, offered(person)[0])
    assert shown[0].startswith("Reminder")
    assert reference[1] in shown[0]


async def test_promise_1_no_typed_text_name_or_number_is_in_the_data_or_key_folder(town: Town) -> None:
    wrote = [SENTENCE, "Somebody", *(str(person.chat.id) for person in town.people)]
    needles = [text.encode(code) for text in wrote for code in ("utf-8", "utf-16-le", "utf-16-be")]
    needles += [text.encode().hex().encode() for text in wrote]
    needles += [person.chat.id.to_bytes(8, order) for person in town.people for order in ("big", "little")]
    folders = town.system.home, Path(town.system.environment["CODE4_KEYS"])
    kept = [file.read_bytes() for folder in folders for file in folder.rglob("*") if file.is_file()]
    assert len(kept) > 5
    assert not any(needle in content for content in kept for needle in needles)
