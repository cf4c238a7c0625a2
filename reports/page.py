"""A static page of all releases that a department or a union can publish: one file, no script, no network."""

import base64
from collections.abc import Sequence
from html import escape
from pathlib import Path
from string import Template

from reports.charts import chart
from reports.figures import Figure, Table, tables
from reports.periods import Period
from reports.records import Release
from reports.rules import Rule, rules
from reports.sentences import about, refusal, words

PAGE = Path(__file__).with_name("page.html")


def to_html(releases: Sequence[Release], refused: Sequence[tuple[Period, str]] = (), operator: str = "") -> str:
    """Return the page; charts stand in it as data, each beside its table."""
    said = words()
    return Template(PAGE.read_text(encoding="utf-8")).substitute(
        title=escape(said["title"]),
        operator=escape(operator),
        noise=escape(said["noise"].strip()),
        sections="\n".join(_section(table) for table in tables(releases)) or f"<p>{escape(said['no_release'])}</p>",
        limits="\n".join(f"<li>{escape(line)}</li>" for line in said["cannot_be_concluded"]),
        rules="\n".join(_rule(rule) for rule in rules(releases)),
        refused=_refused(refused),
    )


def _section(table: Table) -> str:
    picture = base64.b64encode(chart(table)).decode()
    heads = "".join(f'<th scope="col">{period}</th>' for period in table.periods)
    rows = "\n".join(_row(title, row) for title, row in table.rows)
    return (
        f"<h2>{escape(table.title)}</h2>\n"
        f'<img alt="{escape(table.title)}: the chart of the table below" '
        f'src="data:image/png;base64,{picture}">\n'
        f"<table>\n<caption>{escape(about(table.statistic))}</caption>\n"
        f'<thead><tr><th scope="col"></th>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>'
    )


def _row(title: str, row: Sequence[Figure | None]) -> str:
    cells = "".join(
        f"<td>{escape(figure.shown)}<small>{escape(figure.range_shown)}</small></td>" if figure else "<td>–</td>"
        for figure in row
    )
    return f'<tr><th scope="row">{escape(title)}</th>{cells}</tr>'


def _rule(rule: Rule) -> str:
    return (
        f'<tr><th scope="row">{rule.period}</th><td>{rule.size}</td>'
        f"<td>{rule.epsilon}</td><td>{escape(rule.decision)}</td></tr>"
    )


def _refused(refused: Sequence[tuple[Period, str]]) -> str:
    if not refused:
        return ""
    lines = "\n".join(f"<li>{period}: {escape(refusal(reason))}</li>" for period, reason in refused)
    return f"<h2>Periods without a release</h2>\n<ul>\n{lines}\n</ul>"
