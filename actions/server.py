"""The door between Rasa and the actions: one signed call on loopback, one answer."""

import asyncio
import json
from typing import Any

import structlog
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException
from sanic import Sanic
from sanic.log import access_logger
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as answer

from wiring import is_signed

log = structlog.get_logger()
LONGEST_BODY = 4_000_000


def create_app(executor: ActionExecutor, secret: bytes) -> Sanic[Any, Any]:
    """Return the application; each call is checked against the secret before its body is read as anything."""
    app: Sanic[Any, Any] = Sanic("code4_actions", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = LONGEST_BODY
    app.config.ACCESS_LOG = False
    access_logger.disabled = True

    @app.post("/webhook")
    async def webhook(request: Request) -> HTTPResponse:
        headers = request.headers
        if not is_signed(secret, headers.get("X-Code4-Time"), headers.get("X-Code4-Signature"), request.body):
            return answer({"error": "unsigned"}, status=401)
        return await _run(executor, request.body)

    @app.exception(Exception)
    async def failed(_request: Request, error: Exception) -> HTTPResponse:
        status = getattr(error, "status_code", 500)
        log.error("call_failed", error=type(error).__name__)
        return answer({"error": "failed"}, status=status)

    return app


async def _run(executor: ActionExecutor, body: bytes) -> HTTPResponse:
    """Run the action that Rasa names; Rasa reads 400 as "this action refuses" and 404 as "no such action"."""
    try:
        call = json.loads(body)
        call = {**call, "domain": call.get("domain") or {}}
    except (TypeError, ValueError, AttributeError):
        return answer({"error": "not understood"}, status=422)
    try:
        result = await executor.run(call)
    except ActionExecutionRejection as rejection:
        return answer({"error": "rejected", "action_name": rejection.action_name}, status=400)
    except ActionNotFoundException as unknown:
        return answer({"error": "unknown action", "action_name": unknown.action_name}, status=404)
    return answer(result.model_dump() if result else None)


async def serve(app: Sanic[Any, Any], port: int, until: asyncio.Event) -> None:
    """Answer on 127.0.0.1 in this process and event loop until told to stop."""
    server = await app.create_server(host="127.0.0.1", port=port, return_asyncio_server=True, access_log=False)
    if server is None:
        raise OSError("the actions' port is taken")
    await server.startup()  # type: ignore[no-untyped-call]
    print(json.dumps({"ready": True}), flush=True)  # noqa: T201  the supervisor waits for this line
    await until.wait()
    await server.close()  # type: ignore[no-untyped-call]
