"""Officers: a random id, found by a keyed digest of the chat; all else sealed under the officer's own key."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from care.consent import Consent
from care.names import OfficerId, new_officer_id
from care.officers import Address, Preferences
from storage.dialects import insert_new
from storage.errors import StorageError
from storage.index import chat_index
from storage.keys import Keys
from storage.sealing import SealingKey
from storage.tables.officers import officers


class NoOfficer(StorageError):
    """There is no such officer: forgotten, or never there."""


@dataclass(frozen=True)
class Officers:
    """The table of officers. "Forget me" is `storage.forgetting.forget`."""

    keys: Keys

    def create(self, connection: Connection, address: Address, preferences: Preferences, consent: Consent) -> OfficerId:
        """Make an officer of a chat, with a key of their own; a chat that is one already keeps its id."""
        index = chat_index(self.keys, address.door, address.chat)
        known = self.find(connection, index)
        if known:
            return known
        key = self.keys.officers.make(new_officer_id())
        officer = OfficerId(key.owner)
        sealed = {
            "address": _sealed(key, "address", {"door": address.door, "chat": address.chat}),
            "preferences": _sealed(key, "preferences", vars(preferences)),
            "consent": _sealed(key, "consent", {"wording": consent.wording, "given_at": consent.given_at.isoformat()}),
        }
        new = insert_new(connection, officers).values(id=officer, chat=index, **sealed)
        if connection.execute(new.returning(officers.c.id)).first() is None:  # another process was faster
            self.keys.officers.delete(officer)
            return self.find(connection, index) or self.create(connection, address, preferences, consent)
        return officer

    def find(self, connection: Connection, index: bytes) -> OfficerId | None:
        """Return the officer of a chat index (`storage.index.chat_index`), or None for a visitor."""
        found = connection.execute(select(officers.c.id).where(officers.c.chat == index)).scalar()
        return OfficerId(found) if found else None

    def key_of(self, officer: OfficerId) -> SealingKey:
        """Return the officer's own key; raises NoKey when they were forgotten."""
        return self.keys.officers.get(officer)

    def address_of(self, connection: Connection, officer: OfficerId) -> Address:
        """Return where to send; raises NoOfficer, NoKey, SealBroken."""
        fields = self._opened(connection, officer, "address")
        return Address(fields["door"], fields["chat"])

    def preferences_of(self, connection: Connection, officer: OfficerId) -> Preferences:
        """Return locale and time zone; raises NoOfficer, NoKey, SealBroken."""
        fields = self._opened(connection, officer, "preferences")
        return Preferences(fields["locale"], fields["timezone"])

    def prefer(self, connection: Connection, officer: OfficerId, preferences: Preferences) -> None:
        """Change locale and time zone; raises NoKey."""
        sealed = _sealed(self.key_of(officer), "preferences", vars(preferences))
        connection.execute(update(officers).where(officers.c.id == officer).values(preferences=sealed))

    def consent_of(self, connection: Connection, officer: OfficerId) -> Consent:
        """Return what was agreed to; raises NoOfficer, NoKey, SealBroken."""
        fields = self._opened(connection, officer, "consent")
        return Consent(fields["wording"], datetime.fromisoformat(fields["given_at"]))

    def _opened(self, connection: Connection, officer: OfficerId, column: str) -> dict[str, str]:
        query = select(officers.c[column]).where(officers.c.id == officer)
        sealed = connection.execute(query).scalar()
        if sealed is None:
            raise NoOfficer("there is no such officer")
        fields: dict[str, str] = json.loads(self.key_of(officer).open(sealed, "officer", column, officer))
        return fields


def _sealed(key: SealingKey, column: str, fields: Mapping[str, str]) -> bytes:
    return key.seal(json.dumps(dict(fields)).encode(), "officer", column, key.owner)
