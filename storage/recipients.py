"""Many officers at once, for what is sent to many: one look for all their rows, one for each key."""

import json
from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from care.names import OfficerId
from care.officers import Address, Preferences
from care.unprompted import Unprompted
from storage.envelopes import COLUMN
from storage.keys import Keys
from storage.officer_keys import NoKey
from storage.preferences import read_decided
from storage.sealing import SealBroken, SealingKey
from storage.tables.checkins import unprompted
from storage.tables.gateway import unreachable
from storage.tables.officers import officers


@dataclass(frozen=True)
class Recipient:
    """An officer who is there: where and how to write, what they decided, and whether messages reach them."""

    officer: OfficerId
    key: SealingKey = field(repr=False)
    address: Address
    preferences: Preferences
    chosen: Unprompted
    is_reachable: bool


def recipients(connection: Connection, keys: Keys, wanted: Collection[OfficerId]) -> dict[OfficerId, Recipient]:
    """Return those of the officers who are there, their rows locked; leaves out whom no key opens."""
    columns = (officers.c.id, officers.c.address, officers.c.preferences, unprompted.c.sealed, unreachable.c.officer)
    joined = officers.outerjoin(unprompted, unprompted.c.officer == officers.c.id)
    joined = joined.outerjoin(unreachable, unreachable.c.officer == officers.c.id)
    query = select(*columns).select_from(joined).where(officers.c.id.in_(wanted)).with_for_update(of=officers)
    found = {}
    for id_, address, preferences, sealed, unreached in connection.execute(query):
        try:
            key = keys.officers.get(OfficerId(id_))
            found[OfficerId(id_)] = Recipient(
                officer=OfficerId(id_),
                key=key,
                address=Address(**json.loads(key.open(address, officers.name, "address", id_))),
                preferences=Preferences(**json.loads(key.open(preferences, officers.name, "preferences", id_))),
                chosen=read_decided(key.open(sealed, unprompted.name, COLUMN, id_)) if sealed else Unprompted(),
                is_reachable=unreached is None,
            )
        except (NoKey, SealBroken):
            continue
    return found
