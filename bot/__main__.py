"""The process `bot`: wiring on standard input, settings from the environment, one line when it is ready."""

import asyncio
import contextlib
import json
import os
import signal
import sys

import structlog

from bot.dialogue import Dialogue
from bot.doors import Door
from bot.gateway import Gateway, Means
from bot.log import set_up
from bot.messages import DoorName
from bot.opening import Opening, Receive
from bot.steady import SteadyClock
from bot.telegram.door import TelegramDoor, open_telegram
from bot.terminal.door import TerminalDoor
from care.clock import open_clock
from language.screen import Screen
from settings import ROOT, Settings, read_settings
from storage.database import open_database
from storage.keys import open_keys
from wiring import Wiring, read_wiring
from words import load_words

WEIGHTS = ROOT / "language" / "weights"

log = structlog.get_logger()


async def serve(settings: Settings, wiring: Wiring, ended: asyncio.Event) -> None:
    """Run the gateway until `ended`, or until another gateway has the lease."""
    clock = SteadyClock(open_clock(settings.clock_file))
    means = Means(
        words=load_words(ROOT / "domain.yml", settings.country, settings.operator, settings.own_lines),
        keys=open_keys(settings.keys, wiring.passphrase or None),
        database=open_database(settings.database_url),
        clock=clock,
        screen=Screen.open(WEIGHTS if WEIGHTS.exists() else None),
        dialogue=Dialogue(wiring.engine_url, wiring.channel_secret),
        country=settings.country,
        timezone=settings.timezone,
        department_size=settings.department_size,
        access_code=settings.access_code,
    )
    terminal = TerminalDoor(wiring.door_secret, clock)
    telegram = open_telegram(settings, means.words, clock) if settings.telegram_token else None
    doors: dict[DoorName, Door] = {"terminal": terminal}
    if telegram is not None:
        telegram.can_hide(means.database, means.keys)
        doors["telegram"] = telegram
    gateway = Gateway(means, doors)
    await gateway.leasing.take()
    await gateway.start()
    try:
        await _open(gateway, terminal, telegram, _way_in(means, gateway, telegram, settings), wiring, ended)
    finally:
        await terminal.close_entrance()
        if telegram is not None:
            await telegram.stop()
        await gateway.stop()
        await terminal.stop()


async def _open(
    gateway: Gateway,
    terminal: TerminalDoor,
    telegram: TelegramDoor | None,
    enter: Receive,
    wiring: Wiring,
    ended: asyncio.Event,
) -> None:
    port = await terminal.start(wiring.door_port, gateway.reception.receive, gateway.outbox.arrived, gateway.tick)
    if telegram is not None:
        await telegram.start(enter)
    sys.stdout.write(json.dumps({"ready": True, "ports": {"door": port}}) + "\n")
    sys.stdout.flush()
    log.info("ready", port=port)
    waits = [asyncio.create_task(ended.wait()), asyncio.create_task(gateway.leasing.keep())]
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()


def _way_in(means: Means, gateway: Gateway, telegram: TelegramDoor | None, settings: Settings) -> Receive:
    """Return what takes messages of Telegram: on a live system only testers' until safety's list is done."""
    receive = gateway.reception.receive
    if telegram is None or not settings.is_live:
        return receive
    opening = Opening(
        settings,
        means.database,
        means.keys,
        means.words,
        means.clock,
        means.screen,
        receive_all=receive,
        send=telegram.send,
    )
    return opening.receive


async def main() -> None:
    """Read the wiring, and end with the parent or at SIGTERM."""
    set_up()
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, ended.set)
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    wiring = read_wiring((await reader.readline()).decode())
    parent = asyncio.create_task(_until_end(reader, ended))
    await serve(read_settings(os.environ), wiring, ended)
    parent.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await parent


async def _until_end(reader: asyncio.StreamReader, ended: asyncio.Event) -> None:
    while await reader.read(1024):
        pass
    ended.set()


if __name__ == "__main__":
    asyncio.run(main())
