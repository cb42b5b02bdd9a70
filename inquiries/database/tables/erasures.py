"""What was erased, when and by whose wish, with no word of it; and how much mail an erased address had lately."""

import sqlalchemy as sa

from inquiries.database.tables.kinds import Id, UTCInstant, metadata

# One line an inquiry for administrators. `reference` is empty for what an address had left in inquiries of others.
erasures = sa.Table(
    "erasures",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("at", UTCInstant, nullable=False),
    sa.Column("door", sa.Text, nullable=False, comment="sender | staff | command | retention"),
    sa.Column("staff_id", Id, sa.ForeignKey("staff.id"), comment="who did it, by the door of staff"),
    sa.Column("reference", sa.Text, nullable=False, server_default=""),
    sa.Column("form", sa.Text, nullable=False, server_default=""),
    sa.Column("desk", sa.Text, nullable=False, server_default="", comment="empty: it was never opened"),
    sa.Column("received_on", UTCInstant, comment="the day"),
    sa.Column("counted", sa.Text, nullable=False, server_default="{}", comment="JSON: how many of what"),
    sa.Column("gone_at", UTCInstant, comment="when nothing of it was on the disk any more"),
)

# An address gets few automatic mails a day, even when it is erased in between: known by a salted digest for that day.
forgotten_mails = sa.Table(
    "forgotten_mails",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("at", UTCInstant, nullable=False, index=True, comment="when it went"),
    sa.Column("salt", sa.LargeBinary, nullable=False),
    sa.Column("box", sa.LargeBinary, nullable=False),
    sa.Column("domain", sa.LargeBinary, nullable=False),
)
