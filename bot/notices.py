"""What a partner had to change, told to the officer: with other times, the first of which is kept for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from bot.messages import Button, Outgoing
from bot.when import say_when
from care.directory import Audience, Service, SlotState
from care.names import OfficerId, SlotId
from care.officers import Preferences
from care.search import Offer, Wanted
from storage import finding, slots
from storage.index import officer_pseudonym
from storage.keys import Keys
from storage.officers import Officers
from storage.tables.officers import officers
from storage.tables.slots import bookings
from words import Words

KEPT_FOR = timedelta(hours=2)  # priority: long enough for a shift's end of a call
OFFERED = 3
_SAID = {"late": "utter_notice_late", "contact": "utter_notice_contact"}


@dataclass(frozen=True)
class Notice:
    """A message for an officer."""

    officer: OfficerId
    message: Outgoing


def notice(
    connection: Connection, keys: Keys, words: Words, content: Mapping[str, Any], now: datetime
) -> Notice | None:
    """Word what a partner did; None when the booking or its officer is gone.

    After a cancellation the first other time is held for the officer for `KEPT_FOR`.
    """
    row = connection.execute(select(bookings).where(bookings.c.id == str(content.get("booking")))).first()
    officer = _officer_of(connection, keys, row.officer) if row is not None and row.officer else None
    offer = finding.offer_of(connection, SlotId(row.slot), now) if row is not None else None
    if officer is None or offer is None or row is None:
        return None
    preferences = Officers(keys).preferences_of(connection, officer)
    said = {
        "reference": row.reference,
        "organisation": offer.service.organisation.name,
        "when": say_when(words, offer.slot.start, preferences.timezone, preferences.locale),
        "text": str(content.get("text", "")),
    }
    if content.get("what") == "cancelled":
        offers = _instead(connection, offer, SlotId(str(content.get("instead", ""))), now)
        return Notice(officer, _cancelled(connection, keys, words, officer, preferences, offers, said, now))
    name = _SAID.get(str(content.get("what")), "utter_notice_message")
    return Notice(officer, Outgoing(words.text(name, preferences.locale, **said), personal=True))


def _cancelled(
    connection: Connection,
    keys: Keys,
    words: Words,
    officer: OfficerId,
    preferences: Preferences,
    found: Sequence[Offer],
    said: Mapping[str, str],
    now: datetime,
) -> Outgoing:
    locale, until = preferences.locale, now + KEPT_FOR
    if not found or not slots.claim(connection, keys, found[0].slot.id, officer, now, until):
        return Outgoing(words.text("utter_notice_cancelled_none", locale, **said), personal=True)
    kept = say_when(words, until, preferences.timezone, locale)
    buttons = tuple(_button(words, number, each, preferences) for number, each in enumerate(found, 1))
    return Outgoing(words.text("utter_notice_cancelled", locale, until=kept, **said), buttons, personal=True)


def _instead(connection: Connection, lost: Offer, first: SlotId, now: datetime) -> list[Offer]:
    """Return other times: what the partner named, then what is near."""
    wanted = Wanted((lost.service.provider_kind,), audience=_audience(lost.service))
    samples = lost.service.organisation.is_sample  # whoever was promised a real time is offered real ones
    found = finding.find_instead(connection, wanted, lost.slot.id, now, samples).offers
    named = finding.offer_of(connection, first, now)
    ahead = [named] if named is not None and named.slot.state is SlotState.FREE else []
    return [*ahead, *(each for each in found if each.slot.id != first)][:OFFERED]


def _button(words: Words, number: int, offer: Offer, preferences: Preferences) -> Button:
    when = say_when(words, offer.slot.start, preferences.timezone, preferences.locale)
    title = words.text("button_slot", preferences.locale, when=when, organisation=offer.service.organisation.name)
    id_ = "slot.hold" if number == 1 else f"slot.hold.{number}"
    return Button(id_, title, f'/choose_slot{{"slot": "{offer.slot.id}"}}')


def _audience(service: Service) -> Audience:
    return Audience.OFFICER if Audience.OFFICER in service.audience else service.audience[0]


def _officer_of(connection: Connection, keys: Keys, pseudonym: bytes) -> OfficerId | None:
    """Return whose pseudonym it is: it cannot be turned around, so each officer's is made and compared."""
    ids = (OfficerId(each) for each in connection.execute(select(officers.c.id)).scalars())
    return next((each for each in ids if officer_pseudonym(keys, each) == pseudonym), None)
