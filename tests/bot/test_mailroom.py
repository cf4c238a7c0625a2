"""What many rows of the outbox cost: a few at a time go out, none is lost, and an answer does not wait behind them."""

from sqlalchemy import insert

from bot.codec import pack_letter
from bot.doors import Letter
from bot.mailroom import PACED_AT_ONCE
from bot.messages import Outgoing
from care.unprompted import Unprompted
from storage import outbox as rows
from storage.database import Database
from storage.keys import Keys
from storage.officers import Officers
from storage.preferences import decide
from storage.tables.gateway import outbox
from storage.tables.officers import officers
from tests.bot.fake_engine import FakeEngine
from tests.bot.house import FakeDoor, House, open_house
from tests.databases import MovableClock

MANY = 500


def put(house: House, count: int, reminds: bool = False) -> None:
    """Put messages to somebody into the outbox, as another process does."""
    with house.means.database.write() as connection:
        for number in range(count):
            message = Outgoing(f"{number}", unprompted=reminds, reminds=reminds)
            rows.put(connection, house.means.keys, None, pack_letter(Letter("telegram", "9", message)), rows.new_row())


async def test_few_letters_that_keep_a_pace_are_on_their_way_at_once(
    sqlite_database: Database, keys: Keys, clock: MovableClock, engine: FakeEngine
) -> None:
    door = FakeDoor(is_paced=True)
    async with open_house(sqlite_database, keys, clock, engine, door) as house:
        put(house, MANY)
        for _ in range(3):
            await house.gateway.tick()
            assert len(house.gateway.turns.on_the_way) <= 2 * PACED_AT_ONCE
        assert len(house.rows(outbox)) >= MANY - 3 * PACED_AT_ONCE


async def test_every_letter_goes_out_once_and_in_order(house: House) -> None:
    put(house, MANY)
    for _ in range(5):
        await house.gateway.tick()
        await house.gateway.outbox.idle(20)
    await house.until(lambda: not house.rows(outbox))
    assert house.said("9") == [str(number) for number in range(MANY)]


async def test_rows_that_no_key_opens_keep_no_other_waiting(house: House) -> None:
    broken = [{"id": f"{number:032x}", "officer": None, "sealed": b"broken"} for number in range(MANY)]
    with house.means.database.write() as connection:
        connection.execute(insert(outbox), broken)
    put(house, 3)
    await house.gateway.tick()
    await house.until(lambda: house.said("9") == ["0", "1", "2"])


async def test_a_reminder_that_waits_to_be_sent_is_dropped_by_silence(house: House) -> None:
    await house.new_officer("1")
    (officer,) = house.rows(officers)
    keys, now = house.means.keys, house.means.clock.now()
    for text, reminds in (("a reminder", True), ("a booking was changed", False)):
        with house.means.database.write() as connection:
            address = Officers(keys).address_of(connection, officer.id)
            message = Outgoing(text, unprompted=True, reminds=reminds)
            letter = pack_letter(Letter("telegram", address.chat, message))
            rows.put(connection, keys, officer.id, letter, rows.new_row())
            decide(connection, keys, officer.id, Unprompted(silent=True), now)
    await house.gateway.tick()
    await house.until(lambda: not house.rows(outbox))
    assert house.said("1")[-1] == "a booking was changed"
    assert "a reminder" not in house.said("1")
