"""Our custom actions for a stock Rasa: unsigned, and with the metadata that its REST channel does not carry."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from rasa_sdk.executor import ActionExecutor
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as answer

from actions.__main__ import open_tools
from actions.everything import create_executor
from actions.server import serve
from care.clock import SystemClock
from settings import ROOT, Settings, read_settings
from words import load_words


@contextmanager
def plain_actions(environment: Mapping[str, str], port: int) -> Iterator[int]:
    """Run the actions over a home's database until the block ends; yields their process id."""
    command = [sys.executable, "-m", "bench.stock_rasa.actions", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=dict(environment), stdout=subprocess.PIPE)  # noqa: S603
    try:
        if process.stdout is None or not process.stdout.readline():
            raise TimeoutError
        yield process.pid
    finally:
        process.kill()
        process.wait()


def create_app(executor: ActionExecutor, settings: Settings) -> Sanic[Any, Any]:
    """Return a server that believes every call."""
    app: Sanic[Any, Any] = Sanic("stock_actions", configure_logging=False)
    app.config.ACCESS_LOG = False

    @app.post("/webhook")
    async def webhook(request: Request) -> HTTPResponse:
        call = json.loads(request.body)
        now = SystemClock().now().isoformat()
        call["tracker"]["latest_message"]["metadata"] = {"now": now, "timezone": settings.timezone, "locale": "en"}
        result = await executor.run(call)
        return answer(result.model_dump() if result else None)

    return app


def main() -> None:
    """Serve on the port of the first argument until killed."""
    settings = read_settings(os.environ)
    words = load_words(ROOT / "domain.yml", settings.country, settings.operator)
    app = create_app(create_executor(words, open_tools(settings, words)), settings)
    asyncio.run(serve(app, int(sys.argv[1]), asyncio.Event()))


if __name__ == "__main__":
    main()
