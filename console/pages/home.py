"""The first page after the door: what waits for this role."""

from starlette.responses import Response

from console.visits import Visit
from storage.accounts import Role

FIRST = {
    Role.READER: "reports",
    Role.ADMINISTRATOR: "checklist",
    Role.COORDINATOR: "checklist",
    Role.PARTNER: "bookings",
}


def home(visit: Visit) -> Response:
    """Lead on to what this role does first."""
    return visit.go(FIRST[visit.account.role])
