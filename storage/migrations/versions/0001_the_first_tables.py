"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    op.create_table(
        "article",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("locale", sa.String(length=8), nullable=False),
        sa.Column("topic", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("messages", sa.JSON(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reviewed_by", sa.Text(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", "locale", name=op.f("article_pk")),
    )
    op.create_index(op.f("article_by_topic"), "article", ["topic"], unique=False)
    for name in ("checkin", "feedback"):
        op.create_table(
            name,
            sa.Column("id", sa.String(length=32), nullable=False),
            sa.Column("officer", sa.String(length=32), nullable=False),
            sa.Column("sealed", sa.LargeBinary(), nullable=False),
            sa.PrimaryKeyConstraint("id", name=op.f(f"{name}_pk")),
        )
        op.create_index(op.f(f"{name}_by_officer"), name, ["officer"], unique=False)
    op.create_table(
        "unprompted",
        sa.Column("officer", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("officer", name=op.f("unprompted_pk")),
    )
    op.create_table(
        "due",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("officer", sa.String(length=32), nullable=True),
        sa.Column("about", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("due_pk")),
    )
    op.create_index(op.f("due_by_about"), "due", ["about"], unique=False)
    op.create_index(op.f("due_by_at"), "due", ["at"], unique=False)
    op.create_index(op.f("due_by_officer"), "due", ["officer"], unique=False)
    op.create_table(
        "effect",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("result", sa.LargeBinary(), nullable=True),
        sa.Column("until", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("effect_pk")),
    )
    op.create_index(op.f("effect_by_until"), "effect", ["until"], unique=False)
    op.create_table(
        "helpline",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("more", sa.JSON(), nullable=False),
        sa.Column("hours", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("is_peer", sa.Boolean(), nullable=False),
        sa.Column("is_shown", sa.Boolean(), nullable=False),
        sa.Column("assured_date", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("helpline_pk")),
    )
    op.create_table(
        "inbox",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("officer", sa.String(length=32), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("inbox_pk")),
        sa.UniqueConstraint("id", name=op.f("inbox_id_once")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("inbox_by_officer"), "inbox", ["officer"], unique=False)
    op.create_table(
        "lease",
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("holder", sa.String(length=32), nullable=False),
        sa.Column("place", sa.String(length=64), nullable=False),
        sa.Column("process", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("lease_pk")),
    )
    op.create_table(
        "location",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("directions", sa.JSON(), nullable=False),
        sa.Column("accessibility", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("location_pk")),
    )
    op.create_table(
        "officer",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("chat", sa.LargeBinary(), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("preferences", sa.LargeBinary(), nullable=False),
        sa.Column("consent", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("officer_pk")),
        sa.UniqueConstraint("chat", name=op.f("officer_chat_once")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.JSON(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("organisation_pk")),
    )
    op.create_table(
        "outbox",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("officer", sa.String(length=32), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("outbox_pk")),
        sa.UniqueConstraint("id", name=op.f("outbox_id_once")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("outbox_by_officer"), "outbox", ["officer"], unique=False)
    op.create_table(
        "private_answers",
        sa.Column("token", sa.String(length=40), nullable=False),
        sa.Column("officer", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("token", name=op.f("private_answers_pk")),
    )
    op.create_index(op.f("private_answers_by_officer"), "private_answers", ["officer"], unique=False)
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("audit_pk")),
    )
    op.create_table(
        "partner_wrap",
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("holder", sa.String(length=80), nullable=False),
        sa.Column("cost", sa.String(length=40), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=op.f("partner_wrap_organisation_of")),
        sa.PrimaryKeyConstraint("organisation", "holder", name=op.f("partner_wrap_pk")),
    )
    op.create_table(
        "report_ledger",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("report_ledger_pk")),
    )
    op.create_table(
        "report_period",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.CheckConstraint("first <= last", name=op.f("report_period_forward")),
        sa.PrimaryKeyConstraint("id", name=op.f("report_period_pk")),
        sa.UniqueConstraint("first", name=op.f("report_period_first_once")),
    )
    op.create_table(
        "safety_plan",
        sa.Column("officer", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("officer", name=op.f("safety_plan_pk")),
    )
    op.create_table(
        "seen",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("until_hour", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("seen_pk")),
    )
    op.create_index(op.f("seen_by_until_hour"), "seen", ["until_hour"], unique=False)
    op.create_table(
        "sessions",
        sa.Column("pseudonym", sa.String(length=32), nullable=False),
        sa.Column("officer", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("pseudonym", name=op.f("sessions_pk")),
    )
    op.create_index(op.f("sessions_by_officer"), "sessions", ["officer"], unique=False)
    op.create_table(
        "trail",
        sa.Column("officer", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("officer", name=op.f("trail_pk")),
    )
    op.create_table(
        "unreachable",
        sa.Column("officer", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("officer", name=op.f("unreachable_pk")),
    )
    op.create_table(
        "usage",
        sa.Column("period", sa.String(length=32), nullable=False),
        sa.Column("pseudonym", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("period", "pseudonym", name=op.f("usage_pk")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "waiting",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("officer", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("waiting_pk")),
        sa.UniqueConstraint("id", name=op.f("waiting_id_once")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("waiting_by_officer"), "waiting", ["officer"], unique=False)
    op.create_table(
        "service",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("description", sa.JSON(), nullable=False),
        sa.Column("provider_kind", sa.String(length=32), nullable=False),
        sa.Column("modalities", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("location", sa.String(length=36), nullable=True),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("fees_description", sa.JSON(), nullable=False),
        sa.Column("eligibility_description", sa.JSON(), nullable=False),
        sa.Column("must_report", sa.JSON(), nullable=False),
        sa.Column("confidentiality", sa.JSON(), nullable=False),
        sa.Column("informs_department", sa.String(length=16), nullable=False),
        sa.Column("fitness_evaluations", sa.Boolean(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("assured_date", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["location"], ["location.id"], name=op.f("service_location_of")),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=op.f("service_organisation_of")),
        sa.PrimaryKeyConstraint("id", name=op.f("service_pk")),
    )
    op.create_index(op.f("service_by_organisation"), "service", ["organisation"], unique=False)
    op.create_index("service_by_name", "service", [sa.text("CAST(name AS VARCHAR)"), "id"], unique=False)
    op.create_table(
        "contact",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("service", sa.String(length=36), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation"], ["organisation.id"], name=op.f("contact_organisation_to_organisation")
        ),
        sa.ForeignKeyConstraint(["service"], ["service.id"], name=op.f("contact_service_to_service")),
        sa.PrimaryKeyConstraint("id", name=op.f("contact_pk")),
    )
    op.create_index(op.f("contact_by_organisation"), "contact", ["organisation"], unique=False)
    op.create_table(
        "schedule",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("service", sa.String(length=36), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens_at", sa.Time(), nullable=False),
        sa.Column("closes_at", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("gap", sa.Integer(), nullable=False),
        sa.Column("modality", sa.String(length=16), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("first", sa.Date(), nullable=True),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("without", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["service"], ["service.id"], name=op.f("schedule_service_of")),
        sa.PrimaryKeyConstraint("id", name=op.f("schedule_pk")),
    )
    op.create_index(op.f("schedule_by_service"), "schedule", ["service"], unique=False)
    op.create_table(
        "slot",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("service", sa.String(length=36), nullable=False),
        sa.Column("start", sa.DateTime(timezone=True), nullable=False),
        sa.Column("end", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modality", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("holder", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "state IN ('free', 'busy-tentative', 'busy', 'busy-unavailable')", name=op.f("slot_state_known")
        ),
        sa.ForeignKeyConstraint(["service"], ["service.id"], name=op.f("slot_service_of")),
        sa.PrimaryKeyConstraint("id", name=op.f("slot_pk")),
        sa.UniqueConstraint("service", "start", "modality", name=op.f("slot_service_start_modality_once")),
    )
    op.create_index(op.f("slot_by_holder"), "slot", ["holder"], unique=False)
    op.create_index(op.f("slot_by_start"), "slot", ["start"], unique=False)
    op.create_table(
        "booking",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("reference", sa.String(length=6), nullable=False),
        sa.Column("slot", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("officer", sa.LargeBinary(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("partner_officer", sa.LargeBinary(), nullable=True),
        sa.Column("contact", sa.LargeBinary(), nullable=True),
        sa.Column("contact_kind", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("state IN ('booked', 'cancelled', 'fulfilled', 'noshow')", name=op.f("booking_state_known")),
        sa.CheckConstraint("place BETWEEN 1 AND 2", name=op.f("booking_two_places")),
        sa.ForeignKeyConstraint(["slot"], ["slot.id"], name=op.f("booking_slot_of")),
        sa.PrimaryKeyConstraint("id", name=op.f("booking_pk")),
        sa.UniqueConstraint("officer", "place", name=op.f("booking_officer_place_once")),
        sa.UniqueConstraint("reference", name=op.f("booking_reference_once")),
    )
    op.create_index(op.f("booking_by_slot"), "booking", ["slot"], unique=False)
    op.create_index(
        "booking_one_live_for_a_slot",
        "booking",
        ["slot"],
        unique=True,
        sqlite_where=sa.text("state = 'booked'"),
        postgresql_where=sa.text("state = 'booked'"),
    )
    op.create_table(
        "console_draft",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("entry", sa.String(length=80), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("base", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "entry", name=op.f("console_draft_pk")),
    )
    op.create_table(
        "console_fact",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("console_fact_pk")),
    )
    op.create_table(
        "console_history",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("entry", sa.String(length=80), nullable=False),
        sa.Column("act", sa.String(length=16), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed", sa.JSON(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("console_history_pk")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("console_history_by_entry"), "console_history", ["entry"], unique=False)
    op.create_table(
        "console_try",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("console_try_pk")),
    )
    op.create_index(op.f("console_try_by_until"), "console_try", ["until"], unique=False)
    op.create_table(
        "directory_change",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("directory_change_pk")),
    )
    op.create_table(
        "console_account",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("login", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("organisation", sa.String(length=36), nullable=True),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("is_one_time", sa.Boolean(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=True),
        sa.Column("step", sa.BigInteger(), nullable=False),
        sa.Column("locale", sa.String(length=2), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=op.f("console_account_organisation_of")),
        sa.PrimaryKeyConstraint("id", name=op.f("console_account_pk")),
        sa.UniqueConstraint("login", name=op.f("console_account_login_once")),
    )
    op.create_table(
        "console_recovery",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("account", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["account"], ["console_account.id"], name=op.f("console_recovery_account_of"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("console_recovery_pk")),
    )
    op.create_index(op.f("console_recovery_by_account"), "console_recovery", ["account"], unique=False)
    op.create_table(
        "console_session",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("account", sa.String(length=32), nullable=False),
        sa.Column("stage", sa.String(length=8), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account"], ["console_account.id"], name=op.f("console_session_account_of"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("console_session_pk")),
    )
    op.create_index(op.f("console_session_by_account"), "console_session", ["account"], unique=False)
    op.create_index(op.f("console_session_by_seen"), "console_session", ["seen"], unique=False)
    op.create_table(
        "booking_mark",
        sa.Column("booking", sa.String(length=36), nullable=False),
        sa.Column("is_seen", sa.Boolean(), nullable=False),
        sa.Column("is_told", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["booking"], ["booking.id"], name=op.f("booking_mark_booking_of"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("booking", name=op.f("booking_mark_pk")),
    )
