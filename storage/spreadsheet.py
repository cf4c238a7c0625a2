"""The services as one table for people with spreadsheets: a row a service, and no cell that could run as a formula."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping

from care.directory import Service
from storage.hsds.reading import guarded

MARK = "\ufeff"  # by which spreadsheets know UTF-8
COLUMNS: Mapping[str, Callable[[Service], str]] = {
    "id": lambda each: each.id,
    "organisation": lambda each: each.organisation.name,
    "name": lambda each: each.name.en,
    "name_es": lambda each: each.name.es,
    "provider_kind": lambda each: each.provider_kind,
    "modalities": lambda each: ", ".join(each.modalities),
    "languages": lambda each: ", ".join(each.languages),
    "audience": lambda each: ", ".join(each.audience),
    "place": lambda each: f"{each.location.name}, {each.location.address}" if each.location else "",
    "city": lambda each: each.location.city if each.location else "",
    "phone": lambda each: each.phone,
    "fees": lambda each: each.fees_description.en,
    "eligibility": lambda each: each.eligibility_description.en,
    "must_report": lambda each: each.must_report.en,
    "informs_department": lambda each: each.informs_department,
    "fitness_evaluations": lambda each: "yes" if each.fitness_evaluations else "no",
    "owner": lambda each: each.owner,
    "verified": lambda each: each.assured_date.isoformat(),
    "status": lambda each: each.status,
}


def services_csv(services: Iterable[Service]) -> str:
    """Return the table with its heading, as CSV (RFC 4180)."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(COLUMNS)
    lines.writerows([guarded(say(service)) for say in COLUMNS.values()] for service in services)
    return MARK + out.getvalue()
