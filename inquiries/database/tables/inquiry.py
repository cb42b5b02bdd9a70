"""What came in and what was made of it: submissions as received, inquiries with their history."""

import sqlalchemy as sa

from inquiries.database.tables.kinds import Id, UTCInstant, metadata

# Of what is ERASED there is left its number, its form, the day, its key, and in `facts` that it was erased.
NEW, OPENED, UNOPENABLE, ERASED = range(4)
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
    sa.Column(
        "soon_at", UTCInstant, comment="when the clock turns from fine to soon; empty without a deadline"
    ),
    sa.Column("acknowledged_at", UTCInstant),
    sa.Column("acknowledged_by", Id, sa.ForeignKey("staff.id")),
    sa.Column(
        "name_hidden",
        sa.Boolean,
        nullable=False,
        server_default=sa.false(),
        comment="the desk that acknowledged it tells the sender no names",
    ),
    sa.Column("back_by", UTCInstant, comment="what the acknowledgement promised"),
    sa.Column("closed_at", UTCInstant),
    sa.Column(
        "stirred_at", UTCInstant, nullable=False, comment="last word from outside; newer than seen = unread"
    ),
    sa.Column("version", sa.Integer, nullable=False, server_default="1"),
    sa.Column(
        "outlet_key", sa.Text, nullable=False, server_default="", comment="the outlet as it is compared"
    ),
    sa.Column("email_key", sa.Text, nullable=False, server_default="", comment="the address in lower case"),
    sa.Column("waits_for", sa.Text, nullable=False, server_default="", comment="them | time, while it waits"),
    sa.Column("wait_until", UTCInstant, comment="when it comes back by itself"),
    sa.Column("merged_into", Id, sa.ForeignKey("inquiries.id")),
    sa.Column(
        "alarm", sa.SmallInteger, nullable=False, server_default="0", comment="how far the alarm has climbed"
    ),
    sa.Column("alarm_at", UTCInstant, comment="when it climbs next; empty: no more"),
    sa.Column(
        "spam_at", UTCInstant, comment="when somebody called it spam; in quarantine without: a suspect"
    ),
    sa.Column(
        "sealed_from",
        sa.Text,
        nullable=False,
        server_default="",
        comment="the desk it would stand on, while it is sealed",
    ),
)
OPEN, QUARANTINED, CLOSED, WAITING, MERGED = range(5)
IS_OPEN, IS_QUARANTINED, IS_CLOSED, IS_WAITING, IS_MERGED = (
    sa.text(f"status = {status}") for status in range(5)
)
# Of quarantine, what waits for somebody's eye, and what somebody called spam.
IS_SUSPECT, IS_SPAM = (sa.text(f"status = 1 AND spam_at IS {what}") for what in ("NULL", "NOT NULL"))
for index, condition, order in (
    ("inquiries_open", IS_OPEN, inquiries.c.due_at),
    ("inquiries_quarantined", IS_QUARANTINED, inquiries.c.due_at),
    ("inquiries_suspect", IS_SUSPECT, inquiries.c.due_at),
    ("inquiries_spam", IS_SPAM, inquiries.c.spam_at),
    ("inquiries_waiting", IS_WAITING, inquiries.c.due_at),
    ("inquiries_wait_until", IS_WAITING, inquiries.c.wait_until),
    ("inquiries_merged", IS_MERGED, inquiries.c.merged_into),
    ("inquiries_alarm", sa.text("alarm_at IS NOT NULL"), inquiries.c.alarm_at),
):
    sa.Index(index, order, inquiries.c.id, sqlite_where=condition, postgresql_where=condition)

# What is part of another: looked for whenever that one is erased.
part = sa.text("merged_into IS NOT NULL")
sa.Index("inquiries_merged_into", inquiries.c.merged_into, sqlite_where=part, postgresql_where=part)
# How many of each desk's are sealed: all that others are told of them.
IS_SEALED = sa.text("sealed_from <> ''")
sa.Index(
    "inquiries_sealed",
    inquiries.c.sealed_from,
    inquiries.c.status,
    sqlite_where=IS_SEALED,
    postgresql_where=IS_SEALED,
)

# Each desk's closed ones in their order: somebody who sees one small desk reads no other's.
closed = (inquiries.c.desk, inquiries.c.closed_at, inquiries.c.id)
sa.Index("inquiries_closed", *closed, sqlite_where=IS_CLOSED, postgresql_where=IS_CLOSED)

# Late and soon are counted from this alone, for the desks somebody sees.
urgency = (inquiries.c.soon_at, inquiries.c.due_at, inquiries.c.desk, inquiries.c.status)
sa.Index("inquiries_urgency", *urgency, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN)
sa.Index("inquiries_received", inquiries.c.received_at, inquiries.c.id)

# What reports count, whole in the index: a year of them is counted without reading a single inquiry.
_COUNTED = ("desk", "status", "form", "topic", "outlet_key", "outcome", "acknowledged_at", "closed_at")
sa.Index("inquiries_counted", inquiries.c.received_at, *(inquiries.c[name] for name in _COUNTED))
sa.Index(
    "inquiries_deadline",
    inquiries.c.deadline_at,
    *(inquiries.c[name] for name in ("desk", "status", "outcome", "closed_at")),
    sqlite_where=sa.text("deadline_at IS NOT NULL"),
    postgresql_where=sa.text("deadline_at IS NOT NULL"),
)
# All that one person or one outlet asked, by desk and status, from the index alone.
for index, key in (
    ("inquiries_email_key", inquiries.c.email_key),
    ("inquiries_outlet", inquiries.c.outlet_key),
):
    condition = sa.text(f"{key.name} <> ''")
    columns = (key, inquiries.c.desk, inquiries.c.status, inquiries.c.id)
    sa.Index(index, *columns, sqlite_where=condition, postgresql_where=condition)

# How many inquiries stand where, kept in the transactions that move them; owner 0 is nobody.
counters = sa.Table(
    "counters",
    metadata,
    sa.Column("desk", sa.Text, primary_key=True),
    sa.Column("status", sa.SmallInteger, primary_key=True, autoincrement=False),
    sa.Column("owner_id", Id, primary_key=True, autoincrement=False),
    sa.Column("total", sa.Integer, nullable=False),
)

tags = sa.Table(
    "tags",
    metadata,
    sa.Column("inquiry_id", Id, sa.ForeignKey("inquiries.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("tag", sa.Text, primary_key=True, comment="lower case"),
    sa.Index("tags_tag", "tag", "inquiry_id"),
)

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

# What was said: acknowledgements (the sender sees them), private notes (never sent), calls that were logged.
entries = sa.Table(
    "entries",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column(
        "inquiry_id", Id, sa.ForeignKey("inquiries.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    sa.Column("at", UTCInstant, nullable=False),
    sa.Column("kind", sa.Text, nullable=False, comment="acknowledgement | note | call"),
    sa.Column("staff_id", Id, sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column(
        "once_key", sa.Text, unique=True, comment="the form's one-time key: a double click is one note"
    ),
    sa.Column(
        "facts", sa.Text, nullable=False, server_default="{}", comment="JSON: of a call, who rang whom"
    ),
)

mentions = sa.Table(
    "mentions",
    metadata,
    sa.Column("entry_id", Id, sa.ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("staff_id", Id, sa.ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
)

# What each inquiry is found by, folded (database/folding.py): of its head (who asks, from where), of the question,
# of everything else said, and what filters ask for. Each engine's index over it is made in migration 0003.
search_documents = sa.Table(
    "search_documents",
    metadata,
    sa.Column(
        "inquiry_id",
        Id,
        sa.ForeignKey("inquiries.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    sa.Column("head", sa.Text, nullable=False),
    sa.Column("asked", sa.Text, nullable=False),
    sa.Column("said", sa.Text, nullable=False),
    sa.Column("facets", sa.Text, nullable=False),
)

seen = sa.Table(
    "seen",
    metadata,
    sa.Column("staff_id", Id, sa.ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("inquiry_id", Id, sa.ForeignKey("inquiries.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("at", UTCInstant, nullable=False),
    sa.Index("seen_inquiry_id", "inquiry_id"),
)
