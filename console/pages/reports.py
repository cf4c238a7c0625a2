"""The anonymous totals for readers: what was released, each number with its range, and nothing live."""

from starlette.responses import Response

from console.visits import NotThere, Visit
from reports.exports import to_csv, to_json
from reports.figures import tables
from reports.reading import Published, published
from reports.sentences import about, refusal, words

FORMATS = {"csv": "text/csv", "json": "application/json"}


def reports(visit: Visit) -> Response:
    """Show every release."""
    shown = _published(visit)
    refused = [(period, refusal(reason)) for period, reason in shown.refused]
    said = {"noise": words()["noise"].strip(), "limits": words()["cannot_be_concluded"]}
    return visit.page("reports.html", tables=tables(shown.releases), about=about, refused=refused, **said)


def reports_file(visit: Visit) -> Response:
    """Send everything as a file."""
    format_, shown = visit.param("format"), _published(visit)
    if format_ not in FORMATS:
        raise NotThere
    text = to_csv(shown.releases) if format_ == "csv" else to_json(shown.releases, shown.refused)
    named = {"Content-Disposition": f'attachment; filename="totals.{format_}"'}
    return Response(text, media_type=FORMATS[format_], headers=named)


def _published(visit: Visit) -> Published:
    with visit.house.database.read() as connection:
        return published(connection)
