"""What docs/threat-model.md relies on, checked against this very system; part of `code4 doctor`."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from sqlalchemy import text
from sqlalchemy.engine import make_url

import logs
import sandbox
from cli.home import clock_of
from cli.unlocking import the_keys
from settings import Settings
from storage import directory, usage
from storage.audit import Audit
from storage.database import Database, open_database
from storage.keys import Keys
from storage.passphrase import read_lock
from storage.rotation import standing
from storage.salts import salts_of

Answer = tuple[str, Literal["good", "look", "bad"], str]
OPEN_TO_OTHERS = 0o077
FROM_LIBRARIES = frozenset({"logger", "places", "where", "who"})
LOOPBACK = ("0100007F", "00000000000000000000000001000000")  # as /proc/net writes 127.0.0.1 and ::1


def answers(settings: Settings) -> Iterator[Answer]:
    """Yield adversary, state and what was found; raises StorageError or OSError."""
    keys = the_keys(settings)
    database = open_database(settings.database_url)
    try:
        yield from _folders(settings)
        yield from _keys(settings, keys, database)
        yield from _database(database)
        yield _audit(settings, keys, database)
        yield _partners(settings, database)
        yield _salts(keys, database)
        yield from _processes(settings)
        yield _logs(settings)
    finally:
        database.close()
        keys.close()


def _folders(settings: Settings) -> Iterator[Answer]:
    what = "the department's IT"
    address = make_url(settings.database_url)
    places = [settings.home, *([Path(address.database)] if address.database and _is_sqlite(settings) else [])]
    for place in places:
        is_open = place.exists() and place.stat().st_mode & OPEN_TO_OTHERS
        yield what, "bad" if is_open else "good", f"{place}: {'open to others' if is_open else 'its owner alone'}"
    apart = settings.home.stat().st_dev != settings.keys.stat().st_dev if settings.home.exists() else False
    yield "a backup thief", "good" if apart else "look", f"keys and data are on {'two disks' if apart else 'one disk'}"


def _keys(settings: Settings, keys: Keys, database: Database) -> Iterator[Answer]:
    lock = read_lock(settings.keys)
    said = f"under a passphrase ({lock.source.way})" if lock else "not under a passphrase: a copy of the folder opens"
    yield "a thief of the keys", "good" if lock else "look", f"the key folder is {said}"
    for each in standing(keys, database):
        if each.is_unused:
            yield "a thief of the keys", "look", f"kek-{each.kek} is unused: `code4 keys remove {each.kek}`"
        elif not each.is_current:
            yield "a thief of the keys", "look", f"kek-{each.kek} is still in use: `code4 keys rotate` goes on"


def _database(database: Database) -> Iterator[Answer]:
    if database.engine.dialect.name != "sqlite":
        return
    with database.read() as connection:
        wiped = connection.execute(text("PRAGMA secure_delete")).scalar()
    yield "the department's IT", "good" if wiped else "bad", "deleted rows are overwritten" if wiped else "rows linger"


def _audit(settings: Settings, keys: Keys, database: Database) -> Answer:
    count = len(Audit(keys, clock_of(settings)).verify(database))
    return "somebody who can write", "good", f"the audit's {count} entries follow from each other, in both copies"


def _partners(settings: Settings, database: Database) -> Answer:
    with database.read() as connection:
        known = directory.all_organisations(connection, samples=not settings.is_live)
    without = sum(each.public_key is None for each in known)
    said = f"{without} of {len(known)} partners have no key: bookings reach them without contact"
    return "an administrator", "look" if without else "good", said if without else "every partner has a key"


def _salts(keys: Keys, database: Database) -> Answer:
    """Look for periods that lost their salt, as after a restore; a damaged one stops everything before this."""
    with database.read() as connection:
        lost = [period for period in usage.open_periods(connection) if period.id not in salts_of(keys).ids()]
    said = f"the salt of the period from {lost[0].first} is gone: it will not be reported" if lost else ""
    return "a reader of the reports", "look" if lost else "good", said or "every running period has its salt"


def _processes(settings: Settings) -> Iterator[Answer]:
    known = {path.stem: int(path.read_text()) for path in settings.run_folder.glob("*.pid")}
    running = {name: pid for name, pid in known.items() if Path(f"/proc/{pid}").exists()}
    engine = running.get("engine")
    if engine is None:
        yield "a compromised Rasa", "look", "the system does not run: start it and ask again"
        return
    told = Path(f"/proc/{engine}/environ").read_bytes()
    wrong = [name for name in ("CODE4_", "TELEGRAM_", "PGPASS", str(settings.keys)) if name.encode() in told]
    said = f"its environment names {', '.join(wrong)}" if wrong else "no key, token or database in its environment"
    yield "a compromised Rasa", "bad" if wrong else "good", said
    yield from _enclosures(settings, running)
    outside = sorted(name for name, pid in running.items() if _listens_outside(pid))
    said = f"{', '.join(outside)} can be reached from outside" if outside else "everything listens on loopback alone"
    yield "somebody on the network", "bad" if outside else "good", said


def _enclosures(settings: Settings, running: dict[str, int]) -> Iterator[Answer]:
    """Tell what each enclosed process said it is kept from, where the kernel agrees that something was given up."""
    for name, who in (("engine", "a compromised Rasa"), ("actions", "compromised actions")):
        if name not in running:
            continue
        kept = _last_enclosed(settings.run_folder / f"{name}.log").split(".")
        status = Path(f"/proc/{running[name]}/status").read_text()
        if "files" in kept and "NoNewPrivs:\t1" in status:
            all_kept = {"network", "processes", "sockets"} <= set(kept)
            said = "from our other files" if name == "actions" else "from our files"
            yield who, "good" if all_kept else "look", f"the kernel keeps it {said}; held: {', '.join(kept)}"
        else:
            yield who, "look", f"shares our user account, and nothing keeps it from our files: {_why_open(settings)}"


def _last_enclosed(log: Path) -> str:
    lines = log.read_text("utf-8", "replace").splitlines() if log.exists() else []
    last = next((line for line in reversed(lines) if '"event": "enclosed"' in line), "{}")
    return str(json.loads(last).get("kind", ""))


def _why_open(settings: Settings) -> str:
    if not sandbox.version():
        return "this kernel offers no Landlock (Linux 5.13 or newer has it)"
    return "see its log" if _is_sqlite(settings) else "on PostgreSQL the actions are left as they are"


def _listens_outside(pid: int) -> bool:
    """Tell whether a process listens on an address that others reach (Linux)."""
    sockets = set()
    for descriptor in Path(f"/proc/{pid}/fd").iterdir():
        try:
            name = os.readlink(descriptor)
        except FileNotFoundError:  # closed meanwhile
            continue
        if name.startswith("socket:["):
            sockets.add(name[8:-1])
    rows = [
        line.split() for file in ("tcp", "tcp6") for line in Path(f"/proc/{pid}/net/{file}").read_text().splitlines()
    ]
    listening = [row for row in rows if len(row) > 9 and row[3] == "0A" and row[9] in sockets]
    return any(row[1].split(":")[0] not in LOOPBACK for row in listening)


def _logs(settings: Settings) -> Answer:
    """Look at every line of the processes that write our log; Rasa's own says nothing by design."""
    allowed = {"at", "level", "event", *logs.WORDS, *logs.NUMBERS, *FROM_LIBRARIES}
    strange = 0
    for path in settings.run_folder.glob("*.log"):
        for line in path.read_text("utf-8", "replace").splitlines():
            strange += not _is_ours(line, allowed)
    said = f"{strange} lines are not of the log's form" if strange else "every line has the log's form"
    return "a reader of the logs", "look" if strange else "good", said


def _is_ours(line: str, allowed: set[str]) -> bool:
    try:
        return set(json.loads(line)) <= allowed
    except (ValueError, TypeError):
        return False


def _is_sqlite(settings: Settings) -> bool:
    return settings.database_url.startswith("sqlite")
