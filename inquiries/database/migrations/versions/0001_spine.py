"""The first schema: people, submissions and inquiries, queue and deliveries."""

import sqlalchemy as sa
from alembic import op

from inquiries.database.tables import Id, UTCInstant

revision = "0001"
down_revision = None


def upgrade() -> None:
    _staff()
    _sign_in()
    _jobs()
    _submissions()
    _inquiries()
    _inquiries_by_state()
    _deliveries()
    _what_happens()


def _staff() -> None:
    op.create_table(
        "staff",
        sa.Column("id", Id, nullable=False),
        sa.Column("email", sa.Text(), nullable=False, comment="lower case"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("role", sa.Text(), nullable=False, comment="administrator | member"),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("created_at", UTCInstant(), nullable=False),
        sa.Column("disabled_at", UTCInstant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="staff_pkey"),
        sa.UniqueConstraint("email", name="staff_email_key"),
    )
    op.create_table(
        "staff_desks",
        sa.Column("staff_id", Id, nullable=False),
        sa.Column("desk", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="staff_desks_staff_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("staff_id", "desk", name="staff_desks_pkey"),
    )


def _sign_in() -> None:
    op.create_table(
        "secrets",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="secrets_pkey"),
    )
    op.create_table(
        "sign_in_failures",
        sa.Column("id", Id, nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("at", UTCInstant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="sign_in_failures_pkey"),
    )
    op.create_index("sign_in_failures_key", "sign_in_failures", ["key", "at"], unique=False)
    op.create_table(
        "links",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False, comment="setup | sign-in"),
        sa.Column("staff_id", Id, nullable=True),
        sa.Column("expires_at", UTCInstant(), nullable=False),
        sa.Column("used_at", UTCInstant(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="links_staff_id_fkey", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token_hash", name="links_pkey"),
    )
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("staff_id", Id, nullable=False),
        sa.Column("seen_at", UTCInstant(), nullable=False),
        sa.Column("expires_at", UTCInstant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="sessions_staff_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name="sessions_pkey"),
    )
    op.create_index("sessions_staff_id", "sessions", ["staff_id"], unique=False)


def _jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", Id, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False, comment="one job per key, ever"),
        sa.Column("payload", sa.Text(), nullable=False, comment="JSON"),
        sa.Column(
            "lane",
            sa.Text(),
            server_default="",
            nullable=False,
            comment="few of a lane at once; empty: no limit",
        ),
        sa.Column(
            "state", sa.SmallInteger(), server_default="0", nullable=False, comment="0 ready 1 done 2 dead"
        ),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("next_try_at", UTCInstant(), nullable=False),
        sa.Column("lease", sa.Text(), nullable=True, comment="who holds it; empty when free"),
        sa.Column("leased_until", UTCInstant(), nullable=True),
        sa.Column("created_at", UTCInstant(), nullable=False),
        sa.Column("finished_at", UTCInstant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="jobs_pkey"),
        sa.UniqueConstraint("key", name="jobs_key_key"),
    )
    op.create_index(
        "jobs_dead",
        "jobs",
        ["next_try_at", "id"],
        unique=False,
        sqlite_where=sa.text("state = 2"),
        postgresql_where=sa.text("state = 2"),
    )
    op.create_index(
        "jobs_ready",
        "jobs",
        ["next_try_at", "id"],
        unique=False,
        sqlite_where=sa.text("state = 0"),
        postgresql_where=sa.text("state = 0"),
    )


def _submissions() -> None:
    op.create_table(
        "submissions",
        sa.Column("id", Id, nullable=False),
        sa.Column("once_key", sa.Text(), nullable=False, comment="form token or Idempotency-Key"),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("received_at", UTCInstant(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False, comment="JSON: [[name, value], …] as received"),
        sa.Column("answers", sa.Text(), nullable=False, comment="JSON: cleaned answers by field name"),
        sa.Column("facts", sa.Text(), nullable=False, comment="JSON: door, language, suspicion"),
        sa.Column(
            "state",
            sa.SmallInteger(),
            server_default="0",
            nullable=False,
            comment="0 new 1 opened 2 unopenable",
        ),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="submissions_pkey"),
        sa.UniqueConstraint("once_key", name="submissions_once_key_key"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "submissions_new",
        "submissions",
        ["id"],
        unique=False,
        sqlite_where=sa.text("state = 0"),
        postgresql_where=sa.text("state = 0"),
    )
    op.create_index(
        "submissions_unopenable",
        "submissions",
        ["id"],
        unique=False,
        sqlite_where=sa.text("state = 2"),
        postgresql_where=sa.text("state = 2"),
    )


def _inquiries() -> None:
    op.create_table(
        "inquiries",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("desk", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("request_type", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("question", sa.Text(), server_default="", nullable=False),
        sa.Column("answers", sa.Text(), nullable=False, comment="JSON: every cleaned answer by field name"),
        sa.Column("language", sa.Text(), server_default="", nullable=False),
        sa.Column("zone", sa.Text(), nullable=False, comment="the sender's IANA zone"),
        sa.Column("status", sa.SmallInteger(), nullable=False, comment="inquiry.model.Status"),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("outcome_reason", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "suspicion", sa.Text(), server_default="", nullable=False, comment="why it was quarantined"
        ),
        sa.Column("owner_id", Id, nullable=True),
        sa.Column("received_at", UTCInstant(), nullable=False),
        sa.Column("respond_intent_at", UTCInstant(), nullable=False),
        sa.Column("last_safe_start_at", UTCInstant(), nullable=True),
        sa.Column("deadline_at", UTCInstant(), nullable=True),
        sa.Column("publishes_at", UTCInstant(), nullable=True),
        sa.Column(
            "due_at",
            UTCInstant(),
            nullable=False,
            comment="what the inbox sorts by; year 9999 without a deadline",
        ),
        sa.Column("acknowledged_at", UTCInstant(), nullable=True),
        sa.Column("acknowledged_by", Id, nullable=True),
        sa.Column("back_by", UTCInstant(), nullable=True, comment="what the acknowledgement promised"),
        sa.Column("closed_at", UTCInstant(), nullable=True),
        sa.Column(
            "stirred_at",
            UTCInstant(),
            nullable=False,
            comment="last word from outside; newer than seen = unread",
        ),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["acknowledged_by"], ["staff.id"], name="inquiries_acknowledged_by_fkey"),
        sa.ForeignKeyConstraint(["id"], ["submissions.id"], name="inquiries_id_fkey"),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name="inquiries_owner_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="inquiries_pkey"),
        sa.UniqueConstraint("reference", name="inquiries_reference_key"),
    )


def _inquiries_by_state() -> None:
    op.create_index(
        "inquiries_closed",
        "inquiries",
        ["closed_at", "id"],
        unique=False,
        sqlite_where=sa.text("status = 2"),
        postgresql_where=sa.text("status = 2"),
    )
    op.create_index("inquiries_email", "inquiries", ["email"], unique=False)
    op.create_index(
        "inquiries_open",
        "inquiries",
        ["due_at", "id"],
        unique=False,
        sqlite_where=sa.text("status = 0"),
        postgresql_where=sa.text("status = 0"),
    )
    op.create_index(
        "inquiries_quarantined",
        "inquiries",
        ["due_at", "id"],
        unique=False,
        sqlite_where=sa.text("status = 1"),
        postgresql_where=sa.text("status = 1"),
    )


def _deliveries() -> None:
    op.create_table(
        "attempts",
        sa.Column("id", Id, nullable=False),
        sa.Column("job_id", Id, nullable=False),
        sa.Column("at", UTCInstant(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False, comment="done | later | refused"),
        sa.Column("said", sa.Text(), nullable=False, comment="the other side's words, or what went wrong"),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name="attempts_job_id_fkey", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="attempts_pkey"),
    )
    op.create_index("attempts_job_id", "attempts", ["job_id"], unique=False)
    op.create_table(
        "deliveries",
        sa.Column("id", Id, nullable=False),
        sa.Column("job_id", Id, nullable=False),
        sa.Column("inquiry_id", Id, nullable=True),
        sa.Column("channel", sa.Text(), nullable=False, comment="email | …"),
        sa.Column(
            "kind",
            sa.Text(),
            nullable=False,
            comment="notification | receipt | guide | acknowledgement | test",
        ),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("recipient_name", sa.Text(), server_default="", nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False, comment="kept over retries"),
        sa.Column("created_at", UTCInstant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiries.id"], name="deliveries_inquiry_id_fkey", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name="deliveries_job_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="deliveries_pkey"),
        sa.UniqueConstraint("job_id", name="deliveries_job_id_key"),
    )
    op.create_index("deliveries_inquiry_id", "deliveries", ["inquiry_id"], unique=False)


def _what_happens() -> None:
    """On an inquiry, and who has seen it."""
    op.create_table(
        "entries",
        sa.Column("id", Id, nullable=False),
        sa.Column("inquiry_id", Id, nullable=False),
        sa.Column("at", UTCInstant(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False, comment="acknowledgement | note"),
        sa.Column("staff_id", Id, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "once_key",
            sa.Text(),
            nullable=True,
            comment="the form's one-time key: a double click is one note",
        ),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiries.id"], name="entries_inquiry_id_fkey", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="entries_staff_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="entries_pkey"),
        sa.UniqueConstraint("once_key", name="entries_once_key_key"),
    )
    op.create_index("entries_inquiry_id", "entries", ["inquiry_id"], unique=False)
    op.create_table(
        "history",
        sa.Column("id", Id, nullable=False),
        sa.Column("inquiry_id", Id, nullable=False),
        sa.Column("at", UTCInstant(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("staff_id", Id, nullable=True),
        sa.Column("facts", sa.Text(), server_default="{}", nullable=False, comment="JSON"),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiries.id"], name="history_inquiry_id_fkey", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="history_staff_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="history_pkey"),
    )
    op.create_index("history_inquiry_id", "history", ["inquiry_id"], unique=False)
    op.create_table(
        "seen",
        sa.Column("staff_id", Id, nullable=False),
        sa.Column("inquiry_id", Id, nullable=False),
        sa.Column("at", UTCInstant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiries.id"], name="seen_inquiry_id_fkey", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="seen_staff_id_fkey", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("staff_id", "inquiry_id", name="seen_pkey"),
    )
