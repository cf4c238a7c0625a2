"""The lists of the directory: search, filter, what is due, and changing many at once."""

from sqlalchemy import Connection
from starlette.responses import Response

from care.directory import ProviderKind, Status
from console.checking import problems
from console.forms.shapes import MANY
from console.visits import NotThere, Visit
from storage import directory, editing, listing
from storage.accounts import Role
from storage.listing import PAGE, Asked

KINDS = ("service", "organisation", "location", "contact", "article")
PARTNER_KINDS = ("service", "organisation", "contact")
SHOWN = 100  # of what is due or broken
HELPLINE = "helpline"  # has a page of its own, and an entry's pages like the others


def index(visit: Visit) -> Response:
    """Show a page of a list; with htmx only its rows."""
    asked = _asked(visit)
    with visit.house.database.read() as connection:
        found = listing.entries(connection, asked, visit.today, visit.locale, visit.house.samples)
        drafted = editing.new_drafts(connection, asked.kind) if visit.may("entry_publish") else []
        organisations = directory.all_organisations(connection, visit.house.samples)
    template = "directory_rows.html" if visit.request.headers.get("hx-request") == "true" else "directory.html"
    return visit.page(
        template,
        asked=asked,
        found=found,
        drafted=drafted,
        pages=-(-found.count // PAGE),
        kinds=kinds_for(visit),
        organisations=organisations if len(organisations) <= MANY else [],
        provider_kinds=ProviderKind,
    )


def due(visit: Visit) -> Response:
    """Show what nobody has verified for ninety days, and what is broken."""
    with visit.house.database.read() as connection:
        services = directory.all_services(connection, visit.house.samples)
    stale = [each for each in services if each.is_stale(visit.today)]
    broken = [(each, found) for each in services if (found := problems(each))]
    stale.sort(key=lambda service: service.assured_date)
    return visit.page("due.html", stale=stale[:SHOWN], broken=broken[:SHOWN], counts=(len(stale), len(broken)))


def bulk(visit: Visit) -> Response:
    """Change the services that were ticked: verified today, shown or not, or another owner."""
    chosen = [str(each) for each in visit.form.getlist("entry")][:500]
    owner, act = visit.sent("owner")[:200], visit.sent("act")
    changes = {
        "verify": {"assured_date": visit.today.isoformat()},
        "owner": {"owner": owner},
        "show": {"status": Status.ACTIVE.value},
        "hide": {"status": Status.INACTIVE.value},
    }.get(act)
    if not chosen or changes is None or (act == "owner" and not owner):
        return visit.go("directory", said_="nothing")
    with visit.house.database.write() as connection:
        for entry in chosen:
            _change(visit, connection, entry, changes)
    return visit.go("directory", said_="bulk")


def kinds_for(visit: Visit) -> tuple[str, ...]:
    """Return the kinds of entries that somebody may see."""
    return PARTNER_KINDS if visit.account.role is Role.PARTNER else KINDS


def _change(visit: Visit, connection: Connection, entry: str, changes: dict[str, str]) -> None:
    content = editing.published(connection, "service", entry)
    if content is not None and content | changes != content:
        by = visit.account.login
        editing.publish(connection, "service", entry, content | changes, "bulk", by, visit.now)
        visit.house.audit.append(connection, visit.account.id, "entry.bulk", f"service:{entry}")


def _asked(visit: Visit) -> Asked:
    kind = visit.query("kind") or "service"
    if kind not in kinds_for(visit):
        raise NotThere
    organisation = visit.account.organisation or visit.query("organisation")
    return Asked(
        kind=kind,
        words=visit.query("q")[:80],
        organisation=organisation,
        provider_kind=visit.query("provider_kind"),
        state=visit.query("state"),
        page=visit.page_number(),
    )
