"""The directory: clear, because it is public to officers. Names follow HSDS 3.0 where it has them.

Texts are JSON `{"en": ..., "es": ...}`, lists are JSON arrays.
"""

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Index, Integer, LargeBinary, String, Table, Time, cast
from sqlalchemy import Text as LongText

from storage.tables import metadata

UUID = String(36)

organisations = Table(
    "organisation",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("name", LongText, nullable=False),
    Column("description", JSON, nullable=False),
    Column("phone", LongText, nullable=False),
    Column("url", LongText, nullable=False),
    Column("email", LongText, nullable=False),
    Column("scope", LongText, nullable=False),
    Column("is_sample", Boolean, nullable=False),
    Column("public_key", LargeBinary, nullable=True),
)

locations = Table(
    "location",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("name", LongText, nullable=False),
    Column("address", LongText, nullable=False),
    Column("city", LongText, nullable=False),
    Column("directions", JSON, nullable=False),
    Column("accessibility", JSON, nullable=False),
)

services = Table(
    "service",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("organisation", UUID, ForeignKey("organisation.id"), nullable=False, index=True),
    Column("name", JSON, nullable=False),
    Column("description", JSON, nullable=False),
    Column("provider_kind", String(32), nullable=False),
    Column("modalities", JSON, nullable=False),
    Column("languages", JSON, nullable=False),
    Column("audience", JSON, nullable=False),
    Column("tags", JSON, nullable=False),
    Column("location", UUID, ForeignKey("location.id"), nullable=True),
    Column("phone", LongText, nullable=False),
    Column("url", LongText, nullable=False),
    Column("fees_description", JSON, nullable=False),
    Column("eligibility_description", JSON, nullable=False),
    Column("must_report", JSON, nullable=False),
    Column("confidentiality", JSON, nullable=False),
    Column("informs_department", String(16), nullable=False),
    Column("fitness_evaluations", Boolean, nullable=False),
    Column("owner", LongText, nullable=False),
    Column("assured_date", Date, nullable=False),
    Column("status", String(20), nullable=False),
)

Index("service_by_name", cast(services.c.name, String), services.c.id)  # the order of lists

schedules = Table(
    "schedule",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("service", UUID, ForeignKey("service.id"), nullable=False, index=True),
    Column("weekday", Integer, nullable=False),
    Column("opens_at", Time, nullable=False),
    Column("closes_at", Time, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("gap", Integer, nullable=False),
    Column("modality", String(16), nullable=False),
    Column("weeks", Integer, nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("first", Date, nullable=True),
    Column("last", Date, nullable=True),
    Column("without", JSON, nullable=False),  # ISO dates
)

helplines = Table(
    "helpline",
    metadata,
    Column("id", String(64), primary_key=True),  # of a country's line, such as us.988
    Column("number", LongText, nullable=False),
    Column("text", JSON, nullable=False),
    Column("more", JSON, nullable=False),
    Column("hours", LongText, nullable=False),
    Column("source", LongText, nullable=False),
    Column("is_peer", Boolean, nullable=False),
    Column("is_shown", Boolean, nullable=False),
    Column("assured_date", Date, nullable=False),
)

contacts = Table(
    "contact",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("organisation", UUID, ForeignKey("organisation.id"), nullable=False, index=True),
    Column("service", UUID, ForeignKey("service.id"), nullable=True),
    Column("name", LongText, nullable=False),
    Column("title", LongText, nullable=False),
    Column("department", LongText, nullable=False),
    Column("email", LongText, nullable=False),
    Column("phone", LongText, nullable=False),
)

articles = Table(
    "article",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("locale", String(8), primary_key=True),
    Column("topic", String(32), nullable=False, index=True),
    Column("title", LongText, nullable=False),
    Column("messages", JSON, nullable=False),
    Column("source", LongText, nullable=False),
    Column("reviewed_by", LongText, nullable=False),
    Column("reviewed_on", Date, nullable=False),
)

changes = Table(
    "directory_change",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # one row
    Column("version", Integer, nullable=False),
)
