"""The two faces of the Bot API server: HTTP on the loopback, and an httpx transport in the process."""

import asyncio
import json
from urllib.parse import parse_qsl, urlsplit

import httpx

from bot.http import Dropped, HttpServer, Request, Response
from tests.botapi.core import TOKEN, BotApi, Fields, File

RETRY = 0.05


class HttpFace:
    """Serves `/bot<token>/METHOD` and `/file/bot<token>/PATH`, and calls a webhook when one is set."""

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self._server = HttpServer(lambda request: answer(api, request), limit=60_000_000)
        self._pushing: asyncio.Task[None] | None = None

    async def start(self) -> str:
        """Listen, and return the address for `TELEGRAM_API_BASE`."""
        port = await self._server.start()
        self._pushing = asyncio.create_task(push_updates(self._api))
        return f"http://127.0.0.1:{port}"

    async def stop(self) -> None:
        """Stop listening."""
        if self._pushing is not None:
            self._pushing.cancel()
        await self._server.stop()


class InProcessFace(httpx.AsyncBaseTransport):
    """Brings calls to the core without a socket."""

    def __init__(self, api: BotApi) -> None:
        self._api = api

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        target = request.url.raw_path.decode()
        wanted = Request(request.method, target, headers, await request.aread())
        try:
            response = await answer(self._api, wanted)
        except Dropped:
            raise httpx.ReadError("dropped", request=request) from None
        return httpx.Response(response.status, content=response.body)


async def answer(api: BotApi, request: Request) -> Response:
    """Answer one HTTP request; any other token than the tests' gets 401."""
    parts = urlsplit(request.target)
    place, _, rest = parts.path.lstrip("/").partition("/")
    if place == "file":
        token, _, name = rest.partition("/")
        known = token == f"bot{TOKEN}" and name in api.files
        return Response(200, api.files[name].content) if known else Response(404)
    if place != f"bot{TOKEN}":
        return _json(401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
    params, files = read_form(request.headers.get("content-type", ""), request.body)
    params = dict(parse_qsl(parts.query)) | params
    return _json(*await api.call(rest, params, files))


def read_form(content_type: str, body: bytes) -> tuple[Fields, dict[str, File]]:
    """Read the parameters of a call, in each of the encodings that the Bot API takes."""
    if content_type.startswith("application/json"):
        return json.loads(body), {}
    if content_type.startswith("multipart/form-data"):
        return _multipart(content_type, body)
    return dict(parse_qsl(body.decode(), keep_blank_values=True)), {}


def _multipart(content_type: str, body: bytes) -> tuple[Fields, dict[str, File]]:
    boundary = b"--" + content_type.partition("boundary=")[2].strip('"').encode()
    params: Fields = {}
    files: dict[str, File] = {}
    for part in body.split(boundary)[1:-1]:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        named = dict(item.split("=", 1) for item in head.decode().split("\r\n")[0].split("; ")[1:])
        name, content = named["name"].strip('"'), content.removesuffix(b"\r\n")
        if "filename" in named:
            files[name] = File(named["filename"].strip('"'), content)
        else:
            params[name] = content.decode()
    return params, files


async def push_updates(api: BotApi) -> None:
    """Deliver updates to the webhook, one after the other, each again until it is taken."""
    async with httpx.AsyncClient(trust_env=False) as client:
        while True:
            await api.arrivals()
            if not api.webhook:
                await asyncio.sleep(RETRY)
                continue
            update = api.updates[0]
            secret = {"X-Telegram-Bot-Api-Secret-Token": str(api.webhook.get("secret_token", ""))}
            try:
                taken = await client.post(str(api.webhook["url"]), json=update, headers=secret)
                done = taken.is_success
            except httpx.HTTPError:
                done = False
            if done:
                api.updates.remove(update)
            else:
                await asyncio.sleep(RETRY)


def _json(status: int, content: Fields) -> Response:
    return Response(status, json.dumps(content).encode())
