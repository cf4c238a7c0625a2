"""Starts the engine: model, channel and tracker store as config files name them, wired as the parent says."""

import asyncio
import contextlib
import gc
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import register
from rasa.core.run import create_http_input_channels
from rasa.core.tracker_store import TrackerStore
from rasa.core.utils import AvailableEndpoints
from sanic import Sanic

from engine.action_calls import SignedEndpoint
from engine.brain import load_brain
from engine.events import Voice
from engine.turns import Turns
from wiring import Wiring

PURGE_SECONDS = 300
WARMING_UP = "tomorrow at three"


async def serve(wiring: Wiring, folder: Path, voice: Voice, started: float) -> None:
    """Answer signed calls until SIGTERM, SIGINT or the end of standard input."""
    store = TrackerStore.create(AvailableEndpoints.read_endpoints("endpoints.yml").tracker_store)
    store.keep_in(folder / "sessions")
    store.purge()
    actions = SignedEndpoint(wiring.actions_url, wiring.action_secret)
    brain = load_brain(Path(wiring.model_path), wiring.model_sha256, store, actions)
    turns = Turns(brain, store, voice)
    app = _app(wiring, turns)
    server: Any = await app.create_server(
        host="127.0.0.1", port=wiring.engine_port, return_asyncio_server=True, access_log=False, debug=False
    )
    await server.startup()
    await turns.understand(WARMING_UP, {})  # the first reading loads the encoder's weights
    gc.collect()
    gc.freeze()  # what was loaded stays: the collector need not walk through it again
    voice.note("ready", seconds=round(time.monotonic() - started, 1))
    voice.tell_parent(ready=True, port=wiring.engine_port)
    purging = asyncio.create_task(_purge_now_and_then(store.purge, voice))
    await _until_told_to_stop()
    voice.note("stopping")
    purging.cancel()
    server.close()
    await server.wait_closed()
    await actions.close()


def _app(wiring: Wiring, turns: Turns) -> "Sanic[Any, Any]":
    app = Sanic("code4_engine", configure_logging=False)
    app.config.KEEP_ALIVE_TIMEOUT = 75
    app.config.REQUEST_MAX_SIZE = 1_000_000
    app.config.FALLBACK_ERROR_FORMAT = "json"
    channels = create_http_input_channels(None, "credentials.yml")
    for channel in channels:
        channel.wire(wiring.channel_secret, turns, wiring.model_sha256)
    register(channels, app, route=None)
    return app


async def _until_told_to_stop() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, stop.set)
    threading.Thread(target=_watch_parent, args=(loop, stop), daemon=True).start()
    await stop.wait()


def _watch_parent(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    """Standard input ends when the parent dies, however it dies."""
    with contextlib.suppress(OSError):
        while os.read(0, 4096):
            pass
    with contextlib.suppress(RuntimeError):
        loop.call_soon_threadsafe(stop.set)


async def _purge_now_and_then(purge: Callable[[], int], voice: Voice) -> None:
    while True:
        await asyncio.sleep(PURGE_SECONDS)
        if gone := purge():
            voice.note("purged", count=gone)
