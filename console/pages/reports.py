"""The anonymous totals for readers: what was released, each number with its range, and nothing live."""

import base64

from starlette.responses import Response

from console.visits import NotThere, Visit
from reports.reading import FORMATS, Published, download, published
from reports.sentences import about, speaking

FILES = ("csv", "json", "png", "html")


def reports(visit: Visit) -> Response:
    """Show every release: periods side by side, a chart above each table."""
    shown = _published(visit)
    with speaking(visit.locale):
        charts = {table.statistic: _data(shown.chart(table.statistic)) for table in shown.tables}
        return visit.page("reports.html", shown=shown, charts=charts, about=about, files=FILES)


def reports_file(visit: Visit) -> Response:
    """Send everything as a file."""
    format_, shown = visit.param("format"), _published(visit)
    if format_ not in FILES:
        raise NotThere
    named = {"Content-Disposition": f'attachment; filename="totals.{format_}"'}
    media_type, _ = FORMATS[format_]
    return Response(download(shown, format_, visit.house.settings.operator), media_type=media_type, headers=named)


def _published(visit: Visit) -> Published:
    with visit.house.database.read() as connection:
        return published(connection)


def _data(picture: bytes | None) -> str:
    return f"data:image/png;base64,{base64.b64encode(picture or b'').decode()}"
