""" "Forget me" in the middle of a turn: what was under way leaves nothing behind."""

import asyncio

from sqlalchemy import func, select

from storage.forgetting import forget
from storage.holdings import owned
from storage.index import chat_index
from storage.officers import Officers
from tests.bot.house import House


async def test_who_is_forgotten_in_the_middle_of_a_turn_leaves_no_row_and_no_session(house: House) -> None:
    """Promise 3."""
    await house.new_officer("77")
    with house.means.database.read() as connection:
        officer = Officers(house.means.keys).find(connection, chat_index(house.means.keys, "telegram", "77"))
    assert officer is not None
    house.engine.delay = 0.5
    turn = asyncio.create_task(house.says("77", "something that takes a while"))
    await house.until(lambda: any(call.get("text") == "something that takes a while" for call in house.engine.calls))
    await asyncio.to_thread(forget, house.means.database, house.means.keys, officer, house.means.clock.now())
    await turn
    await asyncio.sleep(0.3)
    with house.means.database.read() as connection:
        for table, of in owned():
            theirs = select(func.count()).select_from(table).where(of == officer)
            assert connection.execute(theirs).scalar() == 0, table.name
    await house.until(lambda: len(house.engine.forgotten) >= 1)
