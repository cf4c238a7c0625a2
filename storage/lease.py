"""The lease: one gateway at a time, also over two machines that share a PostgreSQL.

It lives `LIFE` and is renewed well before. A gateway that was killed on this machine leaves a process id
behind that no longer runs: its lease may be taken at once.
"""

import hashlib
import os
import socket
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, delete, or_, select, update

from storage.envelopes import insert_once
from storage.tables.gateway import lease

LIFE = timedelta(seconds=15)


@dataclass(frozen=True)
class Holder:
    """Who asks: a random id, and the process and its machine."""

    id: str
    place: str
    process: int


def this_process(holder: str) -> Holder:
    """Return the present process as a holder."""
    return Holder(holder, _place(), os.getpid())


def take(connection: Connection, name: str, holder: Holder, now: datetime) -> bool:
    """Take or renew the lease; tell whether it is the holder's until `now` + `LIFE`, in real time."""
    values = {
        "holder": holder.id,
        "place": holder.place,
        "process": holder.process,
        "until": now + LIFE,
    }
    if insert_once(connection, lease, name=name, **values):
        return True
    dead = _dead_holder(connection, name, holder)
    free = or_(lease.c.holder.in_([holder.id, dead]), lease.c.until < now)
    claim = update(lease).where(lease.c.name == name, free).values(**values)
    return connection.execute(claim).rowcount == 1


def give_back(connection: Connection, name: str, holder: Holder) -> None:
    """End the holder's lease."""
    connection.execute(delete(lease).where(lease.c.name == name, lease.c.holder == holder.id))


def _dead_holder(connection: Connection, name: str, holder: Holder) -> str | None:
    """Return the lease's holder when that was a process of this machine which no longer runs."""
    row = connection.execute(select(lease).where(lease.c.name == name)).first()
    if row is None or row.place != holder.place or _runs(row.process):
        return None
    return str(row.holder)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _place() -> str:
    """Return a digest of this machine's name, its boot and its process namespace, as far as it has them."""
    parts = [socket.gethostname()]
    boot, namespace = Path("/proc/sys/kernel/random/boot_id"), Path("/proc/self/ns/pid")
    if boot.exists():
        parts.append(boot.read_text())
    if namespace.is_symlink():
        parts.append(str(namespace.readlink()))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
