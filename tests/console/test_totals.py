"""A reader sees every release with its ranges, charts, rules and files; and no running period."""

from sqlalchemy import update

from console.house import House
from reports.records import entry, spent_entry
from storage.releases import Ledger
from storage.tables.console import accounts
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


def test_a_reader_who_has_chosen_spanish_reads_the_totals_in_spanish(house: House, reader: Browser) -> None:
    ledger, third = Ledger(house.database, house.keys.folder), release(2026, 3)
    with ledger.alone():
        ledger.append(spent_entry(third.spent))
        ledger.append(entry("drawn", third.spent.period, numbers=third.numbers))
    with house.database.write() as connection:
        connection.execute(update(accounts).values(locale="es"))
    page = reader.get("/totals")
    for said in ("105 a 135", "menos de 11", "Decisión 0010", "se le ha sumado azar", "Usaron Code 4"):
        assert said in page
