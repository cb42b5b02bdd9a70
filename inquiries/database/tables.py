"""The whole schema in one place, SQLAlchemy Core. The migrations must arrive at exactly this; a test compares."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def microseconds(at: datetime) -> int:
    """Whole microseconds since 1970 in UTC: how SQLite keeps an instant, so that order is order."""
    since = at - EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def instant(value: int) -> datetime:
    """The aware instant behind `microseconds`."""
    return datetime.fromtimestamp(value // 1_000_000, UTC).replace(microsecond=value % 1_000_000)


class UTCInstant(TypeDecorator[datetime]):
    """An instant, aware and in UTC: integer microseconds on SQLite, timestamptz on PostgreSQL."""

    impl = sa.BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        kind: TypeEngine[Any] = (
            sa.DateTime(timezone=True) if dialect.name == "postgresql" else sa.BigInteger()
        )
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime has no place in the database")
        return value.astimezone(UTC) if dialect.name == "postgresql" else microseconds(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None or isinstance(value, datetime):
            return value
        return instant(value)


# SQLite gives only an INTEGER primary key its rowid; PostgreSQL wants 64 bits said.
Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
metadata = sa.MetaData(
    naming_convention={
        "ix": "%(table_name)s_%(column_0_name)s",
        "uq": "%(table_name)s_%(column_0_name)s_key",
        "fk": "%(table_name)s_%(column_0_name)s_fkey",
        "pk": "%(table_name)s_pkey",
    }
)

# Keys that must survive with the data: references and receipt tokens are computed from them.
secrets = sa.Table(
    "secrets",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.LargeBinary, nullable=False),
)

# ── people ──────────────────────────────────────────────────────────────────────────────────────────────

staff = sa.Table(
    "staff",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("email", sa.Text, nullable=False, unique=True, comment="lower case"),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False, server_default=""),
    sa.Column("phone", sa.Text, nullable=False, server_default=""),
    sa.Column("role", sa.Text, nullable=False, comment="administrator | member"),
    sa.Column("password_hash", sa.Text),
    sa.Column("created_at", UTCInstant, nullable=False),
    sa.Column("disabled_at", UTCInstant),
)

staff_desks = sa.Table(
    "staff_desks",
    metadata,
    sa.Column("staff_id", Id, sa.ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("desk", sa.Text, primary_key=True),
)

sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("token_hash", sa.LargeBinary, primary_key=True),
    sa.Column("staff_id", Id, sa.ForeignKey("staff.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("seen_at", UTCInstant, nullable=False),
    sa.Column("expires_at", UTCInstant, nullable=False),
)

# One-time links: the first administrator's set-up, the demo's sign-in.
links = sa.Table(
    "links",
    metadata,
    sa.Column("token_hash", sa.LargeBinary, primary_key=True),
    sa.Column("purpose", sa.Text, nullable=False, comment="setup | sign-in"),
    sa.Column("staff_id", Id, sa.ForeignKey("staff.id", ondelete="CASCADE")),
    sa.Column("expires_at", UTCInstant, nullable=False),
    sa.Column("used_at", UTCInstant),
)

# Failed sign-ins only, for the throttle; keys are hashes, so no address is kept of people without an account.
sign_in_failures = sa.Table(
    "sign_in_failures",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("key", sa.LargeBinary, nullable=False),
    sa.Column("at", UTCInstant, nullable=False),
    sa.Index("sign_in_failures_key", "key", "at"),
)

# ── submissions and inquiries ───────────────────────────────────────────────────────────────────────────

NEW, OPENED, UNOPENABLE = 0, 1, 2
# Written into the SQL as it is: a partial index serves only a query that repeats its condition to the letter.
IS_NEW, IS_UNOPENABLE = sa.text("state = 0"), sa.text("state = 2")

# As received, never edited; written by intake/spool in group commits, so it stays slim. An inquiry has its
# submission's id, and the reference and receipt token are computed from that id: no random index here but one.
submissions = sa.Table(
    "submissions",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("once_key", sa.Text, nullable=False, unique=True, comment="form token or Idempotency-Key"),
    sa.Column("form", sa.Text, nullable=False),
    sa.Column("received_at", UTCInstant, nullable=False),
    sa.Column("fields", sa.Text, nullable=False, comment="JSON: [[name, value], …] as received"),
    sa.Column("answers", sa.Text, nullable=False, comment="JSON: cleaned answers by field name"),
    sa.Column("facts", sa.Text, nullable=False, comment="JSON: door, language, suspicion"),
    sa.Column(
        "state", sa.SmallInteger, nullable=False, server_default="0", comment="0 new 1 opened 2 unopenable"
    ),
    sa.Column("failure", sa.Text),
    sqlite_autoincrement=True,
)
for index, condition in (("submissions_new", IS_NEW), ("submissions_unopenable", IS_UNOPENABLE)):
    sa.Index(index, submissions.c.id, sqlite_where=condition, postgresql_where=condition)

inquiries = sa.Table(
    "inquiries",
    metadata,
    sa.Column("id", Id, sa.ForeignKey("submissions.id"), primary_key=True, autoincrement=False),
    sa.Column("reference", sa.Text, nullable=False, unique=True),
    sa.Column("form", sa.Text, nullable=False),
    sa.Column("desk", sa.Text, nullable=False),
    sa.Column("topic", sa.Text, nullable=False),
    sa.Column("request_type", sa.Text, nullable=False, server_default=""),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("outlet", sa.Text, nullable=False, server_default=""),
    sa.Column("email", sa.Text, nullable=False, index=True),
    sa.Column("phone", sa.Text, nullable=False, server_default=""),
    sa.Column("question", sa.Text, nullable=False, server_default=""),
    sa.Column("answers", sa.Text, nullable=False, comment="JSON: every cleaned answer by field name"),
    sa.Column("language", sa.Text, nullable=False, server_default=""),
    sa.Column("zone", sa.Text, nullable=False, comment="the sender's IANA zone"),
    sa.Column("status", sa.SmallInteger, nullable=False, comment="inquiry.model.Status"),
    sa.Column("outcome", sa.Text),
    sa.Column("outcome_reason", sa.Text, nullable=False, server_default=""),
    sa.Column("suspicion", sa.Text, nullable=False, server_default="", comment="why it was quarantined"),
    sa.Column("owner_id", Id, sa.ForeignKey("staff.id")),
    sa.Column("received_at", UTCInstant, nullable=False),
    sa.Column("respond_intent_at", UTCInstant, nullable=False),
    sa.Column("last_safe_start_at", UTCInstant),
    sa.Column("deadline_at", UTCInstant),
    sa.Column("publishes_at", UTCInstant),
    sa.Column(
        "due_at", UTCInstant, nullable=False, comment="what the inbox sorts by; year 9999 without a deadline"
    ),
    sa.Column("acknowledged_at", UTCInstant),
    sa.Column("acknowledged_by", Id, sa.ForeignKey("staff.id")),
    sa.Column("back_by", UTCInstant, comment="what the acknowledgement promised"),
    sa.Column("closed_at", UTCInstant),
    sa.Column(
        "stirred_at", UTCInstant, nullable=False, comment="last word from outside; newer than seen = unread"
    ),
    sa.Column("version", sa.Integer, nullable=False, server_default="1"),
)
OPEN, QUARANTINED, CLOSED = 0, 1, 2
IS_OPEN, IS_QUARANTINED, IS_CLOSED = (sa.text(f"status = {status}") for status in (OPEN, QUARANTINED, CLOSED))
for index, condition, order in (
    ("inquiries_open", IS_OPEN, inquiries.c.due_at),
    ("inquiries_quarantined", IS_QUARANTINED, inquiries.c.due_at),
    ("inquiries_closed", IS_CLOSED, inquiries.c.closed_at),
):
    sa.Index(index, order, inquiries.c.id, sqlite_where=condition, postgresql_where=condition)

# Append-only record of everything that happened; sentences are made from kind and facts where they are shown.
history = sa.Table(
    "history",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column(
        "inquiry_id", Id, sa.ForeignKey("inquiries.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    sa.Column("at", UTCInstant, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("staff_id", Id, sa.ForeignKey("staff.id")),
    sa.Column("facts", sa.Text, nullable=False, server_default="{}", comment="JSON"),
)

# What was said: acknowledgements (the sender sees them) and private notes (never sent).
entries = sa.Table(
    "entries",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column(
        "inquiry_id", Id, sa.ForeignKey("inquiries.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    sa.Column("at", UTCInstant, nullable=False),
    sa.Column("kind", sa.Text, nullable=False, comment="acknowledgement | note"),
    sa.Column("staff_id", Id, sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column(
        "once_key", sa.Text, unique=True, comment="the form's one-time key: a double click is one note"
    ),
)

seen = sa.Table(
    "seen",
    metadata,
    sa.Column("staff_id", Id, sa.ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("inquiry_id", Id, sa.ForeignKey("inquiries.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("at", UTCInstant, nullable=False),
)

# ── queue and deliveries ────────────────────────────────────────────────────────────────────────────────

READY, DONE, DEAD = 0, 1, 2
IS_READY, IS_DEAD = sa.text("jobs.state = 0"), sa.text("jobs.state = 2")

jobs = sa.Table(
    "jobs",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False, unique=True, comment="one job per key, ever"),
    sa.Column("payload", sa.Text, nullable=False, comment="JSON"),
    sa.Column(
        "lane", sa.Text, nullable=False, server_default="", comment="few of a lane at once; empty: no limit"
    ),
    sa.Column("state", sa.SmallInteger, nullable=False, server_default="0", comment="0 ready 1 done 2 dead"),
    sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
    sa.Column("next_try_at", UTCInstant, nullable=False),
    sa.Column("lease", sa.Text, comment="who holds it; empty when free"),
    sa.Column("leased_until", UTCInstant),
    sa.Column("created_at", UTCInstant, nullable=False),
    sa.Column("finished_at", UTCInstant),
)
for index, condition in (("jobs_ready", sa.text("state = 0")), ("jobs_dead", sa.text("state = 2"))):
    sa.Index(index, jobs.c.next_try_at, jobs.c.id, sqlite_where=condition, postgresql_where=condition)

# Every try of a job that did not end well, and the one that did: what the Deliveries page shows.
attempts = sa.Table(
    "attempts",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("job_id", Id, sa.ForeignKey("jobs.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("at", UTCInstant, nullable=False),
    sa.Column("result", sa.Text, nullable=False, comment="done | later | refused"),
    sa.Column("said", sa.Text, nullable=False, comment="the other side's words, or what went wrong"),
)

# One message to one recipient. State, tries and next try are its job's.
deliveries = sa.Table(
    "deliveries",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("job_id", Id, sa.ForeignKey("jobs.id"), nullable=False, unique=True),
    sa.Column("inquiry_id", Id, sa.ForeignKey("inquiries.id", ondelete="CASCADE"), index=True),
    sa.Column("channel", sa.Text, nullable=False, comment="email | …"),
    sa.Column(
        "kind", sa.Text, nullable=False, comment="notification | receipt | guide | acknowledgement | test"
    ),
    sa.Column("recipient", sa.Text, nullable=False),
    sa.Column("recipient_name", sa.Text, nullable=False, server_default=""),
    sa.Column("message_id", sa.Text, nullable=False, comment="kept over retries"),
    sa.Column("created_at", UTCInstant, nullable=False),
)
