"""`code4 understand`: what the screen and the trained model make of each line, without a conversation."""

import argparse
import asyncio
import json
import sys
import time
from typing import Any

import httpx

from cli.failure import ENGINE, Failure
from cli.home import clock_of
from cli.supervisor import engine_child, make_folders, make_wiring
from cli.terminal import typed_lines
from language.screen import Screen
from settings import ROOT, Settings
from wiring import Wiring, signed_headers

WEIGHTS = ROOT / "language" / "weights"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say the form of the answers and the instant that relative days start from."""
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--now", help="an ISO instant (default: the clock)")


def run(settings: Settings, given: argparse.Namespace) -> int:
    """Answer one line for each line of standard input."""
    return asyncio.run(_understand(settings, given))


async def _understand(settings: Settings, given: argparse.Namespace) -> int:
    make_folders(settings)
    wiring = make_wiring(settings)
    child = engine_child(settings, wiring)
    child.name = "understand"
    screen = Screen.open(WEIGHTS)
    living = asyncio.create_task(child.keep_alive())
    try:
        await asyncio.wait_for(child.ready.wait(), 120)
        async with httpx.AsyncClient(base_url=wiring.engine_url, timeout=30) as client:
            async for line in typed_lines():
                answer = await _answer(line, settings, given.now, screen, client, wiring)
                sys.stdout.write((json.dumps(answer) if given.json else _plain(answer)) + "\n")
                sys.stdout.flush()
    except TimeoutError:
        raise Failure("The engine does not start: run/understand.log in the home says why.", ENGINE) from None
    finally:
        living.cancel()
        await child.stop()
    return 0


async def _answer(
    line: str, settings: Settings, now: str | None, screen: Screen, client: httpx.AsyncClient, wiring: Wiring
) -> dict[str, Any]:
    started = time.perf_counter()
    reading = screen.read(line)
    instant = now or clock_of(settings).now().isoformat()
    asked = {"text": line, "now": instant, "timezone": settings.timezone, "locale": "en"}
    body = json.dumps(asked).encode()
    response = await client.post("/understand", content=body, headers=signed_headers(wiring.channel_secret, body))
    understood = response.raise_for_status().json()
    return {
        "text": line,
        "intent": understood["intent"],
        "confidence": understood["confidence"],
        "entities": understood["entities"],
        "risk": reading.risk,
        "risk_kind": reading.kind,
        "risk_score": reading.score,
        "risk_because": reading.because,
        "ms": round((time.perf_counter() - started) * 1000, 2),
    }


def _plain(answer: dict[str, Any]) -> str:
    entities = ", ".join(f"{each['entity']}={json.dumps(each['value'])}" for each in answer["entities"])
    risk = f"{answer['risk']} {answer['risk_score']:.2f}"
    return f"{answer['intent']} {answer['confidence']:.2f}  {risk}  {entities}"
