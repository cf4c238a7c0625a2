"""What is said about a held slot and a booking, the same wherever it comes up."""

from actions.counter import Tools
from actions.turn import Turn
from cards import service_parts, slot_parts, terms
from care.desk import Booking
from care.directory import Modality, Service
from care.search import Offer
from care.slots import HOLD_FOR


def parts(turn: Turn, offer: Offer) -> dict[str, object]:
    """Return what responses say of a slot: when, service, organisation, modality."""
    when = turn.when(offer.slot.start)
    return slot_parts(turn.words, turn.locale, when, offer.service, offer.slot.modality)


def say_held(turn: Turn, offer: Offer) -> None:
    """Say what is held and, before anybody books, who pays and who would learn of it."""
    minutes = int(HOLD_FOR.total_seconds() // 60)
    turn.say("utter_held", (), parts(turn, offer) | {"minutes": minutes})
    service = offer.service
    turn.say("utter_terms", (), terms(turn.words, turn.locale, service))
    if service.is_stale(turn.today):
        turn.say("utter_stale", (), {"date": turn.date(service.assured_date)})


def say_booked(turn: Turn, tools: Tools, booking: Booking, service: Service) -> None:
    """Say the reference and the way to meet, with the calendar file."""
    document = {"kind": "appointment", "booking": str(booking.reference)}
    values = booked_parts(turn, booking, service)
    turn.say(f"utter_booked_{_way(turn, tools, booking)}", (), values, document)
    buttons = [
        turn.button("menu.bookings", "button_bookings", "/my_bookings"),
        turn.button("menu", "button_menu", "/help_menu"),
    ]
    turn.say("utter_booked_after", buttons)


def say_booking(turn: Turn, tools: Tools, booking: Booking, offer: Offer) -> None:
    """Say one booking in full, with what can be done about it."""
    carried = f'{{"booking": "{booking.reference}"}}'
    buttons = [
        turn.button("booking.move", "button_move", f"/reschedule_booking{carried}"),
        turn.button("booking.cancel", "button_cancel", f"/cancel_booking{carried}"),
    ]
    document = {"kind": "appointment", "booking": str(booking.reference)}
    turn.say(
        f"utter_booking_{_way(turn, tools, booking)}",
        buttons,
        booked_parts(turn, booking, offer.service),
        document,
    )


def booked_parts(turn: Turn, booking: Booking, service: Service) -> dict[str, object]:
    """Return what responses say of a booking: `parts`, the reference, and the phone, link or directions."""
    unknown = turn.phrase("unknown")
    place = service.location
    directions = ", ".join(text for text in (place.address, place.directions.say(turn.locale)) if text) if place else ""
    return parts(turn, Offer(service, booking.slot)) | {
        "reference": booking.reference,
        "phone": number_of(service) or unknown,
        "link": service.url or unknown,
        "directions": directions.rstrip(".") or unknown,
    }


def service_row(turn: Turn, service: Service) -> str:
    """Return a row that names a service and the number to call."""
    return turn.phrase("service_line", **service_parts(service, turn.locale))


def number_of(service: Service) -> str:
    """Return the number at which a service can be called."""
    return service.phone or service.organisation.phone


def _way(turn: Turn, tools: Tools, booking: Booking) -> str:
    """Return the last part of the response's name: by phone it depends on whether a number was left."""
    modality = booking.slot.modality
    if modality not in (Modality.PHONE, Modality.EITHER):
        return modality.value
    if turn.officer and booking.has_contact and tools.counter.left_for(turn.officer, booking) == "number":
        return "called"
    return "call" if modality is Modality.PHONE else modality.value
