"""The web application: every route with its page, each behind the guard."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from care.clock import open_clock
from console.guard import Page, guarded, nowhere
from console.house import House
from console.pages import (
    account,
    bookings,
    calendars,
    checklist,
    directory,
    door,
    entries,
    exports,
    helplines,
    home,
    imports,
    key,
    occurrences,
    people,
    reports,
    slots,
)
from console.security import protect
from console.words import load_tongue
from settings import ROOT, Settings
from storage.accounts import Accounts
from storage.database import Database
from storage.keys import Keys
from words import load_words

FOLDER = Path(__file__).parent

ROUTES: tuple[tuple[str, str, str, Page], ...] = (
    ("login", "GET", "/login", door.login),
    ("login_send", "POST", "/login", door.login_send),
    ("login_code", "GET", "/login/code", door.login_code),
    ("login_code_send", "POST", "/login/code", door.login_code_send),
    ("start", "GET", "/login/start", door.start),
    ("start_send", "POST", "/login/start", door.start_send),
    ("logout", "POST", "/logout", door.logout),
    ("home", "GET", "/", home.home),
    ("account", "GET", "/account", account.account),
    ("account_password", "POST", "/account/password", account.account_password),
    ("account_codes", "POST", "/account/codes", account.account_codes),
    ("account_language", "POST", "/account/language", account.account_language),
    ("directory", "GET", "/directory", directory.index),
    ("bulk", "POST", "/directory", directory.bulk),
    ("due", "GET", "/due", directory.due),
    ("import", "GET", "/import", imports.imports),
    ("import_send", "POST", "/import", imports.import_send),
    ("import_apply", "POST", "/import/apply", imports.import_apply),
    ("import_drop", "POST", "/import/drop", imports.import_drop),
    ("export_file", "GET", "/export/{format}", exports.export_file),
    ("entry_new", "GET", "/directory/{kind}", entries.new),
    ("entry_add", "POST", "/directory/{kind}", entries.add),
    ("entry", "GET", "/directory/{kind}/{entry}", entries.show),
    ("entry_save", "POST", "/directory/{kind}/{entry}", entries.save),
    ("entry_preview", "GET", "/directory/{kind}/{entry}/preview", entries.show_preview),
    ("entry_discard", "POST", "/directory/{kind}/{entry}/discard", entries.discard),
    ("entry_publish", "POST", "/directory/{kind}/{entry}/publish", entries.publish),
    ("entry_verify", "POST", "/directory/{kind}/{entry}/verify", entries.verify),
    ("entry_history", "GET", "/directory/{kind}/{entry}/history", entries.steps),
    ("entry_undo", "POST", "/directory/{kind}/{entry}/history/{number}", entries.undo),
    ("slots", "GET", "/slots", slots.index),
    ("week", "GET", "/slots/{service}", slots.week),
    ("pattern_try", "POST", "/slots/{service}/try", slots.pattern_try),
    ("pattern_make", "POST", "/slots/{service}/make", slots.pattern_make),
    ("pattern_end", "POST", "/slots/{service}/patterns/{pattern}/end", slots.pattern_end),
    ("calendar_try", "POST", "/slots/{service}/calendar", calendars.calendar_try),
    ("calendar_make", "POST", "/slots/{service}/calendar/make", calendars.calendar_make),
    ("slot_add", "POST", "/slots/{service}", slots.slot_add),
    ("slot", "GET", "/times/{slot}", occurrences.slot),
    ("slot_move", "POST", "/times/{slot}/move", occurrences.slot_move),
    ("after_try", "POST", "/times/{slot}/after/try", occurrences.after_try),
    ("after_make", "POST", "/times/{slot}/after", occurrences.after_make),
    ("slot_block", "POST", "/times/{slot}/block", slots.slot_block),
    ("slot_free", "POST", "/times/{slot}/free", slots.slot_free),
    ("bookings", "GET", "/bookings", bookings.index),
    ("booking", "GET", "/bookings/{booking}", bookings.show),
    ("booking_contact", "POST", "/bookings/{booking}/contact", bookings.contact),
    ("booking_mark", "POST", "/bookings/{booking}/mark", bookings.mark),
    ("booking_tell", "POST", "/bookings/{booking}/tell", bookings.tell),
    ("booking_cancel", "POST", "/bookings/{booking}/cancel", bookings.cancel),
    ("key", "GET", "/key", key.key),
    ("key_make", "POST", "/key", key.make),
    ("key_open", "POST", "/key/open", key.open_it),
    ("key_invite", "POST", "/key/invite", key.invite),
    ("key_print", "POST", "/key/print", key.print_again),
    ("checklist", "GET", "/start", checklist.checklist),
    ("checklist_mark", "POST", "/start/{name}", checklist.checklist_mark),
    ("lines", "GET", "/helplines", helplines.lines),
    ("line_confirm", "POST", "/helplines/{line}", helplines.line_confirm),
    ("texts", "GET", "/texts", checklist.texts),
    ("text_sign", "POST", "/texts/{name}", checklist.text_sign),
    ("card", "GET", "/card", checklist.card),
    ("reports", "GET", "/totals", reports.reports),
    ("reports_file", "GET", "/totals.{format}", reports.reports_file),
    ("people", "GET", "/people", people.people),
    ("person_add", "POST", "/people", people.person_add),
    ("person_reset", "POST", "/people/{person}/reset", people.person_reset),
    ("person_allow", "POST", "/people/{person}/allow", people.person_allow),
    ("audit", "GET", "/audit", people.audit),
)


def create_app(house: House) -> Starlette:
    """Return the application over open things; raises KeyError for a route that nobody gave a permission."""
    routes = [
        Route(path, guarded(house, name, page), methods=[method], name=name) for name, method, path, page in ROUTES
    ]
    static = Mount("/static", Static(directory=FOLDER / "static"), name="static")
    app = Starlette(routes=[*routes, static], exception_handlers=dict.fromkeys((404, 405), nowhere(house)))
    app.state.routes = {route.name: route for route in routes}  # a look-up by name for each link would be slow
    return app


def open_house(settings: Settings, database: Database, keys: Keys) -> House:
    """Return what pages are handed; raises MissingWords, LinesError or OSError."""
    return House(
        settings=settings,
        database=database,
        keys=keys,
        clock=open_clock(settings.clock_file),
        words=load_words(ROOT / "domain.yml", settings.country, settings.operator, settings.own_lines),
        accounts=Accounts(keys),
        templates=open_templates(),
        tongue=load_tongue(),
    )


def open_templates() -> Environment:
    """Return the templates: everything that is put in is escaped, and a name that is not given is an error."""
    return Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do"],
    )


class Static(StaticFiles):
    """Style and script, with the same headers as the pages."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file."""
        response = await super().get_response(path, scope)
        protect(Request(scope), response, is_static=True)
        return response
