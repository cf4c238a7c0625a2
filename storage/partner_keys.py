"""A partner's key pair: contacts are sealed to its public half, and only its own staff open the private one.

    make_key(connection, organisation, staff, password)     the first console visit; a fresh `Made`
    open_key(connection, organisation, staff, password)     at log-in; a `PrivateKey` for the session's memory
    read_contact(database, audit, private, staff, booking)  the contact of one booking, after the audit
    change_password(connection, organisation, staff, old, new)
    invite(connection, private, staff)                      a colleague's one-time code, to be handed over in person
    accept(connection, organisation, staff, code, password)     the colleague's first visit
    recover(connection, organisation, staff, code, password)    the lost-key drill, with the printed code
    print_again(connection, private)                        a new printed code in the place of the old one
    remove(connection, organisation, staff)                 somebody has left
    reset(connection, organisation)                         passwords and code are lost: a new key at the next visit
    has_key, holders, fingerprint_of                        what may be shown to anybody

`staff` is the id of a console account. The private key is kept only wrapped: AES-256-GCM under Argon2id of a
password, or of a code of 125 random bits. Nobody who reads the database, the backups and the key folder has either.
"""

import secrets
from dataclasses import dataclass, field
from os import urandom

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from care.names import OrganisationId
from storage.audit import Audit
from storage.contacts import contact_place, open_contact, partner_key_pair
from storage.database import Database
from storage.errors import StorageError
from storage.sealing import Bound, SealBroken, open_sealed, seal
from storage.stretching import QUICK, SALT_BYTES, SLOW, Cost, read_cost, stretch
from storage.tables.directory import organisations, services
from storage.tables.partners import partner_wraps
from storage.tables.slots import bookings, slots

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none looks like another on paper
GROUPS, GROUP = 5, 5  # 25 letters of 5 bits
RECOVERY = "recovery"


class PartnerKeyError(StorageError):
    """Something is wrong with a partner's key; the class says what, the text names nobody."""


class NoPartnerKey(PartnerKeyError):
    """The organisation, or this member of its staff, has no key yet."""


class KeyExists(PartnerKeyError):
    """The organisation has a key already: a colleague must invite, or the printed code must be used."""


class WrongPassword(PartnerKeyError):
    """The password or code does not open the key."""


class KeyReplaced(PartnerKeyError):
    """The public key that officers' contacts are sealed to is not this one's half: somebody changed it."""


@dataclass(frozen=True)
class PrivateKey:
    """An opened key; it belongs in the memory of one session and nowhere else."""

    organisation: OrganisationId
    secret: bytes = field(repr=False)

    @property
    def public(self) -> bytes:
        """The other half, 32 bytes (X25519)."""
        return X25519PrivateKey.from_private_bytes(self.secret).public_key().public_bytes_raw()

    def open(self, booking: str, sealed: bytes) -> str:
        """Return the contact of one booking; raises SealBroken."""
        return open_contact(self.secret, sealed, contact_place(booking, self.organisation))


@dataclass(frozen=True)
class Made:
    """A new key: opened, and the code to be printed once and kept in a safe."""

    private: PrivateKey
    recovery: str = field(repr=False)


def make_key(connection: Connection, organisation: OrganisationId, staff: str, password: str) -> Made:
    """Make the organisation's key in its first console visit; raises KeyExists, NoPartnerKey."""
    if has_key(connection, organisation):
        raise KeyExists("this organisation has a key already")
    secret, public = partner_key_pair()
    given = update(organisations).where(organisations.c.id == organisation).values(public_key=public)
    if connection.execute(given).rowcount != 1:
        raise NoPartnerKey("there is no such organisation")
    private = PrivateKey(organisation, secret)
    _keep(connection, private, _staff(staff), password, SLOW)
    return Made(private, print_again(connection, private))


def open_key(connection: Connection, organisation: OrganisationId, staff: str, password: str) -> PrivateKey:
    """Open the key at log-in; raises NoPartnerKey, WrongPassword, KeyReplaced."""
    return _open(connection, organisation, _staff(staff), password)


def read_contact(database: Database, audit: Audit, private: PrivateKey, staff: str, booking: str) -> str | None:
    """Return a booking's contact, none when it has none; that it was read is durably in the audit first.

    Raises SealBroken for another organisation's booking, and what `Database.write` raises.
    """
    with database.write() as connection:
        audit.append(connection, staff, "contact.read", booking)
    with database.read() as connection:
        sealed = connection.execute(select(bookings.c.contact).where(bookings.c.id == booking)).scalar()
    return None if sealed is None else private.open(booking, sealed)


def change_password(connection: Connection, organisation: OrganisationId, staff: str, old: str, new: str) -> None:
    """Wrap the key anew under another password; raises as `open_key`."""
    _keep(connection, open_key(connection, organisation, staff, old), _staff(staff), new, SLOW)


def invite(connection: Connection, private: PrivateKey, staff: str) -> str:
    """Return a one-time code with which a colleague takes part; an earlier one for them stops working."""
    code = new_code()
    _keep(connection, private, _invited(staff), code, QUICK)
    return code


def accept(connection: Connection, organisation: OrganisationId, staff: str, code: str, password: str) -> PrivateKey:
    """Take part with an invitation's code, which is then used up; raises as `open_key`."""
    private = _open(connection, organisation, _invited(staff), code)
    connection.execute(delete(partner_wraps).where(*_held(organisation, _invited(staff))))
    _keep(connection, private, _staff(staff), password, SLOW)
    return private


def recover(connection: Connection, organisation: OrganisationId, staff: str, code: str, password: str) -> PrivateKey:
    """Open the key with the printed code, for whoever has lost every password; raises as `open_key`."""
    private = _open(connection, organisation, RECOVERY, code)
    _keep(connection, private, _staff(staff), password, SLOW)
    return private


def print_again(connection: Connection, private: PrivateKey) -> str:
    """Return a new printed code; the earlier one stops working."""
    code = new_code()
    _keep(connection, private, RECOVERY, code, QUICK)
    return code


def remove(connection: Connection, organisation: OrganisationId, staff: str) -> bool:
    """Delete what a former colleague opened the key with; tell whether there was something."""
    theirs = partner_wraps.c.holder.in_([_staff(staff), _invited(staff)])
    gone = delete(partner_wraps).where(partner_wraps.c.organisation == organisation, theirs)
    return connection.execute(gone).rowcount > 0


def reset(connection: Connection, organisation: OrganisationId) -> None:
    """Take a lost key out of use: nobody can read the contacts that were sealed to it, so they go too.

    The partner's next visit makes a new key.
    """
    connection.execute(delete(partner_wraps).where(partner_wraps.c.organisation == organisation))
    connection.execute(update(organisations).where(organisations.c.id == organisation).values(public_key=None))
    theirs = select(slots.c.id).join(services, services.c.id == slots.c.service)
    theirs = theirs.where(services.c.organisation == organisation)
    connection.execute(update(bookings).where(bookings.c.slot.in_(theirs)).values(contact=None, contact_kind=None))


def has_key(connection: Connection, organisation: OrganisationId) -> bool:
    """Tell whether anybody of the organisation can open its key."""
    return bool(holders(connection, organisation))


def holders(connection: Connection, organisation: OrganisationId) -> list[str]:
    """Return who can open the key: `staff:ID`, `invited:ID` and `recovery`."""
    query = select(partner_wraps.c.holder).where(partner_wraps.c.organisation == organisation)
    return list(connection.execute(query.order_by(partner_wraps.c.holder)).scalars())


def fingerprint_of(public: bytes) -> str:
    """Return what two people compare by voice: SHA-256 of the public key, 20 digits of it in fours."""
    digest = hashes.Hash(hashes.SHA256())
    digest.update(public)
    text = digest.finalize().hex()[:20]
    return " ".join(text[at : at + 4] for at in range(0, 20, 4))


def new_code() -> str:
    """Return a code of 125 random bits, in groups that can be read aloud."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))


def _open(connection: Connection, organisation: OrganisationId, holder: str, password: str) -> PrivateKey:
    row = connection.execute(select(partner_wraps).where(*_held(organisation, holder))).first()
    if row is None:
        raise NoPartnerKey("this organisation or this account has no key")
    key = stretch(_typed(holder, password), row.salt, read_cost(row.cost))
    try:
        private = PrivateKey(organisation, open_sealed(key, row.wrapped, _place(organisation, holder, row.cost)))
    except SealBroken:
        raise WrongPassword("the password or code does not open the key") from None
    public = select(organisations.c.public_key).where(organisations.c.id == organisation)
    if connection.execute(public).scalar() != private.public:
        raise KeyReplaced("the organisation's public key was changed")
    return private


def _keep(connection: Connection, private: PrivateKey, holder: str, password: str, cost: Cost) -> None:
    salt = urandom(SALT_BYTES)
    place = _place(private.organisation, holder, cost.encoded())
    wrapped = seal(stretch(_typed(holder, password), salt, cost), private.secret, place)
    connection.execute(delete(partner_wraps).where(*_held(private.organisation, holder)))
    row = {"organisation": private.organisation, "holder": holder, "cost": cost.encoded()}
    connection.execute(insert(partner_wraps).values(**row, salt=salt, wrapped=wrapped))


def _typed(holder: str, password: str) -> str:
    """Return a code as it was made, however it was typed; a password as it is."""
    if holder.startswith("staff:"):
        return password
    return "".join(letter for letter in password.upper() if letter in LETTERS)


def _place(organisation: OrganisationId, holder: str, cost: str) -> Bound:
    return Bound("partner_wrap", "wrapped", organisation, holder, cost)


def _held(organisation: OrganisationId, holder: str) -> tuple[ColumnElement[bool], ...]:
    return (partner_wraps.c.organisation == organisation, partner_wraps.c.holder == holder)


def _staff(staff: str) -> str:
    return f"staff:{staff}"


def _invited(staff: str) -> str:
    return f"invited:{staff}"
