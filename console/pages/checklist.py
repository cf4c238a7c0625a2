"""Day one: what is left to do before officers are let in, the helplines, the crisis texts, the card."""

import secrets
from collections.abc import Mapping
from typing import Any

import segno
from sqlalchemy import Connection
from starlette.responses import Response

import golive
from console.visits import NotThere, Visit
from storage import directory, facts, partner_keys
from storage.facts import Fact
from storage.slots import free_slots

MARKED = ("test_booking", "card")  # what only a person can say
TESTER = "tester.code"
TEXTS_ON_A_PAGE = 12


def checklist(visit: Visit) -> Response:
    """Show each step, done or not, and what comes next."""
    house = visit.house
    with house.database.read() as connection:
        known = facts.declared(connection)
        left = golive.missing(connection, house.settings, house.words, visit.now)
        done = _done(visit, connection, known, left)
    lines, texts = golive.unconfirmed(house.words, known, visit.now), golive.unsigned(house.words, known)
    code = known[TESTER].value if TESTER in known else _make_code(visit)
    counts = {"lines": len(lines), "texts": len(texts)}
    return visit.page("checklist.html", done=done, left=left, counts=counts, code=code, known=known)


def checklist_mark(visit: Visit) -> Response:
    """Note that a step was done, which only a person can say."""
    name = visit.param("name")
    if name not in MARKED:
        raise NotThere
    _declare(visit, f"step.{name}", True)
    return visit.go("checklist", said_="saved")


def texts(visit: Visit) -> Response:
    """Show the texts of a crisis in both languages, with who reviewed them."""
    words = visit.house.words
    with visit.house.database.read() as connection:
        known = facts.declared(connection)
    names, waiting = golive.crisis_texts(words), golive.unsigned(words, known)
    names.sort(key=lambda name: (name not in waiting, name))
    pages = [names[at : at + TEXTS_ON_A_PAGE] for at in range(0, len(names), TEXTS_ON_A_PAGE)]
    page = min(visit.page_number(), len(pages))
    shown = [(name, sorted(words.responses[name].items())) for name in pages[page - 1]]
    return visit.page("texts.html", texts=shown, known=known, waiting=waiting, page=page, pages=len(pages))


def text_sign(visit: Visit) -> Response:
    """Note which clinician reviewed a text; the review holds for these words and no others."""
    name, clinician, licence = visit.param("name"), visit.sent("clinician")[:120], visit.sent("licence")[:80]
    if name not in golive.crisis_texts(visit.house.words) or not clinician or not licence:
        raise NotThere
    value = {"hash": golive.hash_of(visit.house.words, name), "clinician": clinician, "licence": licence}
    _declare(visit, f"text.{name}", value)
    return visit.go("texts", said_="signed")


def card(visit: Visit) -> Response:
    """Show the card to print and hand out, with a QR code that opens the chat."""
    bot = "".join(letter for letter in visit.query("bot") if letter.isascii() and (letter.isalnum() or letter == "_"))
    link = f"https://t.me/{bot[:40]}" if bot else ""
    picture = segno.make(link, error="h").svg_data_uri(scale=6, border=4, dark="#000", light="#fff") if link else ""
    return visit.page("card.html", link=link, picture=picture, bot=bot, lines=visit.house.words.lines)


def _done(visit: Visit, connection: Connection, known: Mapping[str, Fact], left: list[str]) -> dict[str, bool]:
    organisations = directory.all_organisations(connection, visit.house.samples)
    return {
        **{name: name not in left for name in golive.SAFETY},
        "partner": any(partner_keys.has_key(connection, each.id) for each in organisations),
        "slots": bool(free_slots(connection, visit.now, at_most=1)),
        **{name: f"step.{name}" in known for name in MARKED},
    }


def _make_code(visit: Visit) -> str:
    """Draw the code that lets a tester in before the bot is open."""
    code = f"test-{secrets.token_hex(4)}"
    with visit.house.database.write() as connection:
        facts.declare(connection, TESTER, code, visit.account.login, visit.now)
    return code


def _declare(visit: Visit, name: str, value: Any) -> None:
    with visit.house.database.write() as connection:
        facts.declare(connection, name, value, visit.account.login, visit.now)
        visit.house.audit.append(connection, visit.account.id, "declare", name)
