"""Whose the thing is that a path names: partner staff reach what is their organisation's, and nothing else."""

from collections.abc import Callable, Mapping

from sqlalchemy import Connection, select

from console.visits import Visit
from storage.accounts import Role
from storage.tables.directory import contacts, services
from storage.tables.slots import bookings, slots


def belongs(visit: Visit) -> bool:
    """Tell whether everything that the path names may be reached by who is logged in."""
    if visit.account.role is not Role.PARTNER:
        return True
    with visit.house.database.read() as connection:
        for name, value in visit.request.path_params.items():
            if name in _OWNERS and _OWNERS[name](connection, visit, str(value)) != visit.account.organisation:
                return False
    return True


def _of_service(connection: Connection, _visit: Visit, service: str) -> str | None:
    return connection.execute(select(services.c.organisation).where(services.c.id == service)).scalar()


def _of_slot(connection: Connection, _visit: Visit, slot: str) -> str | None:
    joined = select(services.c.organisation).join(slots, slots.c.service == services.c.id)
    return connection.execute(joined.where(slots.c.id == slot)).scalar()


def _of_booking(connection: Connection, _visit: Visit, booking: str) -> str | None:
    joined = select(services.c.organisation).join(slots, slots.c.service == services.c.id)
    return connection.execute(
        joined.join(bookings, bookings.c.slot == slots.c.id).where(bookings.c.id == booking)
    ).scalar()


def _of_entry(connection: Connection, visit: Visit, entry: str) -> str | None:
    kind = visit.request.path_params.get("kind")
    if kind == "organisation":
        return entry
    if kind == "contact":
        return connection.execute(select(contacts.c.organisation).where(contacts.c.id == entry)).scalar()
    return _of_service(connection, visit, entry) if kind == "service" else None


_OWNERS: Mapping[str, Callable[[Connection, Visit, str], str | None]] = {
    "service": _of_service,
    "slot": _of_slot,
    "booking": _of_booking,
    "entry": _of_entry,
}
