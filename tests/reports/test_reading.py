"""What a reader is shown: every number with its range, in every form, and what cannot be concluded."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from typing import get_args

import pytest

from care.usage import STATISTICS
from reports.errors import Reason
from reports.figures import figures
from reports.noise import margin
from reports.periods import Period
from reports.policy import load_policy
from reports.reading import FORMATS, Published, download
from reports.records import Release, Spent
from reports.sentences import about, category_title, refusal, speaking, title_of, words

PNG = b"\x89PNG\r\n\x1a\n"
DECISION = {"number": "0010", "made_on": "2026-11-16", "says": "The first rules for anonymous totals."}


def release(year: int, quarter: int, active: int | None = 120, size: int = 600) -> Release:
    """Return the release of a quarter; every other number is withheld, the first topic apart."""
    months = 3 * quarter
    period = Period(date(year, months - 2, 1), date(year, months, 30))
    tier = load_policy().tier(size)
    assert tier is not None
    promise = Spent(period, size, tier.epsilon, dict(tier.statistics), 11, 0.95, DECISION, "1" * 64)
    numbers: dict[str, dict[str, int | None]] = {
        name: dict.fromkeys(STATISTICS[name], None) for name in tier.statistics
    }
    numbers["active"]["yes"], numbers["topic"]["sleep"] = active, 31
    return Release(promise, numbers)


@pytest.fixture
def year() -> Published:
    """Return three quarters, the last one under new rules, and one that was refused."""
    last = release(2026, 3, 180)
    decided = {"number": "0042", "made_on": "2026-06-30", "says": "Fewer <statistics>."}
    third = Release(replace(last.spent, decision=decided, policy="2" * 64), last.numbers)
    return Published([release(2026, 1), release(2026, 2, None), third], [(release(2026, 4).spent.period, "salt")])


def shown(published: Published, format: str) -> str:
    return download(published, format, "The Port Halden Officers' <Foundation>").decode()


def test_every_number_has_a_range_that_holds_its_noise() -> None:
    for each in figures(release(2026, 1)):
        reach = margin(release(2026, 1).spent.statistics[each.statistic], 0.95)
        if each.persons is None:
            assert (each.low, each.high) == (0, 10 + reach)
        else:
            assert (each.low, each.high) == (max(0, each.persons - reach), each.persons + reach)


def test_a_range_never_exceeds_the_department() -> None:
    assert {each.high for each in figures(release(2026, 1, 600)) if each.statistic == "active"} == {600}


def test_the_periods_stand_side_by_side(year: Published) -> None:
    active = next(table for table in year.tables if table.statistic == "active")
    ((_, row),) = active.rows
    assert [each.shown if each else "" for each in row] == ["120", "fewer than 11", "180"]
    assert [period.first.month for period in active.periods] == [1, 4, 7]


def test_csv_has_a_line_a_number_and_no_value_for_a_withheld_one(year: Published) -> None:
    rows = list(csv.DictReader(io.StringIO(shown(year, "csv"))))
    assert len(rows) == sum(len(figures(each)) for each in year.releases)
    withheld = [row for row in rows if row["fewer_than"]]
    assert withheld
    assert not any(row["persons"] for row in withheld)
    assert {row["decision"] for row in rows} == {"0010", "0042"}


def test_json_has_all_that_is_needed_to_judge_a_number(year: Published) -> None:
    told = json.loads(shown(year, "json"))
    first = told["releases"][0]
    assert (first["officers"], first["epsilon"], first["confidence"]) == (600, 1.0, 0.95)
    assert Decimal(str(sum(first["epsilon_by_statistic"].values()))).quantize(Decimal("0.01")) == 1
    assert told["cannot_be_concluded"] == year.limits
    assert told["refused"][0]["says"] == year.refusals[0][1]


class Page(HTMLParser):
    """Notes what a page is made of."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def test_the_page_needs_nothing_but_itself(year: Published) -> None:
    html = shown(year, "html")
    page = Page(html)
    assert not page.all("script")
    assert not page.all("link")
    assert not re.findall(r"https?://", html)
    assert all(str(image["src"]).startswith("data:image/png;base64,") for image in page.all("img"))


def test_each_chart_of_the_page_has_its_table_for_screen_readers(year: Published) -> None:
    page = Page(shown(year, "html"))
    charts, tables = page.all("img"), page.all("table")
    assert len(charts) == len(year.tables) == len(tables) - 1  # the last table tells the rules
    assert all(str(image["alt"]).endswith("the chart of the table below") for image in charts)
    assert all(header.get("scope") in ("row", "col") for header in page.all("th"))
    assert len(page.all("caption")) == len(tables)
    assert page.all("html")[0]["lang"] == "en"


@pytest.mark.parametrize("format", ["html", "text", "json"])
def test_every_form_says_what_noise_means_and_what_cannot_be_concluded(year: Published, format: str) -> None:
    said = re.sub(r"\s+", " ", shown(year, format).replace("&quot;", '"').replace('\\"', '"'))
    assert year.noise in said
    for line in year.limits:
        assert line in said


@pytest.mark.parametrize("format", ["html", "text"])
def test_a_report_shows_the_decision_it_was_made_under_and_when_the_rules_changed(year: Published, format: str) -> None:
    said = re.sub(r"\s+", " ", shown(year, format))
    assert said.count("Decision 0010 of 2026-11-16: The first rules for anonymous totals.") == 2
    assert said.count("New rules from this period on, by decision 0042 of 2026-06-30: Fewer") == 1


def test_what_an_operator_wrote_is_text_on_the_page_and_no_markup(year: Published) -> None:
    html = shown(year, "html")
    assert "<Foundation>" not in html
    assert "&lt;Foundation&gt;" in html
    assert "<statistics>" not in html


def test_charts_are_pictures(year: Published) -> None:
    assert download(year, "png").startswith(PNG)
    topic = year.chart("topic")
    assert topic is not None
    assert topic.startswith(PNG)
    assert year.chart("crisis") is None


def test_before_the_first_release_every_form_is_there_and_says_so() -> None:
    nothing = Published([], [])
    for format in FORMATS:
        assert download(nothing, format)
    for format in ("html", "text"):
        assert words()["no_release"] in shown(nothing, format)


def test_every_statistic_category_and_refusal_has_its_words(year: Published) -> None:
    for statistic, categories in STATISTICS.items():
        assert title_of(statistic)
        assert about(statistic)
        assert all(category_title(statistic, category) for category in categories)
    assert all(refusal(reason) for reason in get_args(Reason))


def test_both_languages_say_the_same_things() -> None:
    def shape(said: object) -> object:
        if isinstance(said, dict):
            return {key: shape(value) for key, value in said.items()}
        return re.findall(r"\{\w+\}", said) if isinstance(said, str) else len(said) if isinstance(said, list) else said

    english = words()
    with speaking("es"):
        assert shape(words()) == shape(english)
        assert title_of("booked") == "Reservaron una cita"
    assert title_of("booked") == "Booked an appointment"
