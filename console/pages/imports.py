"""Taking in a directory of others (HSDS): read, look at what would become of each entry, then all of it or nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import Connection
from starlette.responses import Response

from care.directory import Schedule
from console import uploads
from console.house import House
from console.jobs import Job, Stage, discard
from console.visits import Visit
from storage import directory
from storage.accounts import Account
from storage.editing import EditedMeanwhile
from storage.hsds.importing import KINDS, Plan, carry_out, plan_of, read_file
from storage.upkeep import publish_slots

ON_A_PAGE = 100
SHOWN = ("refused", "bent", "new", "changed", "unchanged")


@dataclass(frozen=True)
class Line:
    """One line of the dry run's table: what becomes of what, and where it stands in which file."""

    fate: str
    kind: str  # of an entry; empty for a note
    title: str
    file: str
    row: int
    fields: tuple[str, ...]
    says: str = ""


def imports(visit: Visit) -> Response:
    """Show the forms, and how far one's import is."""
    job = visit.house.jobs.of(visit.account.id)
    plan = job.found if job is not None and isinstance(job.found, Plan) else None
    counts = _counts(plan) if plan else {}
    first = next((fate for fate in SHOWN if counts.get(fate)), "")
    show = visit.query("show") if visit.query("show") in counts else first
    lines = [line for line in _lines(plan) if line.fate == show] if plan else []
    pages, page = max(1, -(-len(lines) // ON_A_PAGE)), visit.page_number()
    shown = lines[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    values = {"job": job, "plan": plan, "counts": counts, "show": show, "lines": shown, "page": page, "pages": pages}
    return visit.page("import.html", **values)


def import_send(visit: Visit) -> Response:
    """Keep the files for as long as they are read, and begin to read them."""
    sent = uploads.files(visit)
    if not sent:
        return visit.go("import", said_="nofile")
    try:
        folder, path = uploads.keep(visit, sent)
    except FileExistsError:
        return visit.go("import", said_="twice")
    if not visit.house.jobs.begin(visit.account.id, partial(_read, visit.house, folder, path)):
        discard(folder)
        return visit.go("import", said_="running")
    return visit.go("import")


def import_apply(visit: Visit) -> Response:
    """Carry the plan out, if it is still what was looked at."""
    work = partial(_write, visit.house, visit.account, visit.sent("saw"))
    began = visit.house.jobs.go_on(visit.account.id, work)
    return visit.go("import") if began else visit.go("import", said_="nothing")


def import_drop(visit: Visit) -> Response:
    """Put the import away; nothing was changed by it, or all of it already."""
    visit.house.jobs.drop(visit.account.id)
    return visit.go("import")


def _read(house: House, folder: Path, path: Path, job: Job) -> None:
    try:
        reading = read_file(path, house.settings.country, job.tell)
    finally:
        discard(folder)
    with house.database.read() as connection:
        job.found = plan_of(connection, reading)
    job.stage = Stage.READY


def _write(house: House, account: Account, saw: str, job: Job) -> None:
    """Plan anew, then write if nothing has changed since: comparing inside would keep other writers waiting."""
    with house.database.read() as connection:
        stood, plan = _standing(connection), plan_of(connection, job.found)
    with house.database.write() as connection:
        if plan.fingerprint != saw or _standing(connection) != stood:
            raise EditedMeanwhile("the directory was changed since the dry run")
        house.audit.append(connection, account.id, "directory.import")
        carry_out(connection, plan, account.login, house.clock.now(), job.tell)
    with house.database.write() as connection:
        publish_slots(connection, house.clock.now())
    job.stage = Stage.DONE


def _standing(connection: Connection) -> tuple[int, list[Schedule]]:
    """Return what moves when somebody changes the directory."""
    return directory.version(connection), directory.all_schedules(connection)


def _counts(plan: Plan) -> dict[str, int]:
    counts = dict.fromkeys(SHOWN, 0)
    for change in plan.changes:
        counts[change.fate] += 1
    for note in plan.notes:
        counts[note.kind] += 1
    return counts


def _lines(plan: Plan) -> Iterator[Line]:
    for note in plan.notes:
        yield Line(note.kind, "", "", note.file, note.row, (note.field,), note.says)
    entries = plan.entries
    titles = {
        "organization": {id_: each.name for id_, each in entries.organisations.items()},
        "location": {id_: each.name for id_, each in entries.locations.items()},
        "contact": {id_: each.name or each.title for id_, each in entries.contacts.items()},
        "service": {id_: each.name.en for id_, each in entries.services.items()},
    }
    for change in plan.changes:
        title = titles[change.table][change.id]
        yield Line(change.fate, KINDS[change.table], title, change.file, change.row, change.fields)
