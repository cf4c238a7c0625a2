"""The one way into every page: session, permission, the form's token, whose the thing is; then the page."""

import traceback
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from console import uploads
from console.belonging import belongs
from console.house import House
from console.permissions import ANYBODY, PERMISSIONS, Permission
from console.security import COOKIE, give_cookie, is_own_form, new_visit, protect
from console.visits import NotThere, Visit
from storage import console_sessions
from storage.console_sessions import NOTED_EVERY, Session, Stage
from storage.errors import StorageError

Page = Callable[[Visit], Response]
LARGEST_FORM = 300_000  # bytes
DOORS = {Stage.CODE: "login_code", Stage.START: "start", Stage.OPEN: "home"}

log = structlog.get_logger()


def guarded(house: House, route: str, page: Page) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint of a route; raises KeyError when console/permissions.py does not know it."""
    permission = PERMISSIONS[route]

    async def endpoint(request: Request) -> Response:
        form: FormData | Response = FormData()
        if request.method == "POST":
            takes_files = route in uploads.ROUTES and await run_in_threadpool(_may_send, house, permission, request)
            form = await _form(request, takes_files)
        if isinstance(form, Response):
            response = form
        else:
            response = await run_in_threadpool(partial(_answer, house, permission, page, request, form))
        protect(request, response)
        return response

    return endpoint


async def _form(request: Request, takes_files: bool) -> FormData | Response:
    """Return what was sent, or why it is not read."""
    length = request.headers.get("content-length", "")
    if not length.isdigit() or int(length) > (uploads.LARGEST if takes_files else LARGEST_FORM):
        return Response("Too large", 413, media_type="text/plain")
    try:
        return await request.form(max_files=uploads.MOST if takes_files else 0, max_fields=2000)
    except HTTPException:  # no form, or files where none are taken
        return Response("Bad request", 400, media_type="text/plain")


def nowhere(house: House) -> Callable[[Request, Exception], Awaitable[Response]]:
    """Return the answer to an address that is no route: a page that says so."""

    def page(visit: Visit) -> Response:
        raise NotThere

    async def endpoint(request: Request, error: Exception) -> Response:
        response = await run_in_threadpool(partial(_answer, house, ANYBODY, page, request, FormData()))
        protect(request, response)
        return response

    return endpoint


def _answer(house: House, permission: Permission, page: Page, request: Request, form: FormData) -> Response:
    cookie = request.cookies.get(COOKIE, "")
    visit = Visit(house, request, cookie or new_visit(), None, form)
    try:
        visit.session = _session(house, cookie)
        response = _refusal(visit, permission) or page(visit)
    except NotThere:
        response = visit.page("error.html", 404, what="missing")
    except StorageError as error:
        log.error("page_failed", error=type(error).__name__)
        response = visit.page("error.html", 503, what="storage")
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        log.error("page_broke", error=type(error).__name__, file=Path(place.filename).name, line=place.lineno)
        response = visit.page("error.html", 500, what="broken")
    if not cookie and "set-cookie" not in response.headers:
        give_cookie(request, response, visit.token)
    return response


def _may_send(house: House, permission: Permission, request: Request) -> bool:
    """Tell whether files are taken at all: from nobody whom the page would refuse."""
    session = _session(house, request.cookies.get(COOKIE, ""))
    return session is not None and session.stage is permission.stage and permission.allows(session.account.role)


def _session(house: House, token: str) -> Session | None:
    if not token:
        return None
    now = house.watch.now()
    with house.database.read() as connection:
        session = console_sessions.find(connection, token, now)
    if session is not None and now - session.seen > NOTED_EVERY:
        with house.database.write() as connection:
            console_sessions.note(connection, session, now)
    return session


def _refusal(visit: Visit, permission: Permission) -> Response | None:
    """Return why not, or None when the page may be used."""
    is_sent = visit.request.method == "POST"
    if is_sent and not is_own_form(visit.request, visit.token, visit.sent("token")):
        return visit.page("error.html", 403, what="form")
    if permission.stage is None:
        return None
    if visit.session is None:
        return RedirectResponse(visit.url("login"), 303)
    if visit.session.stage is not permission.stage:
        return RedirectResponse(visit.url(DOORS[visit.session.stage]), 303)
    if not permission.allows(visit.account.role):
        return visit.page("error.html", 403, what="role")
    if not belongs(visit):
        raise NotThere
    return None
