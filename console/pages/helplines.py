"""The helplines: called one by one, edited as drafts, and shown only once somebody says that they called."""

from starlette.responses import Response

import golive
from console import helplines
from console.helplines import KIND
from console.visits import NotThere, Visit
from lines import LinesError
from storage import editing, facts
from storage.editing import EditedMeanwhile


def lines(visit: Visit) -> Response:
    """List the helplines, with who called each and when."""
    helplines.take_over(visit.house)
    known_lines = visit.house.words.lines
    entries = {line.id: helplines.entry_of(visit.house, line.id) for line in (*known_lines.shown, *known_lines.hidden)}
    with visit.house.database.read() as connection:
        known = facts.declared(connection)
        drafted = {line for line, entry in entries.items() if editing.draft(connection, KIND, entry)}
        new = editing.new_drafts(connection, KIND)
    waiting = golive.unconfirmed(visit.house.words, known, visit.now)
    values = {"entries": entries, "drafted": drafted, "new": new}
    return visit.page("lines.html", lines=known_lines, known=known, waiting=waiting, **values)


def line_confirm(visit: Visit) -> Response:
    """Note that somebody called a line, and that what is shown of it is right."""
    line = visit.param("line")
    if line not in {each.id for each in visit.house.words.lines.shown}:
        raise NotThere
    with visit.house.database.write() as connection:
        facts.declare(connection, f"line.{line}", True, visit.account.login, visit.now)
        visit.house.audit.append(connection, visit.account.id, "declare", f"line.{line}")
    return visit.go("lines", said_="confirmed")


def publish(visit: Visit, entry: str) -> Response:
    """Show a drafted line, which somebody has called, or take one off; one that always answers stays."""
    try:
        with visit.house.database.write() as connection:
            drafted = editing.draft(connection, KIND, entry)
            if drafted is None:
                raise EditedMeanwhile("the draft is not there any more")
            if drafted.content["is_shown"] and visit.sent("called") != "yes":
                return visit.go("entry_preview", kind=KIND, entry=entry, said_="call")
            helplines.with_entry(visit.house, entry, drafted.content)
            visit.house.audit.append(connection, visit.account.id, "entry.publish", f"{KIND}:{entry}")
            day = {"assured_date": visit.today.isoformat()}
            editing.publish_draft(connection, KIND, entry, visit.sent("saw"), visit.account.login, visit.now, day)
            if drafted.content["is_shown"]:
                line = helplines.line_of(entry)
                facts.declare(connection, f"line.{line}", True, visit.account.login, visit.now)
    except EditedMeanwhile:
        return visit.page("meanwhile.html", 409, kind=KIND, entry=entry)
    except LinesError:
        return visit.go("entry_preview", kind=KIND, entry=entry, said_="lastline")
    helplines.hand_over(visit.house)
    return visit.go("lines", said_="published")


def go_back(visit: Visit, entry: str, content: editing.Content) -> Response:
    """Make an earlier version the draft: nobody sees a number again that nobody has called."""
    with visit.house.database.write() as connection:
        saw = editing.seen(connection, KIND, entry)
        editing.save(connection, KIND, entry, content, saw, visit.account.login, visit.now)
    return visit.go("entry_preview", kind=KIND, entry=entry, said_="draft")
