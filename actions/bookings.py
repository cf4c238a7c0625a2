"""An officer's own bookings: shown, and chosen from when one is to be moved or cancelled."""

from actions.counter import Tools
from actions.lists import is_at
from actions.saying import booked_parts, say_booking
from actions.turn import Turn
from actions.wishes import asks
from care.desk import Booking
from care.names import BookingReference
from care.search import Offer
from language.short import number_of
from words import Button

CHANGE_SLOTS = (
    "booking_choice",
    "move_slot",
    "move_confirmation",
    "cancel_confirmation",
    "wanted",
    "offered",
    "shown",
    "notice",
)


def show_bookings(turn: Turn, tools: Tools) -> None:
    """List the open bookings, or the one there is in full."""
    own = _open(turn, tools)
    if not own:
        say_none(turn)
    elif len(own) == 1 and turn.form is None:
        say_booking(turn, tools, own[0], _offer(tools, own[0]))
    else:
        rows = "\n".join(_row(turn, tools, each) for each in own)
        turn.say("utter_bookings", [] if turn.form else _buttons(turn, tools, own), {"list": rows})


def show_booking(turn: Turn, tools: Tools) -> None:
    """Show the booking that a button names."""
    chosen = [each for each in _open(turn, tools) if each.reference == turn.given("booking")]
    if chosen:
        say_booking(turn, tools, chosen[0], _offer(tools, chosen[0]))
    else:
        show_bookings(turn, tools)


def ask_booking_choice(turn: Turn, tools: Tools) -> None:
    """Ask which booking is meant."""
    name = "move" if turn.form == "move_form" else "cancel"
    turn.ask(f"utter_ask_booking_choice_{name}", _buttons(turn, tools, _open(turn, tools)))


def note_choice(turn: Turn, tools: Tools) -> None:
    """Note which booking is meant where that is clear; end the form when there is none at all."""
    own = [str(each.reference) for each in _open(turn, tools)]
    named = str(turn.given("booking") or _named(turn, tools) or "")
    if not own:
        say_none(turn)
        end_form(turn)
    elif named in own or len(own) == 1:
        turn.set(booking_choice=named if named in own else own[0])
    elif turn.asked is None:
        turn.set(booking_choice=None)


def _named(turn: Turn, tools: Tools) -> BookingReference | None:
    """Return the one open booking that the words name: by reference, number, day or hour."""
    own = _open(turn, tools)
    if turn.is_typed and turn.asked == "booking_choice" and (number := number_of(turn.text)):
        return own[number - 1].reference if number <= len(own) else None
    written = [each for each in own if str(each.reference) in turn.text.upper().split()]
    times = asks(turn).get("times") or []
    meant = written or [each for each in own if len(times) == 1 and is_at(turn, each.slot.start, times[0])]
    return meant[0].reference if len(meant) == 1 else None


def chosen_booking(turn: Turn, tools: Tools) -> tuple[Booking, Offer] | None:
    """Return the booking that the form is about; when it is no longer open, say so and end the form."""
    named = turn.slot("booking_choice")
    chosen = next((each for each in _open(turn, tools) if each.reference == named), None)
    if chosen is None:
        say_none(turn)
        end_form(turn)
        return None
    return chosen, _offer(tools, chosen)


def say_none(turn: Turn) -> None:
    """Say that nothing is booked."""
    turn.say("utter_no_bookings", [] if turn.form == "booking_form" else turn.menu_button())


def end_form(turn: Turn) -> None:
    """End a form that changes bookings and leave nothing behind."""
    turn.clear(*CHANGE_SLOTS)
    turn.close_form()


def _open(turn: Turn, tools: Tools) -> list[Booking]:
    return list(tools.counter.bookings(turn.officer)) if turn.officer else []


def _offer(tools: Tools, booking: Booking) -> Offer:
    offer = tools.counter.offer(booking.slot.id)
    if offer is None:
        raise LookupError("a booking's slot is gone")
    return offer


def _buttons(turn: Turn, tools: Tools, own: list[Booking]) -> list[Button]:
    payload = '/choose_booking{{"booking": "{}"}}'
    return [
        Button(f"booking.{number}", _row(turn, tools, each), payload.format(each.reference))
        for number, each in enumerate(own, 1)
    ]


def _row(turn: Turn, tools: Tools, booking: Booking) -> str:
    return turn.phrase("booking_line", **booked_parts(turn, booking, _offer(tools, booking).service))
