"""One entry of the directory: edit, preview as an officer sees it, publish, history, undo."""

from sqlalchemy import Connection
from starlette.datastructures import FormData
from starlette.responses import Response
from wtforms import Form

from care.names import new_uuid
from console import preview
from console.forms.entries import content_of, entry_form
from console.helplines import entry_of
from console.pages import helplines
from console.pages.directory import HELPLINE, kinds_for
from console.visits import NotThere, Visit
from storage import directory, editing, history
from storage.accounts import Role
from storage.editing import Content, EditedMeanwhile
from words import LOCALES


def new(visit: Visit) -> Response:
    """Show an empty form."""
    kind = _kind(visit)
    with visit.house.database.read() as connection:
        empty = {"assured_date": visit.today.isoformat(), "reviewed_on": visit.today.isoformat(), "status": "active"}
        form = _form(visit, connection, kind, content=empty | {"owner": visit.account.login})
    return visit.page("entry_new.html", kind=kind, form=form)


def add(visit: Visit) -> Response:
    """Keep the draft of a new entry."""
    kind = _kind(visit)
    with visit.house.database.write() as connection:
        form = _form(visit, connection, kind, visit.form)
        if not form.validate():
            return visit.page("entry_new.html", 422, kind=kind, form=form)
        content = content_of(kind, form)
        entry = _new_entry(visit, kind, content)
        editing.save(connection, kind, entry, content, editing.NOTHING, visit.account.login, visit.now)
    return visit.go("entry_preview", kind=kind, entry=entry, said_="draft")


def show(visit: Visit) -> Response:
    """Show the form, filled with the draft or what is published."""
    kind, entry = _kind(visit), visit.param("entry")
    with visit.house.database.read() as connection:
        drafted = editing.draft(connection, kind, entry)
        content = drafted.content if drafted else editing.published(connection, kind, entry)
        if content is None:
            raise NotThere
        form = _form(visit, connection, kind, content=content)
    return _form_page(visit, form, editing.fingerprint(content), drafted.by if drafted else "")


def save(visit: Visit) -> Response:
    """Keep what was typed as a draft, unless somebody else changed the entry meanwhile."""
    kind, entry, saw = _kind(visit), visit.param("entry"), visit.sent("saw")
    try:
        with visit.house.database.write() as connection:
            if not editing.seen(connection, kind, entry):
                raise NotThere
            form = _form(visit, connection, kind, visit.form)
            if not form.validate():
                return _form_page(visit, form, saw, "", 422)
            content = _kept_fixed(visit, connection, kind, entry, content_of(kind, form))
            editing.save(connection, kind, entry, content, saw, visit.account.login, visit.now)
    except EditedMeanwhile:
        return _conflict(visit, form)
    return visit.go("entry_preview", kind=kind, entry=entry, said_="draft")


def show_preview(visit: Visit) -> Response:
    """Show the entry as an officer sees it, and what would change."""
    kind, entry = _kind(visit), visit.param("entry")
    with visit.house.database.read() as connection:
        drafted, live = editing.draft(connection, kind, entry), editing.published(connection, kind, entry)
        content = drafted.content if drafted else live
        if content is None:
            raise NotThere
        tongues = (content["locale"],) if kind == "article" else LOCALES
        shown = {each: preview.bubbles(visit, connection, kind, entry, content, each) for each in tongues}
    changed = sorted(name for name in content if drafted and (live or {}).get(name) != content[name])
    saw = editing.fingerprint(content)
    return visit.page("preview.html", kind=kind, entry=entry, shown=shown, drafted=drafted, changed=changed, saw=saw)


def publish(visit: Visit) -> Response:
    """Let officers see the draft that was previewed."""
    kind, entry = _kind(visit), visit.param("entry")
    if kind == HELPLINE:
        return helplines.publish(visit, entry)
    try:
        with visit.house.database.write() as connection:
            visit.house.audit.append(connection, visit.account.id, "entry.publish", f"{kind}:{entry}")
            editing.publish_draft(connection, kind, entry, visit.sent("saw"), visit.account.login, visit.now)
    except EditedMeanwhile:
        return visit.page("meanwhile.html", 409, kind=kind, entry=entry)
    return visit.go("entry", kind=kind, entry=entry, said_="published")


def discard(visit: Visit) -> Response:
    """Throw the draft away."""
    kind, entry = _kind(visit), visit.param("entry")
    with visit.house.database.write() as connection:
        editing.discard(connection, kind, entry)
        is_there = editing.published(connection, kind, entry) is not None
    if is_there:
        return visit.go("entry", kind=kind, entry=entry, said_="discarded")
    if kind == HELPLINE:
        return visit.go("lines", said_="discarded")
    return visit.go("directory", kind_=kind, said_="discarded")


def verify(visit: Visit) -> Response:
    """Mark a service as verified today."""
    kind, entry = _kind(visit), visit.param("entry")
    with visit.house.database.write() as connection:
        content = editing.published(connection, kind, entry)
        if content is None or kind != "service":
            raise NotThere
        content["assured_date"] = visit.today.isoformat()
        editing.publish(connection, kind, entry, content, "verified", visit.account.login, visit.now)
        visit.house.audit.append(connection, visit.account.id, "entry.verify", f"{kind}:{entry}")
    return visit.go("due" if visit.query("from") == "due" else "directory", said_="verified")


def steps(visit: Visit) -> Response:
    """Show who changed what."""
    kind, entry = _kind(visit), visit.param("entry")
    with visit.house.database.read() as connection:
        if not editing.seen(connection, kind, entry):
            raise NotThere
        found = history.steps(connection, kind, entry)
        now_there = editing.published(connection, kind, entry)
    return visit.page("history.html", kind=kind, entry=entry, steps=found, now_there=now_there)


def undo(visit: Visit) -> Response:
    """Publish an earlier content again."""
    kind, entry, number = _kind(visit), visit.param("entry"), visit.param("number")
    with visit.house.database.read() as connection:
        step = history.step(connection, int(number)) if number.isdigit() and len(number) < 18 else None
    if step is None or (step.kind, step.entry) != (kind, entry):
        raise NotThere
    if kind == HELPLINE:
        return helplines.go_back(visit, entry, step.content)
    with visit.house.database.write() as connection:
        editing.publish(connection, kind, entry, step.content, "undone", visit.account.login, visit.now)
        visit.house.audit.append(connection, visit.account.id, "entry.undo", f"{kind}:{entry}")
    return visit.go("entry_history", kind=kind, entry=entry, said_="undone")


def _kind(visit: Visit) -> str:
    kind = visit.param("kind")
    kinds = kinds_for(visit) + ((HELPLINE,) if visit.account.role is Role.COORDINATOR else ())
    if kind not in kinds:
        raise NotThere
    return kind


def _new_entry(visit: Visit, kind: str, content: Content) -> str:
    if kind == HELPLINE:
        return entry_of(visit.house, new_uuid()[:8])
    return editing.article_entry(new_uuid(), content["locale"]) if kind == "article" else new_uuid()


def _form(
    visit: Visit, connection: Connection, kind: str, sent: FormData | None = None, content: Content | None = None
) -> Form:
    return entry_form(kind, _options(visit, connection), visit.house.settings.country, sent, content)


def _options(visit: Visit, connection: Connection) -> dict[str, list[tuple[str, str]]]:
    organisations = directory.all_organisations(connection, visit.house.samples)
    if visit.account.organisation is not None:
        organisations = [each for each in organisations if each.id == visit.account.organisation]
    places = directory.all_locations(connection)
    return {
        "organisation": [(each.id, each.name) for each in organisations],
        "location": [(each.id, f"{each.name}, {each.city}") for each in places],
    }


def _kept_fixed(visit: Visit, connection: Connection, kind: str, entry: str, content: Content) -> Content:
    """Keep what an editor may not change: a published article's language, and for partners the day of verifying."""
    live = editing.published(connection, kind, entry) or {}
    fixed = {"locale", "service"}
    if visit.account.role is Role.PARTNER:
        fixed |= {"assured_date", "owner"}
    return content | {name: live[name] for name in fixed if name in live}


def _form_page(visit: Visit, form: Form, saw: str, by: str, status: int = 200) -> Response:
    kind, entry = visit.param("kind"), visit.param("entry")
    return visit.page("entry.html", status, kind=kind, entry=entry, form=form, saw=saw, by=by)


def _conflict(visit: Visit, form: Form) -> Response:
    """Show what stands there now beside what was typed; nothing was written over."""
    kind, entry = visit.param("kind"), visit.param("entry")
    with visit.house.database.read() as connection:
        drafted = editing.draft(connection, kind, entry)
        theirs = drafted.content if drafted else editing.published(connection, kind, entry)
    mine = content_of(kind, form)
    differing = [name for name in mine if (theirs or {}).get(name) != mine[name]]
    by = drafted.by if drafted else ""
    saw = editing.fingerprint(theirs)
    values = {"theirs": theirs or {}, "mine": mine, "differing": differing, "by": by, "saw": saw}
    return visit.page("conflict.html", 409, kind=kind, entry=entry, form=form, **values)
