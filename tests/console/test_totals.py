"""A reader sees every release with its ranges, charts, rules and files; and no running period."""

from console.house import House
from reports.records import entry, spent_entry
from storage.releases import Ledger
from tests.console.conftest import Browser
from tests.reports.test_reading import release


def test_a_reader_sees_charts_tables_rules_and_files(house: House, reader: Browser) -> None:
    ledger, third = Ledger(house.database, house.keys.folder), release(2026, 3)
    with ledger.alone():
        ledger.append(spent_entry(third.spent))
        ledger.append(entry("drawn", third.spent.period, numbers=third.numbers))
    page = reader.get("/totals")
    assert page.count("data:image/png;base64,") == page.count("<caption") == len(third.numbers)
    for said in ("105 to 135", "fewer than 11", "Decision 0010", "Chance has been added", "What cannot be concluded"):
        assert said in page
    for format_, start in (("csv", b"first"), ("json", b"{"), ("png", b"\x89PNG"), ("html", b"<!doctype html>")):
        answer = reader.client.get(f"/totals.{format_}")
        assert answer.status_code == 200
        assert answer.content.startswith(start)
        assert answer.headers["content-disposition"] == f'attachment; filename="totals.{format_}"'
    assert reader.client.get("/totals.text").status_code == 404
