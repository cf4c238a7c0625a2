"""`code4 report`: close periods of the anonymous totals, and show what was released."""

import argparse
import json
import sys
from datetime import date

from cli.failure import DONE, FAILED, USAGE, Failure
from cli.home import clock_of
from cli.unlocking import the_keys
from reports.closing import Closing
from reports.errors import PolicyWrong, Refused
from reports.judging import Request
from reports.periods import Period
from reports.policy import load_policy
from reports.reading import FORMATS, download, published
from reports.records import Release
from reports.sentences import refusal
from settings import Settings
from storage.database import Database, open_database
from storage.migrations import migrate
from storage.releases import LedgerBroken
from storage.salts import salts_of


def arguments(parser: argparse.ArgumentParser) -> None:
    """Choose between closing and showing."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    close = actions.add_parser("close", help="close every period that has ended, or the one that is named")
    close.add_argument("--from", dest="first", type=date.fromisoformat, metavar="DAY")
    close.add_argument("--to", dest="last", type=date.fromisoformat, metavar="DAY")
    close.add_argument("--unit", help="a part of the department: always refused")
    show = actions.add_parser("show", help="show what was released")
    show.add_argument("--format", choices=tuple(FORMATS), default="text")
    actions.add_parser("policy", help="show under which decision totals may be released")


def run(settings: Settings, given: argparse.Namespace) -> int:
    """Close or show; a refusal is told with its reason and exit status 1."""
    if given.action == "close" and bool(given.first) != bool(given.last):
        raise Failure("Name both days: --from and --to.", USAGE)
    if given.action == "policy":
        return _policy()
    keys = the_keys(settings)
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = open_database(settings.database_url)
    try:
        migrate(database)
        if given.action == "show":
            return _show(database, settings, given.format)
        closing = Closing(database, salts_of(keys), clock_of(settings), settings.department_size, settings.timezone)
        return _close(closing, given)
    except (LedgerBroken, PolicyWrong) as error:
        raise Failure(str(error)) from None
    finally:
        database.close()
        keys.close()


def _close(closing: Closing, given: argparse.Namespace) -> int:
    if not given.first and not given.unit:
        return _told(closing.close_due())
    period = Period(given.first or date.min, given.last or date.max)
    try:
        return _told([closing.close(Request(period, given.unit))])
    except Refused as refused:
        print(refusal(refused.reason), file=sys.stderr)
        return FAILED


def _told(results: list[Release | tuple[Period, Refused]]) -> int:
    """Print an object a period; fails when one was refused."""
    status = 0
    for result in results:
        if isinstance(result, Release):
            period = result.spent.period
            print(json.dumps({"closed": str(period), "epsilon": float(result.spent.epsilon)}))
        else:
            print(f"{result[0]}: {refusal(result[1].reason)}", file=sys.stderr)
            status = FAILED
    if not results:
        print("No period waits for its close.", file=sys.stderr)
    return status


def _show(database: Database, settings: Settings, format: str) -> int:
    with database.read() as connection:
        shown = published(connection)
    sys.stdout.buffer.write(download(shown, format, settings.operator))
    sys.stdout.buffer.flush()
    return 0


def _policy() -> int:
    """Print the decision and the sum that its page must name; fails while the page does not."""
    try:
        policy = load_policy()
    except PolicyWrong as error:
        raise Failure(str(error)) from None
    decision = {"decision": policy.decision.number, "made_on": str(policy.decision.made_on)}
    print(json.dumps(decision | {"sha256": policy.digest, "decided": policy.is_decided}))
    if policy.is_decided:
        return DONE
    print(f"docs/decisions/{policy.decision.number}-*.md must name this sum.", file=sys.stderr)
    return FAILED
