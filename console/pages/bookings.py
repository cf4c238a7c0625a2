"""A partner's bookings: what waits, the contact behind a click, who came, and what the officer is told."""

from starlette.responses import Response

from care.desk import BookingState
from console.visits import NotThere, Visit
from storage import partner_bookings, partner_keys
from storage.console_sessions import digest_of
from storage.partner_bookings import Waiting
from storage.partner_keys import PrivateKey
from storage.sealing import SealBroken

LONGEST_MESSAGE = 300
MARKS = {"attended": BookingState.FULFILLED, "noshow": BookingState.NOSHOW}


def index(visit: Visit) -> Response:
    """List the organisation's bookings, or lead on to the one whose reference is asked for."""
    organisation, asked = visit.account.organisation, visit.query("reference")[:20]
    if organisation is None:
        raise NotThere
    with visit.house.database.read() as connection:
        named = partner_bookings.by_reference(connection, organisation, asked) if asked else None
        if named is not None:
            return visit.go("booking", booking=named.id)
        found = partner_bookings.of_organisation(connection, organisation, visit.now)
        has_key = partner_keys.has_key(connection, organisation)
    ahead = [each for each in found if each.slot.end > visit.now]
    past = [each for each in reversed(found) if each.slot.end <= visit.now]
    return visit.page("bookings.html", ahead=ahead, past=past, has_key=has_key, asked=asked)


def show(visit: Visit) -> Response:
    """Show one booking; from then on it counts as seen."""
    waiting = _waiting(visit)
    if not waiting.is_seen:
        with visit.house.database.write() as connection:
            partner_bookings.see(connection, waiting.id)
    return _page(visit, waiting)


def contact(visit: Visit) -> Response:
    """Open the contact, after the audit has it; only with this organisation's key."""
    waiting, key = _waiting(visit), _key(visit)
    if key is None:
        return visit.go("key", said_="locked")
    try:
        opened = partner_keys.read_contact(visit.house.database, visit.house.audit, key, visit.account.id, waiting.id)
    except SealBroken:
        return _page(visit, waiting, broken=True)
    return _page(visit, waiting, contact=opened)


def mark(visit: Visit) -> Response:
    """Say whether the officer came."""
    waiting, state = _waiting(visit), MARKS.get(visit.sent("state"))
    if state is not None:
        with visit.house.database.write() as connection:
            partner_bookings.mark(connection, waiting.id, state, visit.now)
            visit.house.audit.append(connection, visit.account.id, f"booking.{visit.sent('state')}", waiting.id)
    return visit.go("booking", booking=waiting.id, said_="saved")


def tell(visit: Visit) -> Response:
    """Send the officer word through the bot: running late, or a short message."""
    waiting, text = _waiting(visit), " ".join(visit.sent("text").split())[:LONGEST_MESSAGE]
    what = "late" if visit.sent("what") == "late" else "message"
    if what == "late" or text:
        with visit.house.database.write() as connection:
            visit.house.audit.append(connection, visit.account.id, f"booking.{what}", waiting.id)
            partner_bookings.tell(connection, visit.house.keys, waiting, what, visit.now, text)
    return visit.go("booking", booking=waiting.id, said_="told")


def cancel(visit: Visit) -> Response:
    """Cancel: the bot tells the officer, with other times, the first of them kept."""
    waiting = _waiting(visit)
    with visit.house.database.write() as connection:
        if not partner_bookings.cancel(connection, visit.house.keys, waiting, visit.now):
            return visit.go("booking", booking=waiting.id, said_="taken")
        visit.house.audit.append(connection, visit.account.id, "booking.cancel", waiting.id)
    return visit.go("bookings", said_="cancelled")


def _page(visit: Visit, waiting: Waiting, contact: str | None = None, broken: bool = False) -> Response:
    begun = waiting.slot.start <= visit.now
    return visit.page("booking.html", waiting=waiting, contact=contact, broken=broken, begun=begun, key=_key(visit))


def _waiting(visit: Visit) -> Waiting:
    with visit.house.database.read() as connection:
        found = partner_bookings.get(connection, visit.param("booking"))
    if found is None:
        raise NotThere
    return found


def _key(visit: Visit) -> PrivateKey | None:
    return visit.house.opened.get(digest_of(visit.token))
