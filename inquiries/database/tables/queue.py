"""The queue of durable jobs, and the deliveries that are made by it."""

import sqlalchemy as sa

from inquiries.database.tables.kinds import Id, UTCInstant, metadata

READY, DONE, DEAD = 0, 1, 2
IS_READY, IS_DEAD = sa.text("jobs.state = 0"), sa.text("jobs.state = 2")
# What a stranger's post sets off by itself, to an address that anybody could have typed.
IS_AUTOMATIC = sa.text("deliveries.kind IN ('receipt', 'guide')")

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
    sa.Column("message_id", sa.Text, nullable=False, index=True, comment="kept over retries"),
    sa.Column("created_at", UTCInstant, nullable=False),
    sa.Column("facts", sa.Text, nullable=False, server_default="{}", comment="JSON: what its words need"),
    sa.Column("bounced_at", UTCInstant, comment="when it came back although it had been taken"),
    sa.Column("bounced_for_good", sa.Boolean),
    sa.Column("bounce_said", sa.Text, nullable=False, server_default="", comment="the other server's words"),
)
condition = sa.text(IS_AUTOMATIC.text.removeprefix("deliveries."))
sa.Index(
    "deliveries_automatic",
    deliveries.c.created_at,
    deliveries.c.recipient,
    sqlite_where=condition,
    postgresql_where=condition,
)
