"""What keeps a page to itself: headers, cookies, and the token that a form must carry."""

import hashlib
import hmac
import secrets
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "code4"
LOOPBACK = ("127.0.0.1", "localhost", "::1", "[::1]")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def protect(request: Request, response: Response, is_static: bool = False) -> None:
    """Add the headers; pages are kept by no browser and no proxy."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["Cache-Control"] = "max-age=3600" if is_static else "no-store"
    if request.url.scheme == "https":
        response.headers["Strict-Transport-Security"] = "max-age=31536000"


def give_cookie(request: Request, response: Response, token: str) -> None:
    """Hand over the token; only plain loopback, which never leaves the machine, may do without TLS."""
    response.set_cookie(
        COOKIE, token, path="/", secure=not is_plain_loopback(request), httponly=True, samesite="strict"
    )


def is_plain_loopback(request: Request) -> bool:
    """Tell whether a browser on this machine speaks to us without TLS."""
    return request.url.scheme == "http" and (request.url.hostname or "") in LOOPBACK


def new_visit() -> str:
    """Return the token of somebody who has not logged in."""
    return secrets.token_urlsafe(32)


def form_token(token: str) -> str:
    """Return what each form carries: only who has the cookie's token can know it."""
    return hmac.new(token.encode(), b"code4 form", hashlib.sha256).hexdigest()


def is_own_form(request: Request, token: str, given: str) -> bool:
    """Tell whether a form was made by us for this visit, and sent from one of our own pages."""
    origin = request.headers.get("origin")
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    if origin is not None and urlsplit(origin).netloc != request.url.netloc:
        return False
    return hmac.compare_digest(form_token(token), given.encode("ascii", "replace").decode())
