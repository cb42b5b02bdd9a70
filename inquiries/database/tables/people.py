"""People who work here: accounts, sessions, what they are told of, and who is on duty."""

import sqlalchemy as sa

from inquiries.database.tables.kinds import Id, UTCInstant, metadata

# Keys that must survive with the data: references and receipt tokens are computed from them.
secrets = sa.Table(
    "secrets",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.LargeBinary, nullable=False),
)

staff = sa.Table(
    "staff",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("email", sa.Text, nullable=False, unique=True, comment="lower case"),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False, server_default=""),
    sa.Column("phone", sa.Text, nullable=False, server_default=""),
    sa.Column(
        "timezone", sa.Text, nullable=False, server_default="", comment="IANA; empty: the organisation's"
    ),
    sa.Column("digest_at", sa.SmallInteger, comment="minutes after midnight there; empty: 8:30"),
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

# What somebody wants to be told of otherwise than the house has it; an empty desk stands for all of theirs.
notification_choices = sa.Table(
    "notification_choices",
    metadata,
    sa.Column("staff_id", Id, sa.ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("desk", sa.Text, primary_key=True),
    sa.Column(
        "event", sa.Text, primary_key=True, comment="new | alarm | reply | mention | late | dead letter"
    ),
    sa.Column("how", sa.Text, nullable=False, comment="now | digest | off"),
)

# When somebody wants quiet. Minutes after midnight on their own clock; no row: never.
quiet_hours = sa.Table(
    "quiet_hours",
    metadata,
    sa.Column("staff_id", Id, sa.ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("starts", sa.SmallInteger, nullable=False),
    sa.Column("ends", sa.SmallInteger, nullable=False),
    sa.Column("urgent_comes_through", sa.Boolean, nullable=False),
)

# What waits for somebody's next digest.
digest_items = sa.Table(
    "digest_items",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("staff_id", Id, sa.ForeignKey("staff.id", ondelete="CASCADE"), nullable=False),
    sa.Column("inquiry_id", Id, sa.ForeignKey("inquiries.id", ondelete="CASCADE"), nullable=False),
    sa.Column("event", sa.Text, nullable=False),
    sa.Column("at", UTCInstant, nullable=False),
    sa.Index("digest_items_staff_id", "staff_id", "id"),
    sa.Index("digest_items_inquiry_id", "inquiry_id"),
    sa.Index("digest_items_once", "staff_id", "inquiry_id", "event", unique=True),
)

# The rota: who holds the duty phone of a desk when.
duties = sa.Table(
    "duties",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("desk", sa.Text, nullable=False),
    sa.Column("staff_id", Id, sa.ForeignKey("staff.id", ondelete="CASCADE"), nullable=False),
    sa.Column("starts_at", UTCInstant, nullable=False),
    sa.Column("ends_at", UTCInstant, nullable=False),
    sa.Index("duties_desk", "desk", "ends_at"),
)

# Who is away, and who stands in.
absences = sa.Table(
    "absences",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("staff_id", Id, sa.ForeignKey("staff.id", ondelete="CASCADE"), nullable=False),
    sa.Column("substitute_id", Id, sa.ForeignKey("staff.id", ondelete="SET NULL")),
    sa.Column("starts_at", UTCInstant, nullable=False),
    sa.Column("ends_at", UTCInstant, nullable=False),
    sa.Index("absences_staff_id", "staff_id", "ends_at"),
)
