"""Searching the database for what somebody wishes: the rules are care.search."""

from collections.abc import Container
from datetime import datetime

from sqlalchemy import Connection

from care.names import SlotId
from care.search import Found, Offer, Wanted, candidates, instead_of, search
from storage.directory import all_services, service
from storage.slots import free_slots, slot_now


def find(
    connection: Connection,
    wanted: Wanted,
    now: datetime,
    samples: bool = True,
    without: Container[SlotId] = (),
) -> Found:
    """Return the offers that lack least; `samples=False` leaves sample entries out."""
    services = candidates(wanted, all_services(connection, samples))
    slots = free_slots(connection, now, [each.id for each in services])
    return search(wanted, services, slots, without)


def find_instead(connection: Connection, wanted: Wanted, lost: SlotId, now: datetime, samples: bool = True) -> Found:
    """Return the next best offers when somebody else took a slot: near in time, the same service first."""
    offer = offer_of(connection, lost, now)
    if offer is None:
        return find(connection, wanted, now, samples, {lost})
    services = candidates(wanted, all_services(connection, samples))
    slots = free_slots(connection, now, [each.id for each in services])
    return instead_of(wanted, offer, services, slots)


def offer_of(connection: Connection, slot: SlotId, now: datetime) -> Offer | None:
    """Return a slot with its service, whatever its state."""
    found = slot_now(connection, slot, now)
    of = service(connection, found.service) if found else None
    return Offer(of, found) if found and of else None
