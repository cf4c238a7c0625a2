"""Who may do what: every route of the console stands here, and nothing else decides."""

from dataclasses import dataclass

from storage.accounts import Role
from storage.console_sessions import Stage

COORDINATOR, PARTNER, READER, ADMINISTRATOR = Role.COORDINATOR, Role.PARTNER, Role.READER, Role.ADMINISTRATOR
EVERY_ROLE = frozenset(Role)


@dataclass(frozen=True)
class Permission:
    """Which roles may use a route, and how far their log-in must have come (None: not logged in).

    Where a path names something (`service`, `slot`, `booking`, `entry`), partner staff reach it only when it
    belongs to their organisation; to them everything else is not there.
    """

    roles: frozenset[Role]
    stage: Stage | None = Stage.OPEN

    def allows(self, role: Role) -> bool:
        """Whether a role may use the route at all."""
        return role in self.roles


def _only(*roles: Role) -> Permission:
    return Permission(frozenset(roles))


ANYBODY = Permission(EVERY_ROLE, None)
STAFF = Permission(EVERY_ROLE)

PERMISSIONS: dict[str, Permission] = {
    # the door
    "login": ANYBODY,
    "login_send": ANYBODY,
    "login_code": Permission(EVERY_ROLE, Stage.CODE),
    "login_code_send": Permission(EVERY_ROLE, Stage.CODE),
    "start": Permission(EVERY_ROLE, Stage.START),
    "start_send": Permission(EVERY_ROLE, Stage.START),
    "logout": STAFF,
    # everybody who is in
    "home": STAFF,
    "account": STAFF,
    "account_password": STAFF,
    "account_codes": STAFF,
    "account_language": STAFF,
    # the directory
    "directory": _only(COORDINATOR, PARTNER),
    "entry_new": _only(COORDINATOR),
    "entry_add": _only(COORDINATOR),
    "entry": _only(COORDINATOR, PARTNER),
    "entry_save": _only(COORDINATOR, PARTNER),
    "entry_preview": _only(COORDINATOR, PARTNER),
    "entry_discard": _only(COORDINATOR, PARTNER),
    "entry_history": _only(COORDINATOR, PARTNER),
    "entry_publish": _only(COORDINATOR),
    "entry_verify": _only(COORDINATOR),
    "entry_undo": _only(COORDINATOR),
    "bulk": _only(COORDINATOR),
    "due": _only(COORDINATOR),
    "import": _only(COORDINATOR),
    "import_send": _only(COORDINATOR),
    "import_apply": _only(COORDINATOR),
    "import_drop": _only(COORDINATOR),
    "export_file": _only(COORDINATOR),
    # slots and bookings
    "slots": _only(PARTNER),
    "week": _only(PARTNER),
    "pattern_try": _only(PARTNER),
    "pattern_make": _only(PARTNER),
    "pattern_end": _only(PARTNER),
    "calendar_try": _only(PARTNER),
    "calendar_make": _only(PARTNER),
    "slot_add": _only(PARTNER),
    "slot": _only(PARTNER),
    "slot_move": _only(PARTNER),
    "after_try": _only(PARTNER),
    "after_make": _only(PARTNER),
    "slot_block": _only(PARTNER),
    "slot_free": _only(PARTNER),
    "bookings": _only(PARTNER),
    "booking": _only(PARTNER),
    "booking_contact": _only(PARTNER),
    "booking_mark": _only(PARTNER),
    "booking_tell": _only(PARTNER),
    "booking_cancel": _only(PARTNER),
    "key": _only(PARTNER),
    "key_make": _only(PARTNER),
    "key_open": _only(PARTNER),
    "key_invite": _only(PARTNER),
    "key_print": _only(PARTNER),
    # safety and day one
    "checklist": _only(COORDINATOR, ADMINISTRATOR),
    "checklist_mark": _only(COORDINATOR, ADMINISTRATOR),
    "lines": _only(COORDINATOR),
    "line_confirm": _only(COORDINATOR),
    "texts": _only(COORDINATOR, ADMINISTRATOR),
    "text_sign": _only(COORDINATOR),
    "card": _only(COORDINATOR, ADMINISTRATOR),
    # totals
    "reports": _only(READER),
    "reports_file": _only(READER),
    # accounts
    "people": _only(ADMINISTRATOR),
    "person_add": _only(ADMINISTRATOR),
    "person_reset": _only(ADMINISTRATOR),
    "person_allow": _only(ADMINISTRATOR),
    "audit": _only(ADMINISTRATOR),
}
