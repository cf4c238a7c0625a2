"""The process of the custom actions: `python -m actions`, its wiring the first line of standard input."""

import asyncio
import os
import signal
import sys
import threading
from contextlib import suppress

import structlog
from rasa_sdk.executor import ActionExecutor

import logs
from actions.booth import Booth
from actions.counter import Tools
from actions.enclosure import settle
from actions.everything import create_executor
from actions.jurisdiction import load_jurisdiction
from actions.notebook import StoredNotebook
from actions.plans import StoredPlans
from actions.server import create_app, serve
from care.clock import open_clock
from settings import ROOT, Settings, read_settings
from storage.database import open_database
from storage.keys import open_keys
from wiring import Wiring, read_wiring
from words import Words, load_words


def main() -> int:
    """Serve until SIGTERM, or until whoever started this process is gone."""
    logs.set_up()
    wiring = read_wiring(sys.stdin.readline())
    settings = read_settings(os.environ)
    words = load_words(ROOT / "domain.yml", settings.country, settings.operator, settings.own_lines)
    executor = create_executor(words, open_tools(settings, words, wiring.passphrase or None))
    held = settle(settings, wiring.actions_port)
    structlog.get_logger().info("enclosed", kind=".".join(held) or "nothing")
    asyncio.run(_serve(wiring, executor))
    return 0


async def _serve(wiring: Wiring, executor: ActionExecutor) -> None:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, ended.set)
    threading.Thread(target=_watch_parent, args=(loop, ended), daemon=True).start()
    await serve(create_app(executor, wiring.action_secret), wiring.actions_port, ended)


def open_tools(settings: Settings, words: Words, passphrase: str | None = None) -> Tools:
    """Return what actions are handed, over the real storage; raises StorageError, KeysError or OSError."""
    booth = Booth(
        open_database(settings.database_url),
        open_keys(settings.keys, passphrase),
        open_clock(settings.clock_file),
        samples=not settings.is_live,
        department_size=settings.department_size,
        timezone=settings.timezone,
    )
    jurisdiction = load_jurisdiction(ROOT / "confidentiality", settings.jurisdiction)
    notebook = StoredNotebook(booth.database, booth.keys, booth.clock, booth.totals.count)
    return Tools(booth, jurisdiction, StoredPlans(booth.database, booth.keys), notebook)


def _watch_parent(loop: asyncio.AbstractEventLoop, ended: asyncio.Event) -> None:
    """End the process when its standard input ends: the parent has died."""
    while sys.stdin.readline():
        pass
    with suppress(RuntimeError):  # the loop has ended by itself
        loop.call_soon_threadsafe(ended.set)


if __name__ == "__main__":
    sys.exit(main())
