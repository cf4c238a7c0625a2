"""One visit of a page: who comes, what they sent, and how they are answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from console.house import House
from console.permissions import PERMISSIONS
from console.security import form_token
from storage.accounts import Account
from storage.console_sessions import Session, Stage


class NotThere(Exception):
    """What a path names is not there, or not for this account, which is the same to it."""


@dataclass
class Visit:
    """What a page's function is handed; `token` is the cookie's, `form` what was sent."""

    house: House
    request: Request = field(repr=False)
    token: str = field(repr=False)
    session: Session | None
    form: FormData = field(repr=False)

    @property
    def account(self) -> Account:
        """Who is logged in; pages without log-in must not ask."""
        if self.session is None:
            raise NotThere
        return self.session.account

    @property
    def locale(self) -> str:
        """The account's language, once somebody has set it up, else the browser's first."""
        if self.session is not None and self.session.stage is not Stage.START:
            return self.session.account.locale
        return "es" if self.request.headers.get("accept-language", "").lower().startswith("es") else "en"

    @property
    def now(self) -> datetime:
        """The business's instant."""
        return self.house.clock.now()

    @property
    def zone(self) -> ZoneInfo:
        """The operator's time zone."""
        return ZoneInfo(self.house.settings.timezone)

    @property
    def today(self) -> date:
        """The day at the operator's."""
        return self.now.astimezone(self.zone).date()

    def param(self, name: str) -> str:
        """Return what the path names."""
        return str(self.request.path_params[name])

    def query(self, name: str) -> str:
        """Return a value of the address."""
        return self.request.query_params.get(name, "")

    def page_number(self) -> int:
        """Return which page of a list is asked for, the first where the address says nothing sensible."""
        asked = self.query("page")
        return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1

    def sent(self, name: str) -> str:
        """Return a text of the form."""
        value = self.form.get(name)
        return value.replace("\0", "").strip() if isinstance(value, str) else ""  # PostgreSQL keeps no NUL

    def may(self, route: str) -> bool:
        """Whether who is logged in may use a route."""
        is_in = self.session is not None and self.session.stage is Stage.OPEN
        return is_in and PERMISSIONS[route].allows(self.account.role)

    def say(self, phrase: str, /, **values: object) -> str:
        """Return a phrase in the visitor's language."""
        return self.house.tongue.say(self.locale, phrase, **values)

    def name(self, key: str) -> str:
        """Return the name of a field or a choice."""
        return self.house.tongue.name(self.locale, key)

    def note(self, said: str) -> str:
        """Return what reading a file said, in the visitor's language."""
        return self.house.tongue.note(self.locale, said)

    def url(self, route: str, /, **parts: str) -> str:
        """Return the path of a route; what is no part of the path becomes the query."""
        query = {key.removesuffix("_"): parts.pop(key) for key in list(parts) if key.endswith("_")}
        path = str(self.request.app.state.routes[route].url_path_for(route, **parts))
        return f"{path}?{urlencode(query)}" if query else path

    def page(self, template: str, status: int = 200, /, **values: Any) -> Response:
        """Return a page."""
        shown = self.house.templates.get_template(template).render({**self._standing(), **values})
        return HTMLResponse(shown, status)

    def go(self, route: str, /, **parts: str) -> Response:
        """Return the way to another page, after something was done."""
        return RedirectResponse(self.url(route, **parts), 303)

    def day(self, value: date) -> str:
        """Say a day, as the bot does."""
        month = self._word("word_months")[value.month - 1]
        return self.house.words.text("date", self.locale, day=value.day, month=month, year=value.year)

    def when(self, instant: datetime) -> str:
        """Say an instant in the operator's time zone, as the bot does."""
        local = instant.astimezone(self.zone)
        names: Mapping[str, str] = {
            "weekday": self._word("word_weekdays")[local.weekday()],
            "month": self._word("word_months")[local.month - 1],
        }
        return self.house.words.text("when", self.locale, day=local.day, time=f"{local:%H:%M}", **names)

    def _word(self, name: str) -> list[str]:
        return self.house.words.text(name, self.locale).split()

    def _standing(self) -> dict[str, Any]:
        return {
            "visit": self,
            "_": self.say,
            "name": self.name,
            "url": self.url,
            "form_token": form_token(self.token),
            "said": self.query("said"),
            "operator": self.house.settings.operator,
            "is_htmx": self.request.headers.get("hx-request") == "true",
        }
